"""What pages embed is what its types say, in Python and in the page's scripts."""

from __future__ import annotations

import copy

import pytest

from diasporamap.web import data
from tests.web.typedefs import TYPES, embedded, misfits, typedefs
from tests.web.unpacking import asked


@pytest.fixture(scope="module")
def found(pages):
    return {name: embedded(path.read_text(encoding="utf-8")) for name, path in pages.items()}


@pytest.fixture(scope="module")
def models(found):
    return {name: asked("model", page) for name, page in found.items()}


def test_the_typedefs_of_the_scripts_are_those_of_python():
    assert TYPES.read_text(encoding="utf-8") == typedefs(), "run tests/web/typedefs.py"


def test_pages_of_circles_colours_and_districts_are_as_typed(found):
    assert len(found) == 6
    for name, page in found.items():
        assert misfits(page, data.Page, name) == []


def test_between_them_they_have_every_mark_and_part_of_a_legend(models):
    layers = [
        layer
        for model in models.values()
        for shown in model["geographies"]
        for layer in shown["layers"]
    ]
    parts = [part for layer in layers for part in layer["legend"]]
    rows = {row["row"] for part in parts for row in part.get("rows", ())}
    assert {mark["mark"] for layer in layers for mark in layer["marks"]} == {"disc", "dot", "sign"}
    assert {part["part"] for part in parts} == {"nested", "boxes", "rows", "tapers"}
    assert rows == {"fill", "line", "sign", "discs"}


def test_every_place_named_by_a_mark_a_fill_or_the_order_is_there(models):
    for model in models.values():
        for shown in model["geographies"]:
            places = {place["id"] for place in shown["places"]}
            assert places == set(shown["byId"])
            for layer in shown["layers"]:
                marked = {mark["place"] for mark in layer["marks"]}
                assert marked | set(layer["order"]) | set(layer["small"]) <= places
                assert set(layer["fills"]) == places
                looks = {mark["look"] for mark in layer["marks"] if "look" in mark}
                assert looks <= set(layer["looks"])
                assert set(layer["fills"].values()) <= set(layer["swatches"])


def test_all_words_are_there_in_both_languages(models):
    for model in models.values():
        assert sorted(model["languages"]) == ["en", "fr"]
        assert set(model["texts"]["fr"]) == set(model["texts"]["en"])
        for shown in model["geographies"]:
            for layer in shown["layers"]:
                for words in (layer["title"], layer["subtitle"], layer["alt"], layer["label"]):
                    assert words["fr"]
                    assert words["en"]
                assert len(layer["captions"]["fr"]) == len(layer["captions"]["en"])
                for language in model["languages"]:
                    assert layer["subtitle"][language].startswith(layer["lead"][language])


def wrong(page, change):
    changed = copy.deepcopy({**page, "shapes": {}}) | {"shapes": page["shapes"]}
    change(changed, changed["geographies"][0])
    return misfits(changed, data.Page)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda page, _: page.pop("texts"), "page: texts is missing"),
        (lambda page, _: page.update(more={}), "page: more is unknown"),
        (lambda page, _: page.update(language="de"), "page.language: 'de' is none of"),
        (lambda _, shown: shown["places"]["lat"].append("46"), "lat[249]: '46' is no"),
        (lambda _, shown: shown["places"]["lat"].append(True), "lat[249]: True is no"),
        (lambda page, _: page["paints"][0].pop("fill"), "paints[0]: fill is missing"),
        (lambda page, _: page["rows"][0].update(row="flow"), "rows[0].row: 'flow' is none"),
        (lambda _, shown: shown["layers"].update(title={}), "layers.title: {} is no"),
    ],
)
def test_what_does_not_fit_is_found(found, change, said):
    problems = wrong(found["desa-fr"], change)
    assert len(problems) == 1
    assert said in problems[0]
