from __future__ import annotations

import json

import pytest
import shapely

from diasporamap.districts.mapped import district_geography
from diasporamap.web.shapes import district_shapes, page_shapes


@pytest.fixture(scope="module")
def drawn(districts):
    geography = district_geography(districts)
    places = set(geography.table.index) - {"ATA"}
    return district_shapes(geography, districts, None, 11, places=places)


@pytest.fixture(scope="module")
def countries():
    return {
        feature["id"]: shapely.geometry.shape(feature["geometry"])
        for feature in page_shapes(11)["countries"]["features"]
    }


def test_whole_countries_are_not_sent_again(drawn):
    assert drawn["areas"]["nld-lahaye"]["of"] == ["LUX", "NLD"]
    assert drawn["areas"]["IND"]["of"] == ["IND"]
    assert "shape" not in drawn["areas"]["deu-berlin"]
    own = {place for place, area in drawn["areas"].items() if "shape" in area}
    assert {"nga-lagos-cg", "nga-abuja", "caf-bouar", "caf-bangui", "chn-guangzhou-cg"} <= own
    assert "ATA" not in drawn["areas"]


def test_every_area_is_a_shape_or_made_of_countries(drawn, countries):
    for area in drawn["areas"].values():
        assert ("of" in area) != ("shape" in area)
        assert set(area.get("of", ())) <= set(countries)
        assert area["size"] > 0


def test_parts_fill_the_country_that_they_share(drawn, countries):
    parts = [
        shapely.geometry.shape(drawn["areas"][place]["shape"])
        for place in ("caf-bangui", "caf-bouar")
    ]
    whole = shapely.union_all(parts)
    assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=1e-4)
    assert whole.symmetric_difference(countries["CAF"]).area < 0.001 * whole.area


def test_under_the_parts_lies_the_whole_country(drawn):
    assert {"NGA", "CAF", "CHN"} <= set(drawn["under"])


def test_documented_and_inferred_lines_are_told_apart(drawn):
    kinds = [feature["properties"]["kind"] for feature in drawn["lines"]["features"]]
    assert kinds == ["district", "inferred"]


def test_districts_cost_little(drawn):
    assert len(json.dumps(drawn, separators=(",", ":"))) < 300_000
