"""Consular districts: which mission serves which countries and parts of countries, and when."""

from __future__ import annotations

from diasporamap.districts.attach import Attached, attach_counts
from diasporamap.districts.days import districts_on
from diasporamap.districts.geometry import district_layer
from diasporamap.districts.model import Districts
from diasporamap.districts.tables import read_districts
from diasporamap.districts.warnings import district_warnings
from diasporamap.districts.weights import Weights, read_weights

__all__ = [
    "Attached",
    "Districts",
    "Weights",
    "attach_counts",
    "district_layer",
    "district_warnings",
    "districts_on",
    "read_districts",
    "read_weights",
]
