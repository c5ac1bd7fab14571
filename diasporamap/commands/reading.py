"""Makes the release that a command shows, and says what came of it and what was written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import click

from diasporamap.commands.district_options import (
    DISTRICT_OPTIONS,
    district_choice,
    refuse_district_options,
)
from diasporamap.commands.progress import amount
from diasporamap.commands.streams import is_kept_here
from diasporamap.commands.terminal import answer, labelled, tell, terminal
from diasporamap.errors import UsageError
from diasporamap.language import message, messages_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from diasporamap.api import Release
    from diasporamap.counts.quantity import Quantity
    from diasporamap.districts import Attached
    from diasporamap.language import Message
    from diasporamap.places.join_report import JoinReport
    from diasporamap.protection import ProtectedCounts

#: What becomes of people by district, each with a text.
ATTACHMENTS: Final = ("attached", "not_attributable", "not_attached")


def release_of(
    counts: Path,
    *by: str,
    allow_unmatched: Path | None = None,
    missions_too: bool = False,
    **options: Any,  # noqa: ANN401 - click's
) -> Release:
    """Make the release that options name, for the tables `by`; write the rows that fit no place.

    With `missions_too` options of districts say which missions are drawn as points.
    """
    from diasporamap.api import release
    from diasporamap.export.tables import require_ending, unprotected, write_table

    if allow_unmatched is not None:
        require_ending(allow_unmatched)
    of_districts = {name: options.pop(name) for name in DISTRICT_OPTIONS}
    if "district" in by or (missions_too and any(of_districts.values())):
        options |= district_choice(**of_districts, origin=options["origin"], counts=counts)
    else:
        refuse_district_options(**of_districts)
    allowed = allow_unmatched is not None
    with amount("protecting") as told:
        made = release(counts, allow_unmatched=allowed, by=by, progress=told, **options)
        for year in made.years:
            _ = year.patterns
    _require_kept(made)
    if allow_unmatched is not None:
        write_table(unprotected(made.read.report.unmatched), allow_unmatched)
    return made


def _require_kept(made: Release) -> None:
    """Refuse counts that are piped in where what is hidden of them could not be kept."""
    context = click.get_current_context()
    if is_kept_here(made.pattern_file, context) and any(
        year.suppression.editions([]) for year in made.years
    ):
        raise UsageError(message("config.nowhere_kept"))


def say_release(
    release: Release,
    *by: str,
    measures: Sequence[str] = ("",),
    layers: Sequence[str] = (),
    drawn: Sequence[ProtectedCounts] = (),
) -> None:
    """Print what the join found, how many figures are hidden and what districts took in.

    All is said of what is shown alone: the tables `by`, with what the `layers` of a page need of
    the earlier year, or the `measures` of a map, or the tables of it that are `drawn`. Numbers of
    people are told only where every figure is shown and no few people are left out: beside the sum
    that a map shows, they would give these away. So would the number of rows, where zeros have
    none.
    """
    from diasporamap.counts.aggregation import latest_year

    shown = [release.by(name) for name in by]
    read = release.read.asking(*by)
    tables = [*shown, release.by("country")]
    told = all(table.sums_told for table in [*tables, *filter(None, (t.before for t in tables))])
    # Rows are of all that the counts tell: their number tells of tables that are not shown too.
    patterns = [pattern for year in release.years for pattern in year.patterns.values()]
    told = told and not any(pattern.hidden for pattern in patterns)
    for year in release.years:
        of = latest_year(year.counts) if len(release.years) > 1 else None
        _say_joined(read.report_of(year.counts), of, told=told, least=release.profile.threshold)
    for note in read.table.recognised.notes:
        if note.left_out and (said := note if told else note.without_sums()):
            tell("note", note=said)
    if any(table.all_origins for table in shown):
        from diasporamap.counts.table import all_origins_said

        answer("warned", warning=all_origins_said(), fg="yellow")
    hidden = [_hidden(table, name, layers) for table in drawn or shown for name in measures]
    _say_protection(release, sum(hidden))
    if "district" in by and not drawn:
        say_attached(release)
    say_kept(release, *by)


def _say_joined(report: JoinReport, year: int | None, *, told: bool, least: int) -> None:
    """Print what the join found in the rows of a year, or of all that is shown."""
    from diasporamap.places.join_report import account

    lost = report.rows_in - report.rows_matched - report.rows_not_stated
    line = _said("not_matched" if lost else "all_matched", number=lost)
    if told:
        line = account("figures", report, "rows")
    if told and not 0 < report.people_unmatched < least:
        line = _said("with_people", line=line, people=account("alone", report, "people"))
    tell(f"release.joined{'' if year is None else '_of_year'}", line=line, year=year)
    strange = int((report.unmatched["column"] == "origin").sum())
    for kind, number in (
        ("without_unit", report.rows_without_unit),
        ("strange_origins", strange),
    ):
        if number:
            figures = _said("figures" if told else "some_figures", number=number)
            if year is not None:
                figures = _said("of_year", figures=figures, year=year)
            answer(f"release.{kind}", figures=figures)


def _said(kind: str, **fields: object) -> Message:
    return message(f"commands.release.{kind}", **fields)


def say_kept(release: Release, *by: str) -> None:
    """Keep what is hidden for later runs, and say what readers know from elsewhere."""
    from diasporamap.counts.aggregation import latest_year

    kept = [year.suppression for year in release.years]
    told = [
        f"{cell.place} {cell.sex}" + (f" ({year})" if year else "")
        for each, year in zip(kept, (latest_year(one.counts) for one in release.years), strict=True)
        for cell in each.told_elsewhere
        if cell.table in by
    ]
    if told:
        answer("release.known_elsewhere", cells=told, fg="yellow")
    if any(each.changed for each in kept):
        tell("release.earlier_edition")
    file = release.keep()
    if file is not None:
        tell("release.kept", file=file)


def _say_protection(release: Release, hidden: int) -> None:
    """Print how many figures are hidden, and whether what is made is stamped."""
    from diasporamap.language import both

    profile, quantity = release.profile, release.quantity
    if quantity is not None and release.is_open:
        tell("release.open", quantity=quantity.label)
    elif profile.threshold:
        kind = "hidden" if quantity is None else "hidden_quantity"
        limit = {"profile": profile.name, "threshold": profile.threshold}
        tell(f"release.{kind}", figures=_said("figures", number=hidden), **limit)
    else:
        answer("release.hidden_nobody", fg="yellow")
    if release.confidential:
        answer("stamped", stamp=both("confidential.stamp"), fg="red")


def _hidden(table: ProtectedCounts, measure: str, layers: Sequence[str]) -> int:
    """Count the figures of a table, or of one measure of it, that are hidden."""
    from diasporamap.measures import MEASURES, measure_table

    if not measure:
        hidden = table.suppressed_cells
        if table.before is not None:
            needed = {figure for name in layers for figure in MEASURES.named(name).needs}
            earlier = table.before.cells
            earlier = earlier[(earlier["sex"] + " before").isin(needed)]
            hidden += int((earlier["state"] == "suppressed").sum())
        return hidden
    return int((measure_table(table, measure)["state"] == "suppressed").sum())


def say_attached(release: Release) -> None:
    """Print what became of the people, only where every figure by district is shown."""
    console = terminal()
    if release.by("district").sums_told:
        print_account(console, release.attached, release.quantity)
    else:
        console.print(_said("sums_untold"))


def print_account(console: Console, attached: Attached, quantity: Quantity | None = None) -> None:
    """Print that the people who went in are the people in districts and those who are not."""
    report, exact = attached.report, quantity.exact if quantity else int
    language = messages_language()

    def number(value: Any) -> str:  # noqa: ANN401 - a number of pandas
        return message("commands.number", number=exact(value)).text(language)

    parts = {name: report.people(name) for name in ATTACHMENTS}
    sums = " + ".join(map(number, parts.values()))
    whole = _said("sum" if quantity else "people")
    console.print(labelled([(whole, f"{number(report.people())} = {sums}")], least=11)[0])
    for name in ATTACHMENTS:
        what, places = _said(name), report.places(name)
        if name != "attached" and places:
            what = _said("with_places", what=what, places=" ".join(places))
        console.print(f"{number(parts[name]):>18}  {what}")
    if report.people_apportioned:
        console.print(f"{number(report.people_apportioned):>18}  {_said('apportioned')}")


#: Up to how many bytes a file's size is told in kilobytes.
_SMALL: Final = 100_000


def say_written(path: Path) -> None:
    """Print that a file is written, and how large it is."""
    size = path.stat().st_size
    if size < _SMALL:
        tell("wrote_small", path=path, kilobytes=max(1, round(size / 1000)))
    else:
        tell("wrote", path=path, megabytes=Decimal(f"{size / 1e6:.1f}"))
