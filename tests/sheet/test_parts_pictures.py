"""Maps of Cameroon held against stored pictures; see ``test_pictures.py``."""

from __future__ import annotations

from diasporamap.maps import MapSpec
from diasporamap.places.origins import origin_geography
from diasporamap.sheet import draw_map
from tests.sheets import picture


@picture
def test_regions_circles_french(origins):
    return draw_map(origins["region"], MapSpec(), geography=origin_geography("region"))


@picture
def test_divisions_share_of_women_english(origins):
    spec = MapSpec(measure="share_women", language="en")
    return draw_map(origins["division"], spec, geography=origin_geography("division"))
