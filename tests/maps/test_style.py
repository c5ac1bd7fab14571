import pytest

from diasporamap.errors import StyleError
from diasporamap.maps import read_style, style_names
from diasporamap.resources import shipped


def write(tmp_path, text, name="mine.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_every_shipped_style_is_whole():
    assert "iom" in style_names()
    for name in style_names():
        style = read_style(name)
        assert {"land", "no_data", "zero", "suppressed", "not_applicable", "origin"} <= set(
            style.swatches
        )
        assert {"international", "dashed", "dotted"} <= set(style.lines)
        for face in style.font["files"]:
            assert (shipped("styles") / "fonts" / face).is_file()


@pytest.mark.parametrize("name", style_names())
def test_no_two_states_of_a_place_look_alike(name):
    style = read_style(name)
    hatched = [swatch.hatch for swatch in style.swatches.values() if swatch.hatch]
    assert len(set(hatched)) == len(hatched) >= 6
    plain = [style.swatches[key] for key in ("land", "no_data", "origin")]
    assert len({(swatch.fill, swatch.outline) for swatch in plain}) == len(plain)
    assert not {style.low_hatch[0], *style.bivariate_hatches} & set(hatched) - {"rings"}  # zero


def test_a_variant_states_only_its_differences(tmp_path):
    style = read_style(write(tmp_path, 'base = "iom"\n[circle.colour]\ntotal = "#112233"\n'))
    assert style.circle["colour"]["total"] == "#112233"
    assert style.circle["colour"]["women"] == read_style("iom").circle["colour"]["women"]


def test_a_style_without_a_base_stands_on_the_house_style(tmp_path):
    style = read_style(write(tmp_path, "[text]\ntitle = 20\n"))
    assert style.text["title"] == 20
    assert style.sequential == read_style("iom").sequential


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[circle.colour]\ntotal = 'blue'\n", "circle.colour.total must be a colour"),
        ("[map]\nsea = '#112233'\n", "map.sea is not a key"),
        ("[swatch.zero]\nhatch = 'waves'\n", "swatch.zero.hatch must be one of diagonal"),
        ("[text]\ntitle = 'big'\n", "text.title must be a number"),
        ("[classes.sequential]\ncolours = []\n", "colours must be a list"),
        ("[classes.sequential]\ncolours = ['red']\n", "colours must be a list"),
        ("unchecked = 1\n", "unchecked must be true or false"),
        ("[swatch.origin]\noutline = 'black'\n", "swatch.origin.outline must be a colour"),
        ("[classes.diverging]\nhatch = 'waves'\n", "hatch must be one of diagonal"),
        ("names = 'long'\n", "names must be one of short, un"),
        ("[text\n", "is not TOML"),
        ("base = 'nowhere'\n", "There is no style 'nowhere'. Choose dark"),
    ],
)
def test_a_wrong_style_is_refused_with_the_key_and_the_hint(tmp_path, text, says):
    with pytest.raises(StyleError, match=says):
        read_style(write(tmp_path, text))


def test_every_problem_of_a_style_is_told_at_once(tmp_path):
    path = write(tmp_path, "[map]\nsea = '#112233'\nocean = 'blue'\n")
    with pytest.raises(StyleError, match=r"map.ocean .*; map.sea "):
        read_style(path)


def test_bases_that_go_round_in_a_circle_are_refused(tmp_path):
    path = tmp_path / "round.toml"
    path.write_text(f"base = '{path}'\n", encoding="utf-8")
    with pytest.raises(StyleError, match="go round in a circle"):
        read_style(str(path))


def test_a_missing_style_is_refused_with_the_names_that_exist():
    with pytest.raises(StyleError, match=r"There is no style 'oim'\. Choose "):
        read_style("oim")


@pytest.mark.usefixtures("french")
def test_every_mistake_of_a_style_is_told_in_french(tmp_path):
    style = tmp_path / "own.toml"
    style.write_text("fonts = 3\nlogo = 5\n[text]\ntitle = 2.5\n", encoding="utf-8")
    with pytest.raises(StyleError) as refused:
        read_style(str(style))
    assert str(refused.value) == (
        f"Style «\u00a0{style}\u00a0»\u00a0: logo doit être une table, et non 5\u202f; text.title "
        "doit être de 7 points ou plus, pour être lu, et non 2.5\u202f; "
        "fonts n’est pas une clé de style."
    )
