from io import BytesIO

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from pypdf import PdfReader

from diasporamap.maps import read_style
from diasporamap.maps.paper import paper_named
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.page import blank_page, printing
from diasporamap.sheet.written import SIDES, Written, halo

LINE = "Où l\u2019on vit : AVATAR, 92\u2009983"


@pytest.fixture(scope="module")
def style():
    return read_style()


def painted(style, artist):
    """Return what an artist looks like alone on a sheet: shares of black, a row each."""
    figure, page = blank_page(style, fonts_of(style), paper_named("a4"))
    figure.set_size_inches(4, 1)
    page.axes.set(xlim=(0, 400), ylim=(0, 100))
    page.axes.add_artist(artist)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return 1 - np.asarray(canvas.buffer_rgba())[..., :3].mean(axis=2) / 255


def look(style, align="left"):
    prop = fonts_of(style).of("regular", 14)
    return {"fontproperties": prop, "color": "black", "horizontalalignment": align}


@pytest.mark.parametrize("align", SIDES)
@pytest.mark.parametrize("colour", [None, "#8080ff"])
def test_a_line_has_the_dots_that_matplotlib_would_paint(style, align, colour):
    ours = Written(200, 40.3, LINE, halo_colour=colour, **look(style, align))
    theirs = Text(200, 40.3, LINE, parse_math=False, **look(style, align))
    if hasattr(theirs, "set_fontfeatures"):
        theirs.set_fontfeatures(["-liga"])
    if colour:
        theirs.set_path_effects(halo(colour))
    ours, theirs = painted(style, ours), painted(style, theirs)
    assert theirs.max() > 0.9
    assert np.abs(ours - theirs).max() < 0.25
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.01)


def test_a_line_that_is_not_visible_paints_nothing(style):
    line = Written(200, 40, LINE, halo_colour="#8080ff", **look(style))
    line.set_visible(False)
    assert painted(style, line).max() == pytest.approx(0, abs=0.01)


def test_a_line_without_words_paints_nothing(style):
    for words in ("", "\u2009 "):
        assert painted(style, Written(200, 40, words, **look(style))).max() == pytest.approx(
            0, abs=0.01
        )


def test_a_pdf_has_the_halo_as_a_stroke_under_text_that_is_text(style):
    figure, page = blank_page(style, fonts_of(style), paper_named("a4"))
    page.axes.add_artist(Written(50, 50, "Ville", halo_colour="#8080ff", **look(style)))
    written = BytesIO()
    with printing():
        figure.savefig(written, format="pdf")
    sheet = PdfReader(written).pages[0]
    drawn = sheet.get_contents().get_data().decode("latin-1")
    halo_at, text_at = drawn.index("0.5019607843 0.5019607843 1 RG"), drawn.index("BT")
    assert "\nS\n" in drawn[halo_at:text_at]
    assert sheet.extract_text().strip() == "Ville"
