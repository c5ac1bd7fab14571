"""The option `--by`: a map of countries, consular districts, or parts of the origin."""

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
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from diasporamap.commands.options import Command
    from diasporamap.counts.origin import Origin
    from diasporamap.districts import Attached
    from diasporamap.intake import Intake
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: What places can be for every origin; others are the names of its levels.
BY = ("country", "district")


def by_option(what: str) -> Callable[[Command], Command]:
    """Make the option --by of a command; `what` is what it is about there."""
    told = f"{what}: {', '.join(BY)}, or a level of the origin (column origin), as region."
    return click.option("--by", default=BY[0], show_default=True, metavar="NAME", help=told)


def require_by(by: str, origin: Origin) -> None:
    """Refuse what places cannot be.

    Raises
    ------
    UsageError
        If it is neither in `BY` nor a level of the origin.
    """
    from diasporamap.errors import UsageError

    levels = [level.name for level in origin.levels]
    if by not in (*BY, *levels):
        known = ", ".join((*BY, *levels))
        raise UsageError(f"A map of people {origin.of.en} is not by '{by}'. Choose among: {known}.")


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
    return by_option("What places are")(district_options(command))


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
        One of `BY`, or a level of the origin.
    **reading
        The options of `reading_options`.

    Raises
    ------
    UsageError
        If places cannot be that, or an option of districts is given without --by district.
    DiasporaMapError
        Whatever is wrong with the input.
    """
    from diasporamap.counts.origin import read_origin
    from diasporamap.places.geography import countries

    require_by(by, read_origin(reading["origin"]))
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

    choice = district_choice(**of_districts, origin=reading["origin"])
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
        parts_within,
    )
    from diasporamap.protection import protect, regroup, with_complement

    # Parts are made of protected parts in them, so that maps of both give nothing away.
    before = intake.protected
    origin, finest = before.origin, before.origin.finest(by).name
    by_part, _ = counts_by_origin(
        intake.chosen,
        finest,
        origin=origin,
        file=str(counts),
        column=intake.table.headers.get("origin", "origin"),
        allow_unmatched=True,  # the reading refuses them, unless they are let pass
    )
    protected = protect(by_part, before.profile, origin=origin, sources=before.sources)
    # Whoever has the map by country knows the total, and the other way round.
    cells = before.cells
    elsewhere = set(cells.loc[cells["state"] == "suppressed", "sex"])
    protected = with_complement(protected, first=NOT_STATED, elsewhere=elsewhere)
    if by != finest:
        protected = regroup(protected, parts_within(origin, by))
    return Shown(protected, origin_geography(by, origin=origin), intake)
