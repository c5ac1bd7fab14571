"""Whole maps held against stored pictures; ``pytest --mpl-generate-path`` makes new ones."""

from __future__ import annotations

import pytest

from diasporamap.maps import MapSpec
from diasporamap.sheet import draw_map

picture = pytest.mark.mpl_image_compare(
    style="default", savefig_kwargs={"dpi": 50, "metadata": {"Software": None}}
)


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
def test_empty_english(people):
    return draw_map(people(("FRA", None, None)), MapSpec(language="en"))
