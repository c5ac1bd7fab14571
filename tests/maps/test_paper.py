"""Sizes of paper: by name or in numbers; no text under seven points on any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.errors import StyleError, UsageError
from diasporamap.maps import MapSpec, Paper
from diasporamap.maps.paper import ON_A4, PAPERS, paper_named
from diasporamap.maps.style import read_style, style_names

SIZES = {
    "a4": (297, 210),
    "a4-portrait": (210, 297),
    "a3": (420, 297),
    "half": (160, 110),
    "column": (80, 99),
    "slide": (338.7, 190.5),
}


def test_the_named_sizes():
    assert {name: (paper.width, paper.height) for name, paper in PAPERS.items()} == SIZES
    assert MapSpec().size == "a4"
    with pytest.raises(UsageError, match="'a4-landscape' is not a size"):
        MapSpec(size="a4-landscape")


@pytest.mark.parametrize(
    ("size", "dpi", "expected"),
    [
        ("160x110mm", None, (160, 110)),
        ("160,5 × 110.5MM", None, (160.5, 110.5)),
        ("3508x2480px", None, (297.011, 209.973)),
        ("1920x1080px", 144, (338.667, 190.5)),
    ],
)
def test_a_size_in_numbers(size, dpi, expected):
    paper = paper_named(size, dpi=dpi)
    assert (paper.width, paper.height) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ("60x40mm", r"60 by 40 mm: too small .* 80x60mm or more; 'column' is 80 by 99 mm"),
        ("400x300px", r"33\.867 by 25\.4 mm at 300 dots an inch: too small"),
        ("1300x800mm", r"too large .* at most 1200 mm"),
        ("160x110", r"'160x110' is not a size\. Choose a4, .* or give width and height"),
        ("0x0mm", "too small"),
        ("", "'' is not a size"),
    ],
)
def test_a_size_that_makes_no_sheet_is_refused_with_what_fits(size, told):
    with pytest.raises(UsageError, match=told):
        MapSpec(size=size)


@given(st.integers(80, 1200), st.integers(60, 1200))
def test_a_sheet_of_any_size_has_text_that_is_read_and_grows_with_it(width, height):
    paper = paper_named(f"{width}x{height}mm")
    assert min(paper.text.values()) >= 7
    assert paper.text["title"] > paper.text["subtitle"] >= paper.text["caption"]
    larger = paper.text if width * height >= 297 * 210 else ON_A4
    smaller = ON_A4 if larger is paper.text else paper.text
    assert all(larger[name] >= smaller[name] for name in smaller)
    assert 2 * paper.sides < width / 4
    assert paper.top + paper.bottom < height / 4


@pytest.mark.parametrize("size", [*SIZES, "100x90mm", "900x600mm"])
@pytest.mark.parametrize("style", style_names())
def test_no_text_of_a_shipped_style_is_under_seven_points_on_any_paper(style, size):
    read = read_style(style).on(paper_named(size))
    sizes = [value for value in read.text.values() if not isinstance(value, str)]
    assert min(sizes) >= (12 if "slide" in (style, size) else 7)


def test_text_under_seven_points_is_refused(tmp_path):
    style = tmp_path / "small.toml"
    style.write_text("[text]\ncaption = 6.5\n", encoding="utf-8")
    with pytest.raises(StyleError, match=r"text\.caption must be 7 points or more"):
        read_style(str(style))
    with pytest.raises(UsageError, match="label would be smaller than 7 points"):
        Paper(name="b", width=90, height=90, sides=1, top=1, bottom=1, text={"label": 6})


def test_a_size_of_text_that_a_style_states_is_kept_on_small_paper(tmp_path):
    style = tmp_path / "large.toml"
    style.write_text("[text]\nlabel = 9\n", encoding="utf-8")
    half = PAPERS["half"]
    assert read_style(str(style)).on(half).text["label"] == 9
    assert read_style().on(half).text["label"] == half.text["label"] == 7
    assert read_style().on(half).text["title"] == half.text["title"]
