from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from diasporamap.comparison import (
    compare_counts,
    draw_range_map,
    save_range_map,
    web_range_map,
)
from diasporamap.errors import StyleError, UsageError
from diasporamap.readers.example import example_path
from diasporamap.resources import shipped
from diasporamap.sheet.fonts import POINT
from tests.sheets import picture
from tests.web.unpacking import model_of


@picture
def test_range_every_state_french(comparison):
    return draw_range_map(comparison)


@picture
def test_range_women_english():
    register = shipped("examples") / "invented_register.csv"
    compared = compare_counts([example_path(), register], measure="women")
    return draw_range_map(compared, language="en")


def test_every_format_is_written_with_its_words(comparison, tmp_path):
    paths = [tmp_path / f"range.{ending}" for ending in ("png", "svg", "pdf", "html")]
    alt = save_range_map(comparison, paths, language="en", title="Two sources")
    assert "Two sources. By country of residence: several figures in 4 countries" in alt
    with Image.open(paths[0]) as image:
        assert (image.info["Title"], image.info["Description"]) == ("Two sources", alt)
    assert f"<desc>{alt}</desc>" in paths[1].read_text(encoding="utf-8")
    assert PdfReader(paths[2]).metadata.subject == alt
    assert "<title>Two sources</title>" in paths[3].read_text(encoding="utf-8")


def test_the_same_comparison_gives_the_same_bytes(comparison, tmp_path):
    for ending in ("png", "html"):
        first, second = (tmp_path / f"{n}.{ending}" for n in "ab")
        save_range_map(comparison, first)
        save_range_map(comparison, second)
        assert first.read_bytes() == second.read_bytes()


def test_a_hidden_figure_is_in_no_output(tmp_path):
    """A figure withheld by its threshold changes nothing that is drawn or embedded."""
    pages = []
    for women in (1, 3):
        folder = tmp_path / str(women)
        folder.mkdir()
        tables = {
            "stock": f"DEU,8000,0\nFRA,900,10\nBEL,{women},0\n",
            "register": f"DEU,{women},0\nFRA,70,7\nBEL,1,0\n",
        }
        for name, rows in tables.items():
            text = f"place,women,men\n{rows}"
            folder.joinpath(f"{name}.csv").write_text(text, encoding="utf-8")
        compared = compare_counts([folder / "stock.csv", folder / "register.csv"])
        save_range_map(compared, folder / "range.svg")
        page = web_range_map(compared).get_root().render()
        pages.append((page, (folder / "range.svg").read_bytes(), compared.table.to_csv()))
    assert pages[0] == pages[1]


def test_what_is_refused(comparison, tmp_path):
    with pytest.raises(
        UsageError, match=r"does not end in .png, .svg, .pdf, .jpg, .jpeg, .webp, .html"
    ):
        save_range_map(comparison, tmp_path / "range.gif")
    with pytest.raises(StyleError):
        draw_range_map(comparison, style="none")
    with pytest.raises(UsageError, match="'de' is not a language"):
        web_range_map(comparison, language="de")
    with pytest.raises(UsageError, match="drawn as circles"):
        draw_range_map(comparison, kind="choropleth")


def test_paper_and_page_draw_the_same_circles(comparison):
    """The radii on the page are those on paper, in shares of the largest."""
    from matplotlib.collections import EllipseCollection

    page = web_range_map(comparison).get_root().render()
    (layer,) = model_of(page)["geographies"][0]["layers"]
    radii = sorted(mark["radius"] for mark in layer["marks"] if mark["mark"] == "disc")
    figure = draw_range_map(comparison, labels=0)
    papers = [a for a in figure.axes[0].collections if isinstance(a, EllipseCollection)]
    # Those of the insets come first, then the world's, then the legend's. A white outline lies
    # around the colour of a circle, one in that colour inside.
    coloured: list[float] = []
    for paper in papers:
        own = (paper.get_edgecolors()[:, :3] == paper.get_facecolors()[:, :3]).all(axis=1)
        if len(coloured) < len(radii):
            widths = paper.get_widths() + np.where(own, 1, -1) * paper.get_linewidths() * POINT
            coloured += widths.tolist()
    assert radii == pytest.approx(sorted(np.array(coloured) / max(coloured)), abs=1e-4)
