"""Projections made of NumPy, held to those of PROJ."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from diasporamap.places import authalic
from diasporamap.places.lambert import Lambert

MIDDLES = [(12.35, 7.37), (-179.5, 66.0), (0.0, 0.0), (100.0, -89.5), (20.0, 90.0), (5.0, -90.0)]
#: PROJ's own latitudes are so many metres off, most near a pole, where its sines lose digits.
NEAR, NEAR_DEGREES = 0.01, 1e-7


def of_proj(lon, lat):
    crs = f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84"
    return Transformer.from_crs("+proj=longlat +ellps=WGS84", crs, always_xy=True)


@pytest.mark.parametrize("middle", MIDDLES)
def test_degrees_are_projected_as_proj_does(middle):
    lon, lat = (each.ravel() for each in np.meshgrid(np.arange(-180, 181, 7), np.arange(-88, 89)))
    x, y = of_proj(*middle).transform(lon, lat)
    within = np.hypot(x, y) < 12e6  # beyond lies the point opposite the middle, which is nowhere
    own = np.column_stack(Lambert(*middle).transform(lon, lat))[within]
    assert own == pytest.approx(np.column_stack([x, y])[within], abs=NEAR)


@pytest.mark.parametrize("middle", MIDDLES)
def test_metres_are_degrees_again(middle):
    x, y = (each.ravel() for each in np.meshgrid(*2 * [np.linspace(-7e6, 7e6, 41)]))
    flat = Lambert(*middle)
    lon, lat = flat.transform(x, y, direction="INVERSE")
    _, up = of_proj(*middle).transform(x, y, direction="INVERSE")
    assert lat == pytest.approx(up, abs=NEAR_DEGREES)
    assert lon.min() >= -180
    assert lon.max() <= 180
    back = np.column_stack(flat.transform(lon, lat))
    assert back == pytest.approx(np.column_stack([x, y]), abs=1e-3)


def test_what_cannot_be_projected_is_infinite():
    flat = Lambert(20.0, 10.0)
    lost = flat.transform([-160, np.nan, 20], [-10, 0, 10])
    assert np.isinf(lost).tolist() == [[True, True, False]] * 2
    assert np.isinf(flat.transform(2e7, 0, direction="INVERSE")).all()


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    wide=st.floats(1e4, 6e6),
    high=st.floats(1e4, 6e6),
)
def test_a_box_reaches_as_far_as_proj_says(lon, lat, wide, high):
    lon, lat = round(lon, 3), round(lat, 3)
    box = (-wide, -high, wide, high)
    west, south, east, north = Lambert(lon, lat).transform_bounds(*box, direction="INVERSE")
    left, bottom, right, top = of_proj(lon, lat).transform_bounds(*box, direction="INVERSE")
    assert (south, north) == pytest.approx((bottom, top), abs=NEAR_DEGREES)
    turned = np.array([west - left, east - right])
    assert (turned + 180) % 360 - 180 == pytest.approx([0, 0], abs=1e-5)
    assert west < east


def test_the_bounds_of_land_are_metres():
    flat, box = Lambert(12.0, 6.0), (8.0, 1.6, 16.2, 13.1)
    assert flat.transform_bounds(*box) == pytest.approx(
        of_proj(12.0, 6.0).transform_bounds(*box), abs=NEAR
    )


def test_latitudes_go_to_the_sphere_and_back():
    latitude = np.radians(np.linspace(-90, 90, 1801))
    e, sine = authalic.ECCENTRICITY_2**0.5, np.sin(latitude)
    q = sine / (1 - (e * sine) ** 2) + np.arctanh(e * sine) / e
    on_sphere = authalic.authalic(latitude)
    assert np.sin(on_sphere) == pytest.approx(q / q[-1], abs=1e-12)
    assert authalic.geographic(on_sphere) == pytest.approx(latitude, abs=1e-12)
