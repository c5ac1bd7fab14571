"""Whole maps held against stored pictures; ``pytest --mpl-generate-path`` makes new ones."""

from __future__ import annotations

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.maps import MapSpec
from diasporamap.points import read_points
from diasporamap.sheet import draw_map
from tests.sheets import picture


@pytest.fixture(scope="module")
def associations():
    """Give invented points in fifteen cities, half of them in Paris and Brussels."""
    cities = ["Paris, France", "Bruxelles", "Londres", "Berlin, Allemagne", "Lyon", "Montréal"]
    cities += ["Libreville", "Lagos, Nigéria", "Abidjan", "Genève", "Milan, Italie", "Toulouse"]
    cities += ["Johannesburg", "Beijing, Chine", "New York"]
    kinds = ("association", "association", "event", "association", "business", "église")
    rows = [
        (f"Invention {at}-{n}", kinds[(at + n) % len(kinds)], city, ("oui", "non", "")[n % 3])
        for at, city in enumerate(cities)
        for n in range(14 - 4 * at if at < 3 else 1 + at % 3)
    ]
    return read_points(pd.DataFrame(rows, columns=["nom", "type", "ville", "Femme à la tête"]))


@picture
def test_circles_french(published):
    return draw_map(published, MapSpec())


@picture
def test_circles_women_english(published):
    return draw_map(published, MapSpec(measure="women", language="en"))


@picture
def test_share_of_women_english(published):
    return draw_map(published, MapSpec(measure="share_women", language="en"))


@picture
def test_circles_every_state_french(states):
    return draw_map(states, MapSpec())


@picture
def test_share_of_women_every_state_french(states):
    return draw_map(states, MapSpec(measure="share_women"))


@picture
def test_change_french(published_since):
    return draw_map(published_since, MapSpec(measure="change"))


@picture
def test_per_1000_english(published_since):
    return draw_map(published_since, MapSpec(measure="per_1000", language="en"))


@picture
def test_remittances_french():
    return draw_map(dm.release("remittances:CMR"), MapSpec())


@picture
def test_amounts_by_district_english():
    table = {"place": ["FRA", "GAB", "TCD", "USA"], "montant": [1234567.5, 890000, 0, 4500.25]}
    release = dm.release(pd.DataFrame(table), quantity="Remittances", unit="XAF")
    return draw_map(release, MapSpec(language="en"), by="district")


@picture
def test_empty_english(people):
    return draw_map(people(("FRA", None, None)), MapSpec(language="en"))


@picture
def test_circles_with_points_french(published, associations):
    return draw_map(published, MapSpec(), points=associations)
