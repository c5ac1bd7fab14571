"""The option `--by`: a map of countries, consular districts, or regions or divisions of origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.district_counts import say_attached
from diasporamap.commands.district_options import (
    district_choice,
    district_options,
    refuse_district_options,
)
from diasporamap.commands.reading import read_counts_of, say_intake

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diasporamap.commands.options import Command
    from diasporamap.districts import Attached
    from diasporamap.intake import Intake
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

BY = ("country", "district", "region", "division")

_by_option = click.option(
    "--by",
    type=click.Choice(BY),
    default=BY[0],
    show_default=True,
    help="What places are: countries of residence, consular districts, or regions or divisions "
    "of origin (column origin).",
)


@dataclass(frozen=True)
class Shown:
    """What a command shows: the counts by the places of a geography, and how they were read."""

    protected: ProtectedCounts
    geography: Geography
    intake: Intake
    attached: Attached | None = None

    def say(self) -> None:
        """Print what the join found, and what became of the people where there are districts."""
        say_intake(self.intake, self.protected)
        if self.attached is not None:
            say_attached(self.attached, self.protected)


def by_options(command: Command) -> Command:
    """Add --by and the options of districts; `read_shown` takes them all."""
    return _by_option(district_options(command))


def read_shown(
    counts: Path,
    of_districts: Mapping[str, Any],
    *,
    by: str,
    **reading: Any,  # noqa: ANN401 - click's
) -> Shown:
    """Read the counts that `reading_options` name, by the places that `by_options` name.

    Parameters
    ----------
    counts : pathlib.Path
        The counts table.
    of_districts : mapping
        The options of `district_options`.
    by : str
        One of `BY`.
    **reading
        The options of `reading_options`.

    Raises
    ------
    UsageError
        If an option of districts is given without --by district.
    DiasporaMapError
        Whatever is wrong with the input.
    """
    from diasporamap.places.geography import countries

    if by == "district":
        return _by_district(counts, of_districts, **reading)
    refuse_district_options(**of_districts)
    intake = read_counts_of(counts, origins=by != "country", **reading)
    if by == "country":
        return Shown(intake.protected, countries(), intake)
    return _by_origin(counts, intake, by)


def _by_district(counts: Path, of_districts: Mapping[str, Any], **reading: Any) -> Shown:  # noqa: ANN401
    from diasporamap.districts import attach_counts
    from diasporamap.districts.mapped import district_geography
    from diasporamap.intake_districts import protected_by_district

    choice = district_choice(**of_districts, origin=reading["born_in"])
    districts, day, weights = choice.districts, choice.day, choice.weights
    intake = read_counts_of(counts, units=True, **reading)
    attached = attach_counts(intake.chosen, districts, day, weights=weights, file=str(counts))
    protected = protected_by_district(intake, districts, day, weights=weights)
    geography = district_geography(districts, day, weights=weights)
    return Shown(protected, geography, intake, attached)


def _by_origin(counts: Path, intake: Intake, by: str) -> Shown:
    from diasporamap.places.origins import (
        NOT_STATED,
        counts_by_origin,
        origin_geography,
        regions_of_divisions,
    )
    from diasporamap.protection import protect, regroup, with_complement

    # Regions are made of protected divisions, so that maps of both give nothing away.
    by_division, _ = counts_by_origin(
        intake.chosen,
        "divisions",
        file=str(counts),
        column=intake.table.headers.get("origin", "origin"),
        allow_unmatched=True,  # the reading refuses them, unless they are let pass
    )
    before = intake.protected
    protected = protect(by_division, before.profile, origin=before.origin, sources=before.sources)
    # Whoever has the map by country knows the total, and the other way round.
    cells = before.cells
    elsewhere = set(cells.loc[cells["state"] == "suppressed", "sex"])
    protected = with_complement(protected, first=NOT_STATED, elsewhere=elsewhere)
    if by == "region":
        protected = regroup(protected, regions_of_divisions())
    return Shown(protected, origin_geography("regions" if by == "region" else "divisions"), intake)
