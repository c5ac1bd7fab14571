from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from diasporamap.districts import Weights
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.places.units import known_units
from diasporamap.protection import STRICT, Release, tables_of
from diasporamap.web import save_web_map, web_map
from diasporamap.web.views import page_views

LAYERS = ("total", "women", "men", "share_women")
OPTIONS = {"language": "fr", "style": "iom", "title": None}


@pytest.fixture(scope="module")
def views(served):
    return page_views(tables_of(served, ("country", "district")), LAYERS, **OPTIONS)


@pytest.fixture(scope="module")
def by_district(views):
    return views[1].content


def radii(layer):
    return {mark["place"]: mark["radius"] for mark in layer["marks"] if mark["mark"] == "disc"}


def signs(layer):
    return {mark["place"] for mark in layer["marks"] if mark["mark"] == "sign"}


def about(content, place):
    return " ".join(content["places"][place]["about"])


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_countries_are_as_on_a_page_of_their_own(views, served):
    (alone,) = page_views(tables_of(served), LAYERS, **OPTIONS)
    assert views[0].content["places"] == alone.content["places"]
    assert views[0].rows == alone.rows


def test_a_district_tells_what_it_covers(by_district):
    lagos = plain(about(by_district, "nga-lagos-cg"))
    assert lagos.startswith("Couvre : Bénin, Nigéria (Delta, Edo, ")
    assert "Couverture documentée." in lagos
    assert "Haut-commissariat" in by_district["places"]["nga-abuja"]["name"]
    assert "Nigéria sauf Delta, Edo, " in about(by_district, "nga-abuja")
    assert "Couverture déduite" in about(by_district, "nga-abuja")


def test_a_district_tells_whom_it_leaves_out(by_district):
    assert "partagé entre circonscriptions : Nigéria (18 393)." in plain(
        about(by_district, "nga-lagos-cg")
    )
    assert by_district["places"]["nga-lagos-cg"]["values"]["total"] == ("value", "933")
    assert "partagé" not in about(by_district, "deu-berlin")


def test_a_country_without_a_district_says_so(by_district):
    india = by_district["places"]["IND"]
    assert india["about"] == ["Sans circonscription consulaire."]
    assert india["values"]["total"] == ("value", "133")
    assert india["values"]["share_women"] == ("value", "45,9\u202f%")
    for layer in by_district["layers"]:
        assert layer["fills"]["IND"] == "not_attached"
        assert layer["swatches"]["not_attached"][1] == "horizontal"


def test_a_district_is_found_by_its_countries(by_district):
    assert {"Bénin", "Nigéria", "Lagos"} <= set(by_district["places"]["nga-lagos-cg"]["find"])


def test_every_mission_is_a_place_with_or_without_a_district(by_district, districts):
    for layer in by_district["layers"]:
        assert signs(layer) == set(districts.missions["mission"])
        assert signs(layer) <= set(by_district["places"])
    essen = by_district["places"]["deu-essen-h"]
    assert (essen["values"], essen["about"]) == ({}, ["Aucune circonscription connue."])
    assert "deu-essen-h" not in by_district["own"]["areas"]
    assert "deu-essen-h" not in by_district["layers"][0]["order"]


def test_circles_of_both_geographies_share_a_scale(views):
    country, district = (view.content["layers"][0] for view in views)
    assert radii(country)["DEU"] < 1
    assert radii(district)["nga-lagos-cg"] == radii(country)["BEN"]
    assert max(radii(country).values()) <= 1


def test_the_caption_names_the_country_that_is_split(by_district):
    captions = plain(" ".join(by_district["layers"][0]["captions"]))
    assert "partagé entre plusieurs circonscriptions : 18 393" in captions
    assert "(Nigéria)" in captions


def test_a_district_with_a_hidden_country_is_hidden(by_district):
    # Women and all people of Berlin would give away those of Austria and Poland, the men nobody.
    values = by_district["places"]["deu-berlin"]["values"]
    assert {name for name, (state, _) in values.items() if state != "suppressed"} == {"men"}
    assert sum("deu-berlin" in radii(layer) for layer in by_district["layers"]) == 1


def test_no_difference_of_the_two_geographies_is_a_hidden_figure(views):
    countries = views[0].content["places"]
    assert countries["DEU"]["values"]["total"] == ("value", "13\u202f373")
    assert countries["AUT"]["values"]["total"][0] == "suppressed"
    embedded = re.sub(r"[\u202f\u00a0]", "", json.dumps([v.content for v in views], default=str))
    # Berlin's women, men and total, and Poland's men, would give the hidden figures away.
    for figure in (6135, 15597, 21732, 8353):
        assert not re.search(rf"(?<![\d.]){figure}(?!\d)", embedded), figure


def test_people_shared_out_are_called_an_estimate(served):
    parts = known_units().parts["NGA"]
    weights = Weights(dict.fromkeys(parts, Fraction(1)), "population", "weights.csv")
    shared = replace(served, districts=DistrictChoice(weights=weights))
    (view,) = page_views(tables_of(shared, ["district"]), LAYERS, **OPTIONS)
    lagos = plain(about(view.content, "nga-lagos-cg"))
    assert "Estimation : effectif réparti entre circonscriptions pour : Nigéria." in lagos
    assert "Non compris" not in lagos
    assert view.content["places"]["nga-abuja"]["values"]["total"][0] == "value"
    assert "au prorata de" in " ".join(view.content["layers"][0]["captions"])


def test_the_day_chooses_the_districts(served):
    early = replace(served, districts=DistrictChoice(day="1961-01-01"))
    (view,) = page_views(tables_of(early, ["district"]), LAYERS, **OPTIONS)
    assert "1961" in " ".join(view.content["layers"][0]["captions"])


def test_the_table_tells_the_coverage(views):
    rows = {row["name"]: row for row in views[1].rows}
    assert rows["Consulat général à Lagos"]["about"].startswith("Couvre\u00a0: Bénin")
    assert "Consulat honoraire à Essen" not in rows
    assert {row["about"] for row in views[0].rows} == {""}
    assert views[1].labels["about"] == "Couverture"
    assert "about" not in views[0].labels


@pytest.mark.parametrize("by", [("country", "country"), ("region",), ("district", "district")])
def test_geographies_that_make_no_page_are_refused(by):
    counts = pd.DataFrame({"place": ["FRA"], "sex": ["F"], "count": [60], "origin": ["Faro"]})
    with pytest.raises(UsageError, match="by country or by district"):
        web_map(Release(counts), by=by)


def test_what_a_page_is_by_is_a_list(served, tmp_path):
    with pytest.raises(UsageError, match="as a list"):
        save_web_map(served, tmp_path / "map.html", by="country")
    assert list(tmp_path.iterdir()) == []


def test_tables_of_two_releases_make_no_page(served, districts):
    other = replace(served, profile=STRICT)
    with pytest.raises(NotProtectedError, match="two releases"):
        web_map([served.by("country"), other.by("district")])
    with pytest.raises(NotProtectedError, match="two releases"):
        web_map([served.by("country"), replace(served, districts=DistrictChoice(districts)).by()])
    again = replace(served)
    alone = web_map(served, by=["country", "district"]).get_root().render()
    assert web_map([again.by("country"), served.by("district")]).get_root().render() == alone


def test_a_table_alone_makes_a_page_of_its_own_places_only(served):
    with pytest.raises(UsageError, match=r"by country\. Give the release"):
        web_map(served.by("country"), by=["district"])
