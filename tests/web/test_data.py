"""What pages embed is what its types say, in Python and in the page's scripts."""

from __future__ import annotations

import copy

import pytest

from diasporamap.web import data
from tests.web.typedefs import TYPES, embedded, misfits, typedefs


@pytest.fixture(scope="module")
def found(pages):
    return {name: embedded(path.read_text(encoding="utf-8")) for name, path in pages.items()}


def test_the_typedefs_of_the_scripts_are_those_of_python():
    assert TYPES.read_text(encoding="utf-8") == typedefs(), "run tests/web/typedefs.py"


def test_pages_of_circles_colours_and_districts_are_as_typed(found):
    assert len(found) == 6
    for name, page in found.items():
        assert misfits(page, data.Page, name) == []


def test_between_them_they_have_every_mark_and_part_of_a_legend(found):
    layers = [
        layer
        for page in found.values()
        for shown in page["geographies"]
        for layer in shown["layers"]
    ]
    parts = [part for layer in layers for part in layer["legend"]]
    rows = {row["row"] for part in parts for row in part.get("rows", ())}
    assert {mark["mark"] for layer in layers for mark in layer["marks"]} == {"disc", "dot", "sign"}
    assert {part["part"] for part in parts} == {"nested", "boxes", "rows"}
    assert rows == {"fill", "line", "sign"}  # discs stand in the legend of ranges


def test_every_place_named_by_a_mark_a_fill_or_the_order_is_there(found):
    for page in found.values():
        for shown in page["geographies"]:
            for layer in shown["layers"]:
                marked = {mark["place"] for mark in layer["marks"]}
                assert marked | set(layer["fills"]) | set(layer["order"]) <= set(shown["places"])
                assert {mark["look"] for mark in layer["marks"] if "look" in mark} <= set(
                    layer["looks"]
                )
                assert set(layer["fills"].values()) <= set(layer["swatches"])


def wrong(page, change):
    changed = copy.deepcopy({**page, "shapes": {}}) | {"shapes": page["shapes"]}
    change(changed, changed["geographies"][0], changed["geographies"][0]["layers"][0])
    return misfits(changed, data.Page)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda page, *_: page.pop("texts"), "page: texts is missing"),
        (lambda page, *_: page.update(keys={}), "page: keys is unknown"),
        (lambda page, *_: page.update(language="de"), "page.language: 'de' is none of"),
        (lambda _, shown, __: shown["places"]["FRA"].update(lat="46"), ".FRA.lat: '46' is no"),
        (lambda _, shown, __: shown["places"]["FRA"].update(lat=True), ".FRA.lat: True is no"),
        (lambda _, shown, __: shown["rows"][0].append("x"), "rows[0]: 3 items instead of 2"),
        (lambda *of: of[2]["marks"][0].pop("radius"), "marks[0]: radius is missing"),
        (lambda *of: of[2]["marks"][0].update(mark="flow"), "marks[0].mark: 'flow' is none"),
        (lambda *of: of[2].update(marks={}), "layers[0].marks: {} is no"),
    ],
)
def test_what_does_not_fit_is_found(found, change, said):
    problems = wrong(found["desa-fr"], change)
    assert len(problems) == 1
    assert said in problems[0]
