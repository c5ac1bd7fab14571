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
from diasporamap.protection import STRICT, Release
from diasporamap.web import save_web_map, web_map
from tests.web.unpacking import layer_of, model_of_release, plain, radii


@pytest.fixture(scope="module")
def packed_and_model(served):
    return model_of_release(served, ("country", "district"))


@pytest.fixture(scope="module")
def geographies(packed_and_model):
    return packed_and_model[1]["geographies"]


@pytest.fixture(scope="module")
def by_district(geographies):
    return geographies[1]


def signs(layer):
    return {mark["place"] for mark in layer["marks"] if mark["mark"] == "sign"}


def about(geography, place):
    return plain(" ".join(geography["byId"][place]["about"]["fr"]))


def figures(geography, place):
    (found,) = geography["figures"].values()
    return found[place]


def captions(layer):
    return plain(" ".join(layer["captions"]["fr"]))


def test_countries_are_as_on_a_page_of_their_own(geographies, served):
    (alone,) = model_of_release(served, ("country",))[1]["geographies"]
    assert geographies[0]["places"] == alone["places"]
    assert geographies[0]["figures"] == alone["figures"]


def test_a_district_tells_what_it_covers(by_district):
    lagos = about(by_district, "nga-lagos-cg")
    assert lagos.startswith("Couvre : Bénin, Nigéria (Delta, Edo, ")
    assert "Couverture documentée." in lagos
    assert "Haut-commissariat" in by_district["byId"]["nga-abuja"]["name"]["fr"]
    assert "Nigéria sauf Delta, Edo, " in about(by_district, "nga-abuja")
    assert "Couverture déduite" in about(by_district, "nga-abuja")


def test_a_district_tells_whom_it_leaves_out(by_district):
    assert "partagé entre circonscriptions : Nigéria." in about(by_district, "nga-lagos-cg")
    assert figures(by_district, "nga-lagos-cg")["total"]["value"] == 933
    assert "partagé" not in about(by_district, "deu-berlin")


def test_people_of_a_shared_country_are_a_hollow_circle(by_district):
    assert by_district["byId"]["NGA"]["status"] == "split"
    assert figures(by_district, "NGA")["total"]["value"] == 18_393
    total = layer_of(by_district, "total")
    assert set(radii(total, "split")) == {"NGA"}
    assert total["looks"]["split"]["dashes"]
    assert radii(total, "split")["NGA"] == radii(total)["NGA"]
    rows = {row["key"]: row for part in total["legend"] for row in part.get("rows", ())}
    assert rows["split"]["label"]["fr"] == "Pays partagé"
    assert "NGA" not in by_district["own"]["areas"]


def test_a_country_without_a_district_says_so_and_is_a_hollow_circle(by_district):
    assert by_district["byId"]["IND"]["status"] == "beyond"
    assert about(by_district, "IND") == "Sans circonscription consulaire."
    assert figures(by_district, "IND")["total"]["value"] == 133
    assert plain(figures(by_district, "IND")["share_women"]["text"]["fr"]) == "45,9 %"
    for layer in by_district["layers"]:
        assert layer["fills"]["IND"] == "not_attached"
        assert layer["swatches"]["not_attached"][1] == "horizontal"
    assert set(radii(layer_of(by_district, "total"), "beyond")) == {"IND"}


def test_a_district_is_found_by_its_countries(by_district):
    found = by_district["byId"]["nga-lagos-cg"]["find"]
    assert {"Bénin", "Benin", "Nigéria", "Lagos"} <= set(found)


def test_every_mission_is_a_place_with_or_without_a_district(by_district, districts):
    for layer in by_district["layers"]:
        assert signs(layer) == set(districts.missions["mission"])
    essen = by_district["byId"]["deu-essen-h"]
    assert essen["status"] == "mission"
    assert about(by_district, "deu-essen-h") == "Aucune circonscription connue."
    assert all(told["value"] is None for told in figures(by_district, "deu-essen-h").values())
    assert "deu-essen-h" not in by_district["own"]["areas"]
    assert "deu-essen-h" not in by_district["layers"][0]["order"]


def test_circles_of_both_geographies_share_a_scale(geographies):
    country, district = (layer_of(shown, "total") for shown in geographies)
    assert radii(country)["DEU"] < 1
    assert radii(district)["nga-lagos-cg"] == radii(country)["BEN"]
    assert max(radii(country).values()) <= 1


def test_the_subtitle_says_the_sum_that_is_missing(by_district):
    # Berlin hides its women and its total, so that only what is shown is told.
    total = layer_of(by_district, "total")
    assert plain(total["subtitle"]["fr"]) == (
        "933 personnes affichées dans 1 circonscription ; 18 393 dans 1 pays partagé, "
        "133 dans 1 pays sans circonscription. Ensemble : 19 459."
    )
    assert "shared between districts" in total["subtitle"]["en"]


def test_the_caption_names_the_country_that_is_split(by_district):
    told = captions(layer_of(by_district, "total"))
    assert "partagé entre plusieurs circonscriptions : 18 393" in told
    assert "(Nigéria)" in told


def test_a_district_with_a_hidden_country_is_hidden(by_district):
    # Women and all people of Berlin would give away those of Austria and Poland, the men nobody.
    values = figures(by_district, "deu-berlin")
    assert {name for name, told in values.items() if told["state"] != "suppressed"} == {"men"}
    drawn = [layer for layer in by_district["layers"] if "deu-berlin" in radii(layer)]
    assert {(layer["measure"], layer["kind"]) for layer in drawn} == {
        ("men", "circles"),
        ("men", "flows"),
    }


def test_no_difference_of_the_two_geographies_is_a_hidden_figure(packed_and_model, geographies):
    assert figures(geographies[0], "DEU")["total"]["value"] == 13_373
    assert figures(geographies[0], "AUT")["total"]["state"] == "suppressed"
    written = re.sub(r"[\u202f\u00a0]", "", json.dumps(packed_and_model, ensure_ascii=False))
    # Berlin's women and total, and Poland's men, would give the hidden figures away.
    for figure in (6135, 21732, 8353):
        assert not re.search(rf"(?<![\d.]){figure}(?!\d)", written), figure


def test_people_shared_out_are_called_an_estimate(served):
    parts = known_units().parts["NGA"]
    weights = Weights(dict.fromkeys(parts, Fraction(1)), "population", "weights.csv")
    shared = replace(served, districts=DistrictChoice(weights=weights))
    (shown,) = model_of_release(shared, ("district",))[1]["geographies"]
    lagos = about(shown, "nga-lagos-cg")
    assert "Estimation : effectif réparti entre circonscriptions pour : Nigéria." in lagos
    assert "Non compris" not in lagos
    assert figures(shown, "nga-abuja")["total"]["value"] is not None
    assert "au prorata de" in captions(layer_of(shown, "total"))


def test_the_day_chooses_the_districts(served):
    early = replace(served, districts=DistrictChoice(day="1961-01-01"))
    (shown,) = model_of_release(early, ("district",))[1]["geographies"]
    assert "1961" in captions(layer_of(shown, "total"))


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
