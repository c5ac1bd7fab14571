"""Knows the tiles that a sheet of a part of the world may be drawn on."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Final

from diasporamap.errors import UsageError
from diasporamap.language import message

#: What a template of addresses holds, and the deepest zoom that is asked of one.
PLACES: Final = ("{z}", "{x}", "{y}")
DEEPEST: Final = 18
#: What a provider puts where a key of one's own belongs.
NO_KEY: Final = re.compile(r"<[^>]*>|{\w*(key|token)\w*}", re.IGNORECASE)


@dataclass(frozen=True)
class Basemap:
    """Tiles in Web Mercator: a template of their addresses, whom to name, the deepest zoom."""

    url: str
    credit: str
    deepest: int = DEEPEST


@cache
def basemap_of(name: str, credit: str | None = None) -> Basemap:
    """Return tiles by the name of a provider, or by a template of addresses and whom to name.

    Raises
    ------
    UsageError
        If there is no such provider, it needs a key, or a template lacks a part or its credit.
    """
    if "://" in name or "{" in name:
        return _of_template(name, credit)
    from xyzservices import providers

    try:
        provider = providers.query_name(name)
    except ValueError as error:
        raise UsageError(message("drawing.basemap_unknown", name=name)) from error
    if provider.requires_token():
        raise UsageError(message("drawing.basemap_key", name=provider.name))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        url = provider.build_url(x="{x}", y="{y}", z="{z}", scale_factor="@2x")
    said = credit or str(provider.attribution).replace("(C)", "\N{COPYRIGHT SIGN}")
    return Basemap(url, said, min(int(provider.get("max_zoom", DEEPEST)), DEEPEST))


def require_basemap(name: str | None, credit: str | None, *, facet: str | None) -> None:
    """Refuse a basemap that is none or under small maps, and a credit of none."""
    if name is not None:
        if facet is not None:
            raise UsageError(message("drawing.basemap_facet"))
        basemap_of(name, credit)
    elif credit is not None:
        raise UsageError(message("drawing.credit_without_basemap"))


def _of_template(url: str, credit: str | None) -> Basemap:
    missing = [place for place in PLACES if place not in url]
    if not url.startswith(("https://", "http://")) or missing or NO_KEY.search(url):
        raise UsageError(message("drawing.basemap_address"))
    if not (credit or "").strip():
        raise UsageError(message("drawing.basemap_credit"))
    return Basemap(url, str(credit).strip())
