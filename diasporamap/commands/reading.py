"""Reads the counts that a command shows, and says what came of them and what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.intake import Intake
    from diasporamap.protection import ProtectedCounts


def read_counts_of(
    counts: Path,
    *,
    allow_unmatched: Path | None = None,
    **options: Any,  # noqa: ANN401 - click's
) -> Intake:
    """Read, join and protect what `reading_options` name, and write the rows that fit no place.

    Parameters
    ----------
    counts : pathlib.Path
        The counts table.
    allow_unmatched : pathlib.Path, optional
        Where rows that fit no place are written; without it they are an error.
    **options
        The other options of `reading_options`, as `diasporamap.intake.read_protected` names them.

    Raises
    ------
    DiasporaMapError
        Whatever is wrong with the input.
    """
    from diasporamap.export.tables import require_ending, write_table
    from diasporamap.intake import read_protected

    if allow_unmatched is not None:
        require_ending(allow_unmatched)
    intake = read_protected(counts, allow_unmatched=allow_unmatched is not None, **options)
    if allow_unmatched is not None:
        write_table(intake.report.unmatched, allow_unmatched)
    return intake


def say_intake(intake: Intake, shown: ProtectedCounts | None = None) -> None:
    """Print in one line each what the join found and how many figures are hidden.

    Numbers of people stand there only where every figure is shown and no few people are left out:
    beside the sum that a map shows, they would give these away.

    Parameters
    ----------
    intake : Intake
        What was read.
    shown : ProtectedCounts, optional
        The figures shown, where they are not the intake's own but by other places.
    """
    from diasporamap.tables.redaction import many

    report, protected = intake.report, shown or intake.protected
    hidden = protected.suppressed_cells
    line = f"{many(report.rows_in, 'figure')} = {report.rows_matched:,} matched"
    line += f" + {report.rows_in - report.rows_matched:,} not matched"
    few = 0 < report.people_unmatched < protected.profile.threshold
    if protected.sums_told and intake.protected.sums_told and not few:
        line += f"; counts adding up to {report.people_in:,} = {report.people_matched:,} matched"
        line += f" + {report.people_in - report.people_matched:,} not matched"
    click.echo(f"Joined: {line}.")
    if report.rows_without_unit:
        what = "of cities or parts not known or unclear, counted with their country"
        figures = many(report.rows_without_unit, "figure")
        click.echo(f"Note: {figures} {what}; diasporamap check lists them.")
    strange = int((report.unmatched["column"] == "origin").sum())
    if strange:
        figures = many(strange, "figure")
        click.echo(f"Note: {figures} of origins not known, counted as of no stated origin.")
    for note in intake.table.recognised.notes:
        if note.left_out:
            click.echo(f"Note: {note}.")
    if intake.protected.all_origins:
        from diasporamap.counts.table import ALL_ORIGINS

        click.secho(f"Warning: {'. '.join(ALL_ORIGINS)}", fg="yellow")
    profile = protected.profile
    limit = f"profile {profile.name}, under {profile.threshold} people"
    click.echo(f"Hidden: {many(hidden, 'figure')} ({limit}).")


def say_written(path: Path) -> None:
    """Print that a file is written, and how large it is."""
    click.echo(f"Wrote {path} ({path.stat().st_size / 1e6:.1f} MB).")
