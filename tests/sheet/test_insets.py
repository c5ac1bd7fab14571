"""Parts of the world are drawn again where circles pile up; those of Cameroon stay."""

from __future__ import annotations

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.language import LANGUAGES, text
from diasporamap.maps import MapSpec, compose
from diasporamap.places.geography import countries
from diasporamap.places.origins import origin_geography
from diasporamap.sheet.insets import INSETS, insets_of
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import inset_shapes
from tests.sheets import EUROPE, GULF


def chosen(origin, people, **spec):
    """Return the names and sides of the insets of women by place."""
    table = pd.DataFrame({"place": list(people), "women": list(people.values()), "men": 10})
    counts = dm.read_counts(table, origin=origin)
    composition = compose(dm.release(counts), MapSpec(**spec))
    return [(inset.name, inset.side) for inset in insets_of(composition)]


#: Places in Europe.
EUROPEANS = {"FRA": 900, "BEL": 800, "DEU": 700}


@pytest.mark.parametrize(
    ("origin", "others", "second"),
    [
        ("CMR", {"GAB": 9000, "NGA": 9000, "TCD": 9000}, "gulf_of_guinea"),
        ("SEN", {"GMB": 9000, "MLI": 9000, "GIN": 9000}, "western_africa"),
        ("PHL", {"MYS": 9000, "SGP": 9000, "BRN": 9000}, "south_eastern_asia"),
        ("TUV", {"FJI": 90, "NRU": 90, "WSM": 90}, "pacific"),
        # Far from home the part comes second where the circles pile up.
        ("IND", {"KWT": 9000, "QAT": 9000, "ARE": 9000, "BHR": 9000}, "middle_east"),
    ],
)
def test_europe_and_the_part_of_the_world_that_counts(origin, others, second):
    assert chosen(origin, EUROPEANS | others) == [("europe", "left"), (second, "right")]


def test_the_part_with_the_most_people_in_a_pile_comes_before_home():
    spread = {"MYS": 90, "SGP": 90, "BRN": 90, "KWT": 9000, "QAT": 9000, "ARE": 9000, "BHR": 9000}
    assert chosen("PHL", EUROPEANS | spread)[1] == ("middle_east", "right")


def test_a_part_with_next_to_nobody_is_not_drawn_again():
    few = {"CHN": 20, "KOR": 20, "JPN": 20, "MAC": 20, "HKG": 20, "PRK": 20}
    assert chosen("PRT", dict.fromkeys(EUROPEANS, 90000) | few) == [("europe", "left")]


def test_a_part_with_fewer_than_three_places_is_not_drawn_again():
    assert chosen("SEN", {"FRA": 9000, "GMB": 9000, "MLI": 9000}) == []


def test_without_europe_others_stand_on_their_sides():
    people = {"JAM": 9000, "DOM": 9000, "CUB": 9000, "BHS": 9000}
    assert chosen("HTI", people) == [("caribbean", "left")]


def test_every_inset_has_a_name_in_both_languages_and_lies_in_one_piece():
    for name, inset in INSETS.items():
        assert all(text(f"inset.{name}", language) for language in LANGUAGES)
        assert inset.width / inset.height == pytest.approx(
            1.5 if inset is not EUROPE else 3.7 / 3, rel=0.001
        )
    assert GULF.side == "right"


def test_the_pacific_is_drawn_on_both_sides_of_longitude_180():
    inset = INSETS["pacific"]
    panel = Panel(inset_shapes(countries(), inset), Box(0, 0, 60, 40), above=1)
    land = panel.areas()
    for place in ("FJI", "WSM", "TON"):
        assert not land[place].is_empty, place
    samoa = land["WSM"].centroid
    assert 45 < samoa.x < 60


def test_russia_is_whole_on_its_sheet():
    geography = origin_geography("region", origin="RUS")
    areas = geography.areas("zoom").places.set_index("place").geometry
    chukotka = areas["RU-CHU"]
    assert chukotka.bounds[2] > 185
    assert chukotka.bounds[2] - chukotka.bounds[0] < 40
