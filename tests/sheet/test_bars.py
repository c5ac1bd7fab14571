"""The chart beside a map: where its bars end, and that its texts stand apart."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from matplotlib.patches import Rectangle

import diasporamap as dm
from diasporamap.maps import MapSpec, compose
from diasporamap.sheet.bars import draw_bars
from diasporamap.sheet.chart import set_chart
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.page import Box, blank_page, printing
from tests.sheets import assert_apart, picture

BOX = Box(10, 10, 119, 90)


def draw(composition, box=BOX, **options):
    paper = replace(composition.paper, width=box.right + 10, height=box.top + 10, top=10, bottom=10)
    with printing():
        figure, page = blank_page(composition.style, fonts_of(composition.style), paper)
        draw_bars(page, box, composition, **options)
    return figure, paper


def widths(figure):
    bars = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    return [bar.get_width() for bar in bars]


def test_bars_are_as_long_as_the_figures(people):
    counts = people(("FRA", 800, 400), ("GAB", 200, 600))
    figure, _ = draw(compose(counts, MapSpec()))
    women, men, fewer, more = widths(figure)
    assert women / men == pytest.approx(2)
    assert (women / fewer, women / more) == (pytest.approx(4), pytest.approx(4 / 3))


def test_a_hidden_figure_has_a_sign_and_no_bar(people):
    counts = people(("FRA", 700, 300), ("GAB", 250, 250), ("DEU", 110, 90), ("TCD", 4, 3))
    figure, _ = draw(compose(counts, MapSpec()))
    assert len(widths(figure)) == 6
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts.count("s") == 3
    assert not {"3", "4", "7"} & set(texts)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("measure", ["total", "women", "share_women"])
@pytest.mark.parametrize(("origin", "by"), [("PHL", "country"), ("CMR", "district")])
def test_texts_stand_apart_in_the_box(boxes_of, origin, by, measure, language):
    release = dm.release(f"undesa:{origin}", year=2020)
    composition = compose(release, MapSpec(measure=measure, language=language), by=by)
    figure, paper = draw(composition)
    assert_apart(boxes_of(figure), paper)
    for text in figure.axes[0].texts:
        assert text.get_fontsize() >= 7


def test_a_box_that_is_too_small_has_no_chart():
    composition = compose(dm.release("undesa:CMR", year=2020), MapSpec())
    fits = partial(set_chart, composition, fonts_of(composition.style))
    high = fits(Box(0, 0, 99, 10_000)).height
    assert fits(Box(0, 0, 99, high))
    assert not fits(Box(0, 0, 99, 30))
    assert not fits(Box(0, 0, 40, high))


@picture
def test_bars_every_state_french(states):
    return draw(compose(states, MapSpec()))[0]


@picture
def test_dots_of_shares_english():
    composition = compose(
        dm.release("undesa:CMR", year=2020), MapSpec(measure="share_women", language="en")
    )
    return draw(composition)[0]
