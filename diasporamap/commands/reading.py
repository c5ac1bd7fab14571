"""Makes the release that a command shows, and says what came of it and what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.district_options import (
    DISTRICT_OPTIONS,
    district_choice,
    refuse_district_options,
)
from diasporamap.commands.progress import amount
from diasporamap.commands.streams import is_kept_here
from diasporamap.commands.terminal import say, terminal
from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from diasporamap.api import Release
    from diasporamap.counts.quantity import Quantity
    from diasporamap.districts import Attached
    from diasporamap.places.join_report import JoinReport
    from diasporamap.protection import ProtectedCounts

#: What the report says of each attachment.
ATTACHMENTS = {
    "attached": "in a district",
    "not_attributable": "in a country that several districts share",
    "not_attached": "in no district",
}


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
    with amount("Protecting") as told:
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
        of = f" {latest_year(year.counts)}" if len(release.years) > 1 else ""
        _say_joined(read.report_of(year.counts), of, told=told, least=release.profile.threshold)
    for note in read.table.recognised.notes:
        if note.left_out and (said := note if told else note.without_sums()):
            say(f"Note: {said}.")
    if any(table.all_origins for table in shown):
        from diasporamap.counts.table import all_origins_said

        say(f"Warning: {all_origins_said()}", fg="yellow")
    hidden = [_hidden(table, name, layers) for table in drawn or shown for name in measures]
    _say_protection(release, sum(hidden))
    if "district" in by and not drawn:
        say_attached(release)
    say_kept(release, *by)


def _say_joined(report: JoinReport, of: str, *, told: bool, least: int) -> None:
    """Print what the join found in the rows `of` a year, or of all that is shown."""
    from diasporamap.places.join_report import account
    from diasporamap.tables.redaction import many

    lost = report.rows_in - report.rows_matched - report.rows_not_stated
    line = f"{many(lost, 'figure')} not matched" if lost else "every figure matched"
    if told:
        line = account("figures", report, "rows")
    if told and not 0 < report.people_unmatched < least:
        line += f"; counts adding up to {account('alone', report, 'people')}"
    say(f"Joined{of}: {line}.")
    of = of and f" of{of}"
    if report.rows_without_unit:
        what = "of cities or parts not known or unclear, counted with their country"
        figures = many(report.rows_without_unit, "figure") if told else "figures"
        say(f"Note: {figures}{of} {what}; diasporamap check lists them.")
    strange = int((report.unmatched["column"] == "origin").sum())
    if strange:
        figures = many(strange, "figure") if told else "figures"
        say(f"Note: {figures}{of} of origins not known, counted as of no stated origin.")


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
        listed = ", ".join(told)
        known = "known from elsewhere or an earlier release, whatever is hidden here"
        say(f"Warning: {known}: {listed}.", fg="yellow")
    if any(each.changed for each in kept):
        say(
            "Note: an earlier edition of these counts was released, as its .release.json says; "
            "what it hid stays hidden."
        )
    file = release.keep()
    if file is not None:
        say(f"Kept what is hidden in {file} (confidential; later runs keep to it).")


def _say_protection(release: Release, hidden: int) -> None:
    """Print how many figures are hidden, and whether what is made is stamped."""
    from diasporamap.language import both
    from diasporamap.tables.redaction import many

    profile, quantity = release.profile, release.quantity
    if quantity is not None and release.is_open:
        say(f"Shown as it is: {quantity.label('en')} is no people (--profile protects it).")
    elif profile.threshold:
        limit = f"profile {profile.name}, under {profile.threshold} people"
        limit += ", as if the quantity were people" if quantity is not None else ""
        say(f"Hidden: {many(hidden, 'figure')} ({limit}).")
    else:
        say("Hidden: nobody. These figures are not protected.", fg="yellow")
    if release.confidential:
        say(f"Stamped: {both('confidential.stamp')}.", fg="red")


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
        console.print("Sums of people are not told, since figures are not shown.")


def print_account(console: Console, attached: Attached, quantity: Quantity | None = None) -> None:
    """Print that the people who went in are the people in districts and those who are not."""
    report, exact = attached.report, quantity.exact if quantity else int
    parts = {name: exact(report.people(name)) for name in ATTACHMENTS}
    sums = " + ".join(f"{people:,}" for people in parts.values())
    what = "Sum" if quantity else "People"
    console.print(f"{what:<11}{exact(report.people()):,} = {sums}")
    for name, what in ATTACHMENTS.items():
        places = report.places(name)
        listed = f" ({' '.join(places)})" if name != "attached" and places else ""
        console.print(f"{parts[name]:>18,}  {what}{listed}")
    if report.people_apportioned:
        console.print(
            f"{exact(report.people_apportioned):>18,}  of those in a district, apportioned"
        )


def say_written(path: Path) -> None:
    """Print that a file is written, and how large it is."""
    say(f"Wrote {path} ({path.stat().st_size / 1e6:.1f} MB).")
