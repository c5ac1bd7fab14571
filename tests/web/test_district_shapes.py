from __future__ import annotations

import json

import pytest
import shapely

from diasporamap.districts.choice import DistrictChoice
from diasporamap.web.shapes import country_shapes, district_shapes, district_sizes
from diasporamap.web.topology import TopologyMaker
from tests.web.test_shapes import PLANE, area, read_back


@pytest.fixture(scope="module")
def choice(districts):
    return DistrictChoice(districts)


@pytest.fixture(scope="module")
def page(choice):
    maker = TopologyMaker()
    places = set(choice.geography.table.index) - {"ATA"}
    drawn = district_shapes(maker, choice, PLANE, places=places)
    shared = country_shapes(maker, PLANE, ())
    return drawn, shared, json.loads(json.dumps(maker.written()))


@pytest.fixture(scope="module")
def drawn(page):
    return page[0]


@pytest.fixture(scope="module")
def shapes(page):
    return read_back(page[2])


def test_whole_countries_are_not_sent_again(drawn):
    assert drawn["areas"]["nld-lahaye"] == ["LUX", "NLD"]
    assert drawn["areas"]["IND"] == ["IND"]
    assert isinstance(drawn["areas"]["deu-berlin"], list)
    own = {place for place, area in drawn["areas"].items() if isinstance(area, int)}
    assert {"nga-lagos-cg", "nga-abuja", "caf-bouar", "caf-bangui", "chn-guangzhou-cg"} <= own
    assert "ATA" not in drawn["areas"]


def test_every_area_is_a_shape_or_made_of_countries(page, choice):
    drawn, shared, topology = page
    sizes = district_sizes(choice, 11)
    for place, found in drawn["areas"].items():
        if isinstance(found, int):
            assert 0 <= found < len(topology["shapes"])
        else:
            assert set(found) <= set(shared["countries"])
        assert sizes[place] > 0


def test_parts_fill_the_country_that_they_share(drawn, page, shapes):
    parts = [area(shapes[drawn["areas"][place]]) for place in ("caf-bangui", "caf-bouar")]
    whole = shapely.union_all([part.buffer(0) for part in parts])
    assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=2e-3)
    country = area(shapes[page[1]["countries"]["CAF"]])
    assert whole.symmetric_difference(country.buffer(0)).area < 0.005 * whole.area


def test_under_the_parts_lies_the_whole_country(drawn):
    assert {"NGA", "CAF", "CHN"} <= set(drawn["under"])


def test_documented_and_inferred_lines_are_told_apart(drawn, shapes):
    assert sorted(drawn["lines"]) == ["district", "inferred"]
    for at in drawn["lines"].values():
        assert sum(len(line) for (line,) in shapes[at]) > 100


def test_districts_cost_little(page):
    maker = TopologyMaker()
    country_shapes(maker, PLANE, ())
    alone = len(json.dumps(maker.written()))
    drawn, _, topology = page
    assert len(json.dumps(drawn)) + len(json.dumps(topology)) - alone < 25_000
