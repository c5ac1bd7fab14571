from __future__ import annotations

import pandas as pd
import pytest

from diasporamap.counts.sources import Source
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.scales import CircleScale
from diasporamap.protection import Release

SOURCES = {"s": Source("s", "S", "S", "S", published=True)}


def changed(**places):
    """Compose the map of places with their people before and now."""
    both = [
        Release(
            pd.DataFrame({"place": list(places), "sex": "U", "count": people, "year": year}).assign(
                source="s"
            ),
            sources=SOURCES,
        )
        for year, people in zip((2010, 2020), zip(*places.values(), strict=True), strict=True)
    ]
    return Release(both[1].counts, sources=SOURCES, before=both[0]).by()


CHANGED = {"FRA": (1000, 5000), "GAB": (9000, 8000), "KEN": (50, 50), "TCD": (0, 250)}


def test_areas_are_people_more_or_fewer_and_the_look_says_which():
    drawing = compose(changed(**CHANGED), MapSpec(measure="change")).drawing
    discs = {place: disc for place, (disc,) in drawing.marks.items()}
    assert {place: disc.look for place, disc in discs.items()} == {
        "FRA": "rises",
        "GAB": "falls",
        "TCD": "rises",
    }
    assert discs["FRA"].radius == 1
    assert discs["GAB"].radius ** 2 == pytest.approx(1000 / 4000)
    assert discs["TCD"].radius ** 2 == pytest.approx(250 / 4000)
    assert list(drawing.marks) == ["FRA", "GAB", "TCD"]
    assert drawing.fills["KEN"] == "zero"
    falls, rises = drawing.looks["falls"], drawing.looks["rises"]
    assert (falls.fill, falls.edge) == ("#8c510a", "#8c510a")
    assert falls.opacity < 0.3 < rises.opacity


def test_the_legend_explains_what_is_drawn():
    composition = compose(changed(**CHANGED), MapSpec(measure="change", language="en"))
    nested, rows = composition.drawing.legend
    assert nested.title == "Change (people)"
    assert nested.entries[0].label == "4,000"
    labels = [entry.label for entry in rows.entries[:4]]
    assert labels == ["Rise", "Fall", "With data", "No change"]
    up = compose(changed(FRA=(1000, 5000)), MapSpec(measure="change", language="en"))
    assert [entry.label for entry in up.drawing.legend[1].entries][:2] == ["Rise", "With data"]


def test_a_scale_can_be_shared_with_stocks():
    drawing = compose(
        changed(**CHANGED), MapSpec(measure="change"), circles=CircleScale(16_000, 10)
    ).drawing
    assert drawing.marks["FRA"][0].radius == pytest.approx(0.5)


def test_nobody_moved():
    composition = compose(changed(FRA=(10, 10)), MapSpec(measure="change", language="en"))
    assert composition.drawing.marks == {}
    assert composition.words.subtitle == (
        "By country of residence: 0 in 1 country; rise in 0 countries, fall in 0 countries."
    )
