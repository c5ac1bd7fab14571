"""A picture of each further kind of map, held against a stored one."""

from __future__ import annotations

import diasporamap as dm
from diasporamap.maps import MapSpec
from diasporamap.sheet import draw_map
from tests.sheets import picture


@picture
def test_rate_circles_french(published):
    return draw_map(published, MapSpec(measure="share_women", kind="rate-circles"))


@picture
def test_half_circles_english(published):
    return draw_map(published, MapSpec(kind="half-circles", language="en"))


@picture
def test_dorling_french():
    return draw_map(dm.release("undesa:SYR"), MapSpec(kind="dorling"))


@picture
def test_bivariate_english(published):
    spec = MapSpec(measure="share_women", kind="bivariate", language="en")
    return draw_map(published, spec)


@picture
def test_dots_french(published):
    return draw_map(published, MapSpec(kind="dots"))
