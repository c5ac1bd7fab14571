"""The command `check`: says what is recognised in a counts table and what protection will hide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.options import read_counts_of, reading_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diasporamap.intake import Intake

#: How many places without counts are named.
NAMED = 12
LAYOUTS = {"tidy": "a row a place and sex", "wide": "a row a place"}
SEXES = {"F": "women", "M": "men", "U": "not stated"}


@click.command(
    epilog="Example: diasporamap check register.csv --aliases our_names.csv --profile strict"
)
@reading_options
def command(counts: Path, **options: Any) -> None:  # noqa: ANN401 - those of reading_options
    """Read a counts table and report what fits and what does not.

    COUNTS is CSV (UTF-8) or XLSX: a row a place and sex (place, sex, count), or a row a place
    (place, women, men). Every problem is listed with its row and the way to mend it.
    """
    from rich.console import Console

    intake = read_counts_of(counts, **options)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for what, finding in _findings(str(counts), intake):
        console.print(f"{what:<17}{finding}")
    if options["allow_unmatched"] is not None:
        console.print(f"The rows that fit no place are in {options['allow_unmatched']}.")
    console.print(
        "The sums are for whoever keeps the file: beside a protected map they can give away what "
        "it hides."
    )


def _findings(file: str, intake: Intake) -> Iterator[tuple[str, str]]:
    """Give the lines of the report: what was looked at, what was found."""
    report, table = intake.report, intake.table
    yield "File", f"{file} ({table.layout}: {LAYOUTS[table.layout]})"
    yield (
        "Columns",
        ", ".join(
            header if header == name else f"{header} ({name})"
            for name, header in table.headers.items()
        ),
    )
    if table.ignored:
        yield "Not used", ", ".join(name or "(no header)" for name in table.ignored)
    yield "Rows", _account(report.rows_in, report.rows_matched, report.rows_unmatched)
    yield "People", _account(report.people_in, report.people_matched, report.people_unmatched)
    for column, what in (("year", "Years"), ("definition", "Definitions"), ("source", "Sources")):
        yield what, _values(intake, column)
    yield from _sexes(intake)
    yield from _protection(intake)
    yield "Places", f"{len(report.places_matched)} with counts"
    without = report.places_without_counts
    more = f" and {len(without) - NAMED} more" if len(without) > NAMED else ""
    yield "", f"{len(without)} without: {' '.join(without[:NAMED])}{more}"


def _account(whole: int, matched: int, unmatched: int) -> str:
    """Write that what went in is what came out."""
    return f"{whole:,} in = {matched:,} matched + {unmatched:,} not matched"


def _values(intake: Intake, column: str) -> str:
    """List the values of a column, and say which one the rest of the report is about."""
    if column not in intake.joined.columns:
        return "not declared"
    found = [str(value) for value in sorted(intake.joined[column].dropna().unique())]
    if column == "source":
        declared = intake.protected.sources
        found = [
            f"{name} ({_standing(declared[name].published) if name in declared else 'undeclared'})"
            for name in found
        ]
    text = ", ".join(found) or "blank"
    chosen = intake.chosen[column].dropna().unique()
    return f"{text}; reported below: {chosen[0]}" if len(found) > 1 and len(chosen) else text


def _standing(published: bool) -> str:  # noqa: FBT001 - a value of the sources file
    return "published, shown as it is" if published else "not published, protected"


def _sexes(intake: Intake) -> Iterator[tuple[str, str]]:
    """Give the parts of the sexes, and the places where they are badly known."""
    from diasporamap.measures import UNKNOWN_BLANKED, UNKNOWN_NOTED, sex_quality

    shown = intake.protected.cells.groupby("sex")["count"].sum()
    people = {name: int(shown.get(sex, 0)) for sex, name in SEXES.items()}
    whole = sum(people.values())
    parts = [f"{100 * number / whole:.1f} % {name}" for name, number in people.items() if whole]
    yield "Sexes", ", ".join(parts) + " (of the figures shown)" if parts else "no figure shown"
    quality = sex_quality(intake.protected)
    limits = f"{UNKNOWN_NOTED:.0f} to {UNKNOWN_BLANKED:.0f}"
    for what, places in (
        (f"not stated for {limits} % of people, noted on maps", quality.unknown_over),
        (f"not stated for over {UNKNOWN_BLANKED:.0f} %, not compared", quality.blanked),
        ("figures for one sex only", quality.one_sex_only),
    ):
        if places:
            yield "", f"{what}: {' '.join(places)}"


def _protection(intake: Intake) -> Iterator[tuple[str, str]]:
    """Give how many figures protection hides; never which, nor how small."""
    protected = intake.protected
    blank = int((protected.cells["state"] == "no_data").sum())
    profile = f"{protected.profile.name}, under {protected.profile.threshold} people"
    hidden = f"{protected.suppressed_cells} of {len(protected.cells)} figures hidden"
    yield "Protection", f"{profile}: {hidden}"
    if blank:
        yield "", f"no data: {blank} of {len(protected.cells)} figures"
