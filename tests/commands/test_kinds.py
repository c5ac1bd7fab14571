import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.readers.example import example_path


def drawn(tmp_path, *options):
    done = CliRunner().invoke(
        main,
        ["map", str(example_path()), str(tmp_path / "map.svg"), "--language", "en", *options],
    )
    return done, (tmp_path / "map.svg").read_text(encoding="utf-8") if not done.exit_code else ""


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--kind", "rate-circles", "--measure", "share_women"], "coloured proportional circles"),
        (["--kind", "half-circles"], "France (58,769\u00a0|\u00a034,214)"),
        (["--kind", "dorling"], "circles that stand beside each other"),
        (["--kind", "dots", "--dot", "2000"], "in dots: People born in Cameroon"),
        (
            ["--kind", "bivariate", "--measure", "share_women", "--second", "per_1000"],
            "in nine colours, of two measures",
        ),
    ],
)
def test_every_kind_is_drawn_by_its_name(options, told, tmp_path):
    done, sheet = drawn(tmp_path, *options)
    assert done.exit_code == 0, done.output
    assert told in done.output
    assert told in sheet


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--kind", "rate-circles"], "total is a stock"),
        (["--kind", "half-circles", "--measure", "men"], "Choose the measure total"),
        (["--kind", "dots", "--dot", "9"], "Choose 10 or more"),
        (["--dot", "100"], "take kind dots"),
        (["--second", "total"], "or choose kind bivariate"),
        (
            ["--kind", "bivariate", "--measure", "share_women", "--second", "change_percent"],
            "Give the earlier one with --since",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_read(options, says, tmp_path):
    done, _ = drawn(tmp_path, *options)
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())


def test_signs_of_places_can_be_found_in_an_svg(tmp_path):
    _, dots = drawn(tmp_path, "--kind", "dots")
    assert dots.count('id="dots-FRA"') == 1
    _, circles = drawn(tmp_path, "--kind", "rate-circles", "--measure", "share_women")
    assert circles.count('id="circle-FRA"') == circles.count('id="cross-MEX"') == 1
    assert "circle-MEX" not in circles
