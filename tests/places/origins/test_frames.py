"""What the sheet of an origin shows is chosen by its shapes: nothing is lost or too small."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Transformer

from diasporamap.counts.origin import MOST_PARTS, Bilingual
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.origin_tables import units_of_countries
from diasporamap.places.origins import origin_geography
from diasporamap.places.origins.crowded import LARGE, SMALL
from diasporamap.places.origins.frames import frames_of

ROUND = 360


def names(number):
    return [Bilingual(f"F{at}", f"E{at}") for at in range(number)]


def framed(*shapes):
    """Return the frames of places; they are labelled in their middles."""
    table = gpd.GeoDataFrame({"place": [f"P{at}" for at in range(len(shapes))]}, geometry=[*shapes])
    labels = shapely.get_coordinates([shape.representative_point() for shape in shapes])
    return frames_of(table, labels, names(len(shapes)))


def grid(number, size, west=0.0, south=0.0):
    return [
        shapely.box(
            west + size * x, south + size * y, west + size * (x + 1), south + size * (y + 1)
        )
        for x in range(number)
        for y in range(number)
    ]


def test_a_country_in_one_piece_fills_its_sheet():
    extent, parts = framed(*grid(3, 2))
    assert parts == ()
    assert extent.centre == pytest.approx((3, 3), abs=0.05)
    assert extent.height_km == pytest.approx(6 * 110.6 * 1.06, rel=0.01)
    assert extent.breadth_km == pytest.approx(6 * 111.2 * 1.06, rel=0.01)


def test_an_island_far_off_has_a_part_of_its_own_and_a_near_one_has_none():
    extent, (part,) = framed(*grid(3, 2), shapely.box(25, 2, 25.5, 2.5))
    assert (part.name.fr, part.name.en) == ("F9", "E9")
    assert (part.lon, part.lat) == pytest.approx((25.25, 2.25), abs=0.01)
    assert part.breadth_km == pytest.approx(0.5 * 111.2 * 1.25, rel=0.02)
    assert extent.centre == pytest.approx((3, 3), abs=0.05)
    extent, parts = framed(*grid(3, 2), shapely.box(6.5, 2, 7, 2.5))
    assert parts == ()
    assert extent.breadth_km == pytest.approx(7 * 111.2 * 1.06, rel=0.01)


def test_half_of_a_country_is_never_far_off():
    extent, parts = framed(*grid(2, 2), *grid(2, 2, west=20))
    assert parts == ()
    assert extent.breadth_km > 24 * 111


def test_a_tiny_place_is_drawn_again_so_large_that_it_can_be_read():
    capital = shapely.box(5.0, 5.0, 5.1, 5.1)
    around = shapely.box(0, 0, 10, 10).difference(capital)
    extent, (part,) = framed(around, capital)
    assert part.name.en == "E1"
    assert (part.lon, part.lat) == pytest.approx((5.05, 5.05), abs=0.1)
    paper = 70 / part.breadth_km  # millimetres a kilometre
    assert SMALL < LARGE <= (0.1 * 111 * paper) ** 2
    assert 138 / extent.height_km * 0.1 * 111 < 2


def test_a_country_across_longitude_180_is_one():
    extent, parts = framed(*grid(1, 4, west=176), *grid(1, 4, west=-180))
    assert parts == ()
    assert extent.breadth_km == pytest.approx(8 * 111.2 * 1.06, rel=0.01)
    assert extent.centre[0] % ROUND == pytest.approx(180, abs=0.05)
    west, _, east, _ = extent.around
    assert west < extent.centre[0] < east


def test_known_countries_have_what_a_reader_expects():
    drawn = {
        code: {part.name.en for part in origin_geography("region", origin=code).level.parts}
        for code in ("SEN", "PRT", "ECU", "FRA", "ARG", "USA", "PHL")
    }
    assert drawn["PRT"] == {"Madeira", "Azores"}
    assert drawn["ECU"] == {"Galápagos"}
    assert drawn["FRA"] == {"Paris and around"}
    assert drawn["ARG"] == {"Buenos Aires (Ciudad de Buenos Aires)"}
    assert {"Alaska", "Hawaii"} < drawn["USA"]
    assert "Quezon City and around" in drawn["PHL"]


def test_cameroon_keeps_what_its_file_says():
    geography = origin_geography("division", origin="CMR")
    assert geography.extent == read_origin("CMR").extent
    assert geography.level == read_origin("CMR").level("division")


@pytest.mark.parametrize("code", sorted(units_of_countries()))
def test_every_place_of_every_origin_is_on_its_sheet(code):
    """A place is labelled on the map of the country, or in a part that is drawn beside it."""
    geography = origin_geography("region", origin=code)
    extent, parts = geography.extent, geography.level.parts
    assert len(parts) <= MOST_PARTS
    points = geography.table[["label_lon", "label_lat"]].to_numpy()
    held = np.zeros(len(points), dtype=bool)
    breadth = max(extent.breadth_km, 0.9 * extent.height_km)  # of the paper at its narrowest
    frames = [(*extent.centre, breadth, extent.height_km)]
    frames += [(part.lon, part.lat, part.breadth_km, part.height_km) for part in parts]
    for lon, lat, breadth, height in frames:
        crs = f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84"
        flat = Transformer.from_crs("+proj=longlat +ellps=WGS84", crs, always_xy=True)
        x, y = np.abs(flat.transform(*points.T)) / 500
        held |= (x < breadth) & (y < height)
    assert held.all(), list(geography.table.index[~held])
