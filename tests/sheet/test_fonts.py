import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from diasporamap.counts.origin_tables import units_of_countries
from diasporamap.errors import StyleError
from diasporamap.language.texts import keys_of, template
from diasporamap.maps import read_style
from diasporamap.places.layers import read_table
from diasporamap.places.origins.matching import told_apart
from diasporamap.sheet.fonts import (
    POINT,
    _advance,
    _laid_out,
    fonts_of,
    line_path,
    printed,
    starts_of,
)


@pytest.fixture(scope="module")
def fonts():
    return fonts_of(read_style())


def test_width_grows_with_size_and_weight(fonts):
    assert fonts.width("Cameroun", "regular", 20) == pytest.approx(
        2 * fonts.width("Cameroun", "regular", 10)
    )
    assert fonts.width("Cameroun", "bold", 10) > fonts.width("Cameroun", "regular", 10)
    assert 3 < fonts.width("Cameroun", "regular", 10) / (10 * POINT) < 6


@pytest.mark.parametrize("number", range(4))
def test_summed_advances_are_what_matplotlib_lays_out(fonts, number):
    file = str(fonts.files[number])
    texts = (template(f"caption.{key}", "fr") for key in keys_of("caption"))
    words = sorted({word for told in texts for word in told.split() if fonts.can_print(word)})
    # Letters that matplotlib joins when it measures, and never when it draws, are no measure.
    words = [*(word for word in words if "ff" not in word and "fi" not in word)][::7]
    assert len(words) > 50
    for word in [*words, "AVATAR", "L\u2019Afrique", "d\u2019où", "\u201cTchad\u201d", "Yaoundé"]:
        assert _advance(word, file) == pytest.approx(_laid_out(word, file), abs=0.002), word


def test_lines_fit_and_keep_every_word(fonts):
    text = "Nations Unies, Département des affaires économiques : Division de la population"
    lines = fonts.wrap(text, "regular", 8, width=40)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert all(fonts.width(line, "regular", 8) <= 40 for line in lines)


def test_a_line_breaks_at_plain_spaces_only(fonts):
    assert fonts.wrap("92\u202f983 92\u202f983", "regular", 8, width=12) == ["92\u2009983"] * 2
    assert fonts.wrap("Sources : un", "regular", 8, width=14) == ["Sources :", "un"]


def test_a_word_wider_than_a_line_is_cut(fonts):
    lines = fonts.wrap("x" * 100, "regular", 8, width=30)
    assert "".join(lines) == "x" * 100
    assert all(fonts.width(line, "regular", 8) <= 30 for line in lines)


def test_blank_text_has_no_line(fonts):
    assert fonts.wrap("  ", "regular", 8, width=30) == []


def test_spaces_that_the_font_lacks_are_printed_as_their_like(fonts):
    assert printed("92\u202f983\nune") == "92\u2009983 une"
    fonts.require_signs(["92\u202f983 é œ Ç À « » – ’"])


def test_every_sign_that_is_missing_is_named_once(fonts):
    with pytest.raises(StyleError, match=r"U\+05D0.*U\+2603"):
        fonts.require_signs(["א☃", "☃"])


def test_a_style_must_list_faces_that_ship(tmp_path):
    style = tmp_path / "other.toml"
    style.write_text('[font]\nfiles = ["OpenSans-Regular.ttf", "None.ttf", "No.ttf", "N.ttf"]\n')
    with pytest.raises(StyleError, match=r"missing: None\.ttf"):
        fonts_of(read_style(str(style)))
    style = tmp_path / "three.toml"
    style.write_text('[font]\nfiles = ["OpenSans-Regular.ttf"]\n')
    with pytest.raises(StyleError, match="four font files"):
        fonts_of(read_style(str(style)))


def test_every_name_of_a_part_that_is_shipped_can_be_printed(fonts):
    for levels in units_of_countries().values():
        for names in told_apart(read_table(levels[0].layer)).values():
            fonts.require_signs(names)
    assert printed("Kürdəmir, \u02bbEua") == "Kürdämir, \u2018Eua"


@pytest.mark.parametrize("number", range(4))
def test_outlines_put_side_by_side_are_the_line_that_matplotlib_lays_out(fonts, number):
    file = str(fonts.files[number])
    for line in [
        "AVATAR, d\u2019où : 92\u2009983 (Yaoundé)",
        "L\u2019étranger \u2014 «\u00a0À\u00a0»",
        ".",
    ]:
        corners, codes = text_to_path.get_text_path(FontProperties(fname=file, size=100), line)
        path = line_path(line, file)
        assert path.codes.tolist() == list(codes)
        assert path.vertices * 100 == pytest.approx(np.array(corners), abs=0.3)


def test_a_line_of_spaces_has_no_outline(fonts):
    assert len(line_path("\u2009 ", str(fonts.files[0])).vertices) == 0


def test_an_accent_of_its_own_is_laid_out_by_matplotlib(fonts):
    file = str(fonts.files[0])
    assert starts_of("e", file) == [0.0]
    assert starts_of("e\u0301", file) is None
    assert len(line_path("e\u0301", file).vertices) > 0
