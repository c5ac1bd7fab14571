"""Registries whose entries are imported when they are asked for."""

from __future__ import annotations

from typing import get_args

import pytest

from diasporamap.errors import UsageError
from diasporamap.maps.paper import PAPERS
from diasporamap.maps.spec import KINDS, USUAL
from diasporamap.measures.measure import MEASURES, Form
from diasporamap.registry import Registry


def test_every_file_of_kinds_holds_the_kind_of_its_name():
    assert {"circles", "half-circles", "choropleth"} <= set(KINDS)
    assert [kind.name for kind in KINDS.values()] == list(KINDS)


def test_the_usual_kind_of_each_form_takes_its_measures():
    assert set(USUAL) == set(get_args(Form))
    for measure in MEASURES.values():
        assert KINDS[USUAL[measure.form]].takes(measure)


def test_what_is_not_imported_yet_is_known_and_taken():
    kinds = Registry("kind", files="diasporamap.maps.kinds")
    assert "circles" in kinds
    assert "ranges" not in kinds
    with pytest.raises(UsageError, match="Give yours another name"):
        kinds.add(KINDS["circles"])
    assert kinds["circles"] is KINDS["circles"]
    with pytest.raises(UsageError, match="'bars' is not a kind"):
        kinds.named("bars")


def test_an_entry_is_taken_out_and_another_put_in():
    sizes = Registry("size")
    sizes.add(PAPERS["a4"])
    assert list(sizes.items()) == [("a4", PAPERS["a4"])]
    del sizes["a4"]
    assert not sizes
