"""Holds sheets of every size and kind against tables that bring a layout into trouble.

All tables with all of them are drawn by ``benchmarks/layouts.py``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from diasporamap.maps import MapSpec
from diasporamap.sheet.draw import draw_map
from diasporamap.sheet.layout import NoRoom
from tests.layouts import (
    faults_of,
    faults_of_labels,
    faults_of_texts,
    planned_panels,
    some_sheets,
    tables,
)


@pytest.fixture(scope="module")
def released(people):
    """Protect a table by its name, each once."""
    return cache(lambda name: people(*tables()[name]))


@pytest.mark.slow
@pytest.mark.parametrize(("table", "size", "spec"), some_sheets())
def test_a_sheet_has_no_fault_that_a_reader_would_see(table, size, spec, released):
    try:
        with planned_panels() as planned:
            figure = draw_map(released(table), MapSpec(size=size, **spec))
    except NoRoom:  # a column of text is too narrow for some legends, and says so
        assert size == "column"
    else:
        assert faults_of(figure, planned) == []


def test_faults_are_seen(released):
    with planned_panels() as planned:
        figure = draw_map(released("gulf"), MapSpec(labels=20))
    (panel,) = (each for each in planned if "TCD" in {label.place for label in each.labels})
    (label,) = (label for label in panel.labels if label.place == "TCD")
    other = next(circle for circle in panel.circles if circle.place == "NGA")
    box = replace(label.box, left=other.x, bottom=other.y, right=other.x + 5, top=other.y + 2)
    moved = replace(label, box=box, papers=(box,), leader=None, inside=False)
    found = faults_of_labels(replace(panel, labels=(moved,)))
    assert any("than to NGA" in fault for fault in found)
    text = figure.axes[0].texts[0]
    text.set_x(-5)
    assert any("runs off the page" in fault for fault in faults_of_texts(figure))
    text.set_fontsize(6.5)
    assert any("6.50 pt" in fault for fault in faults_of_texts(figure))
