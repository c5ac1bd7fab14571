"""The command `aggregate`: turns a register or survey with a row a person into counts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.options import FILE, FORCE, OUTPUT, Writer, choice, options_of
from diasporamap.commands.terminal import answer, tell
from diasporamap.errors import UsageError
from diasporamap.language import message, messages_language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diasporamap.persons.coordinates import Coordinates


@base.command("aggregate", Writer)
@parameters.argument("persons", type=FILE)
@parameters.argument("output", type=OUTPUT, metavar="OUTPUT")
@parameters.option("--place-column", "place", former=("--place",), metavar="COLUMN")
@parameters.option("--coordinates", metavar="LON,LAT")
@parameters.option("--units", is_flag=True)
@parameters.option("--sex-column", "sex", former=("--sex",), metavar="COLUMN")
@parameters.option("--year-column", "year", former=("--year",), metavar="COLUMN")
@parameters.option("--by-column", "by", multiple=True, former=("--by",), metavar="COLUMN")
@parameters.option("--id-column", "identifier", former=("--id",), metavar="COLUMN")
@choice("--duplicates", ("keep", "drop"))
@parameters.option("--sums", is_flag=True)
@parameters.option("--engine", metavar="NAME")
@options_of("origin", "sex_codes", "codebook", "aliases", "allow_unmatched")
@parameters.option("--sheet", metavar="NAME")
def command(
    persons: Path,
    output: Path,
    *,
    origin: str,
    aliases: Path | None,
    allow_unmatched: Path | None,
    sums: bool,
    coordinates: str | None,
    units: bool,
    **options: Any,  # noqa: ANN401 - those of aggregate_persons
) -> None:
    """Count PERSONS, a table with a row a person, and write the counts to OUTPUT."""
    from diasporamap.commands.progress import amount
    from diasporamap.export.tables import require_ending, unprotected, write_table
    from diasporamap.language import series_text
    from diasporamap.persons.aggregate import aggregate_persons
    from diasporamap.persons.scans import without_core_dumps
    from diasporamap.places.aliases import read_aliases
    from diasporamap.places.coded import with_codes

    for path in filter(None, (output, allow_unmatched)):
        require_ending(path)
    names = read_aliases(aliases, origin=origin) if aliases else None
    points = _coordinates(coordinates, units=units)
    without_core_dumps()
    with amount("reading") as progress:
        result = aggregate_persons(persons, coordinates=points, progress=progress, **options)
    coded = with_codes(
        result.counts, origin=origin, aliases=names, allow_unmatched=allow_unmatched is not None
    )
    if allow_unmatched is not None:
        write_table(unprotected(coded.left_out), allow_unmatched)
    write_table(unprotected(coded.counts), output)
    people, left_out = int(coded.counts["count"].sum()), int(coded.left_out["people"].sum())
    if sums:
        kind = "counted" if allow_unmatched is None else "counted_left_out"
        counted = {"people": people, "figures": len(coded.counts), "left_out": left_out}
        answer(f"aggregate.{kind}", persons=result.persons, **counted)
        share = Decimal(f"{100 * result.unknown_sex / result.persons:.1f}")
        answer("aggregate.sex_unknown", persons=result.unknown_sex, share=share)
    else:
        kind = "untold_left_out" if left_out else "untold"
        tell(f"aggregate.{kind}", file=allow_unmatched)
    for note in result.notes:
        if note.doubtful:
            answer("warning_hint", warning=note, hint=note.hint)
    if coded.lost:
        answer(f"aggregate.{'lost' if sums else 'lost_untold'}", number=coded.lost, file=output)
    noted = [note for note in result.notes if not note.doubtful]
    if noted:
        listed = [note.text(messages_language()) for note in noted]
        answer("note", note=series_text(listed, messages_language()))
    if allow_unmatched is not None:
        kind = "left_out" if sums else "left_out_untold"
        tell(f"aggregate.{kind}", number=left_out, file=allow_unmatched)
    tell("aggregate.wrote", file=output)
    if options["place"] is None and options["sex"] is None and not options["by"]:
        _count_apart(persons, output, names, origin, options)


def _count_apart(
    persons: Path,
    output: Path,
    names: Mapping[str, str] | None,
    origin: str,
    options: Mapping[str, Any],
) -> None:
    """Count each characteristic that the questionnaire asks in a file of its own."""
    from diasporamap.export.tables import unprotected, write_table
    from diasporamap.files import check_outputs
    from diasporamap.persons.aggregate import aggregate_persons, characteristics_asked
    from diasporamap.places.coded import with_codes

    asked = characteristics_asked(persons, sheet=options["sheet"])
    counted = [aggregate_persons(persons, **{**options, "by": [header]}) for header in asked]
    for result in counted:
        name = result.counts.columns[-2].removeprefix("by_")
        beside = output.with_name(f"{output.stem}_{name}{output.suffix}")
        check_outputs([beside], [persons], force=click.get_current_context().meta[FORCE])
        coded = with_codes(result.counts, origin=origin, aliases=names)
        write_table(unprotected(coded.counts), beside)
        tell("aggregate.wrote_apart", file=beside)


def _coordinates(columns: str | None, *, units: bool) -> Coordinates | None:
    """Return the columns of coordinates with the grid that finds their places."""
    if columns is None:
        if units:
            raise UsageError(message("commands.aggregate.units_alone"))
        return None
    from diasporamap.places.grid import coordinates

    lon, mark, lat = (part.strip() for part in columns.partition(","))
    if not (lon and mark and lat) or "," in lat:
        raise UsageError(message("commands.aggregate.two_columns"))
    return coordinates(lon, lat, units=units)
