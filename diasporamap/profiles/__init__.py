"""Profiles: all that is to be known of one country or consular district, on one page."""

from diasporamap.profiles.contents import made_profile
from diasporamap.profiles.formats import FORMATS, write_profile
from diasporamap.profiles.model import Drawn, Grid, KeyFigure, Profile

__all__ = [
    "FORMATS",
    "Drawn",
    "Grid",
    "KeyFigure",
    "Profile",
    "made_profile",
    "write_profile",
]
