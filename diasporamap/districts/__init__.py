"""Consular districts: which mission serves which countries and parts of countries, and when."""

from __future__ import annotations

from diasporamap.districts.attach import Attached, AttachReport, attach_counts
from diasporamap.districts.checks import check_districts
from diasporamap.districts.days import districts_on, unattached_on
from diasporamap.districts.geometry import district_layer, mission_layer, unattached_layer
from diasporamap.districts.model import KINDS, Districts
from diasporamap.districts.tables import read_districts
from diasporamap.districts.warnings import district_warnings
from diasporamap.districts.weights import Weights, read_weights

__all__ = [
    "KINDS",
    "AttachReport",
    "Attached",
    "Districts",
    "Weights",
    "attach_counts",
    "check_districts",
    "district_layer",
    "district_warnings",
    "districts_on",
    "mission_layer",
    "read_districts",
    "read_weights",
    "unattached_layer",
    "unattached_on",
]
