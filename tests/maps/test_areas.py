"""Maps say of unsettled areas and lines what they have in view, and nothing of others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.language import text
from diasporamap.maps.areas import NOTED, NOTED_LINES, area_notes
from diasporamap.places.geography import striped_areas
from diasporamap.places.layers import read_layer, read_table


def box(west, south, east, north):
    return lambda lon, lat: (west < lon) & (lon < east) & (south < lat) & (lat < north)


def test_a_map_of_the_world_says_all_and_names_every_line_once():
    said = " ".join(area_notes("en"))
    for words in (
        "resolution 1244",
        "Western Sahara is a Non-Self-Governing Territory",
        "agreed upon by India and Pakistan",
        "Aksai Chin",
        "the Sudan and South Sudan",
        "Abyei area",
        "22nd parallel",
        "Falkland Islands (Malvinas)",
    ):
        assert words in said
    lines = said[said.index("Boundaries not final") :]
    for line in ("Arunachal Pradesh", "Ilemi Triangle", "Serbia and Kosovo", "Golan Heights"):
        assert lines.count(line) == 1
    # Four kilometres of an island in a river are not seen on a map of the world.
    assert "Brazilian Island" not in said


def test_every_dashed_or_dotted_line_has_a_name_in_both_languages():
    lines = read_table("borders", detail="zoom")
    lines = lines[lines["kind"].isin(["dashed", "dotted"])]
    assert not lines[["name_fr", "name_en"]].isin([""]).any(axis=None)
    assert set(NOTED_LINES) <= set(lines["name_en"])
    assert set(NOTED_LINES.values()) <= set(NOTED)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ((26, 8, 30, 11), ["sudan", "abyei"]),
        ((33, 21.9, 37, 24), ["halaib"]),
        ((-62, -53, -57, -51), ["falklands"]),
        ((19, 41, 23, 44), ["kosovo"]),
        ((-12, 27, -5, 36), ["western_sahara"]),
        ((78, 34, 80, 36), ["aksai_chin"]),
        ((-5, 42, 8, 51), []),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_only_areas_in_view_are_spoken_of(view, expected, language):
    notes = area_notes(language, box(*view), least_km=1)
    sentences = {text(f"caption.{name}", language): name for name in NOTED}
    assert [sentences[note] for note in notes if note in sentences] == expected


def test_a_line_that_has_no_sentence_is_named_where_it_is_seen():
    (note,) = area_notes("fr", box(-74, -50, -72, -49), least_km=1)
    assert note == (
        "Frontières non définitives (tirets)\N{NO-BREAK SPACE}: champ de glace Sud de Patagonie."
    )
    (korea,) = area_notes("en", box(126, 37, 129, 39), least_km=1)
    assert korea.endswith("(dotted): Military Demarcation Line in Korea.")
    assert area_notes("en", box(126, 37, 129, 39), least_km=5000) == []


@given(st.floats(-180, 180), st.floats(-60, 80), st.floats(0.5, 40))
def test_a_larger_view_never_says_less(lon, lat, half):
    def notes(reach):
        view = box(lon - reach, lat - reach, lon + reach, lat + reach)
        sentences = {text(f"caption.{name}", "en") for name in NOTED}
        return sentences & set(area_notes("en", view, least_km=1))

    assert notes(half) <= notes(2 * half)


def test_aksai_chin_is_one_area_in_china_beside_india():
    (shape,) = striped_areas().geometry
    china, india = (
        read_layer("countries", detail="zoom").set_index("place").geometry[code]
        for code in ("CHN", "IND")
    )
    assert shape.intersection(china).area > 0.98 * shape.area
    assert shape.distance(india) < 0.01
    # Square degrees that are some 30,000 square kilometres.
    assert np.isclose(shape.area * 111.2**2 * np.cos(np.radians(35)), 30_000, rtol=0.1)


def test_halaib_has_two_lines_and_the_administrative_one_reaches_the_coast():
    for detail in ("zoom", "world"):
        borders = read_layer("borders", detail=detail)
        lines = borders[borders["name_en"] == "Hala'ib Triangle"]
        assert list(lines["kind"]) == ["dashed", "dashed"]
        inner = lines.geometry[lines["left"] == lines["right"]].iloc[0]
        egypt = read_layer("countries", detail=detail).set_index("place").geometry["EGY"]
        assert egypt.buffer(1e-6).covers(inner)
        assert [round(edge, 1) for edge in inner.bounds[1::2]] == [22.0, 23.1]
        coast = inner.boundary.geoms[-1]
        assert egypt.boundary.distance(coast) < 0.01
