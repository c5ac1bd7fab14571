"""Which consular districts are meant: whose, of which day, with what weights."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from diasporamap.counts.origin import Origin, require_origin
from diasporamap.counts.origin_files import read_origin
from diasporamap.districts.tables import read_districts
from diasporamap.language import message

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from diasporamap.districts.model import Districts
    from diasporamap.districts.weights import Weights
    from diasporamap.places.geography import Geography


@dataclass(frozen=True, eq=False)
class DistrictChoice:
    """Consular districts of an origin on one day; nothing is read before it is asked for.

    Attributes
    ----------
    given : Districts, optional
        The tables; those of the origin when left out.
    day : date or str, optional
        The day; the last state that the tables describe when left out.
    weights : Weights, optional
        Weights of admin-1 units, by which the counts of shared countries are apportioned.
    origin : Origin
        The country that the people come from.
    """

    given: Districts | None = None
    day: date | str | None = None
    weights: Weights | None = None
    origin: Origin = field(default_factory=read_origin)

    @property
    def known(self) -> bool:
        """Whether districts are known: tables are given, or the origin has some."""
        return self.given is not None or self.origin.districts is not None

    @cached_property
    def tables(self) -> Districts:
        """The tables, given or those of the origin."""
        if self.given is None:
            return own_districts(self.origin)
        require_origin(self.given.origin, self.origin, message("districts.those"))
        return self.given

    @cached_property
    def geography(self) -> Geography:
        """The districts as a geography."""
        from diasporamap.districts.mapped import district_geography

        return district_geography(self.tables, self.day, weights=self.weights)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is made again when it is asked for."""
        return {name: self.__dict__[name] for name in ("given", "day", "weights", "origin")}


def own_districts(origin: Origin) -> Districts:
    """Read the tables of an origin once, and again where they are written anew."""
    return _own_tables(origin, tuple(map(_stamp, (origin.districts, origin.missions))))


@lru_cache(maxsize=8)
def _own_tables(origin: Origin, _stamps: tuple[float, ...]) -> Districts:
    return read_districts(origin=origin)


def _stamp(path: Path | None) -> float:
    return path.stat().st_mtime if path is not None and path.exists() else 0.0
