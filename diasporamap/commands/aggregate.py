"""The command `aggregate`: turns a register or survey with a row a person into counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands import base
from diasporamap.commands.options import FILE, FORCE, OUTPUT, Writer, choice, options_of
from diasporamap.commands.terminal import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diasporamap.persons.coordinates import Coordinates

#: What is said in the place of numbers of persons.
UNTOLD = "How many is not told: beside a protected map sums give away what it hides (--sums tells)."


@base.command("aggregate", Writer)
@base.argument("persons", type=FILE)
@base.argument("output", type=OUTPUT, metavar="OUTPUT")
@base.option("--place", metavar="COLUMN")
@base.option("--coordinates", metavar="LON,LAT")
@base.option("--units", is_flag=True)
@base.option("--sex", metavar="COLUMN")
@base.option("--year", metavar="COLUMN")
@base.option("--by", multiple=True, metavar="COLUMN")
@base.option("--id", "identifier", metavar="COLUMN")
@choice("--duplicates", ("keep", "drop"))
@base.option("--sums", is_flag=True)
@base.option("--engine", metavar="NAME")
@options_of("origin", "sex_codes", "codebook", "aliases", "allow_unmatched")
@base.option("--sheet", metavar="NAME")
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
    from diasporamap.persons.aggregate import aggregate_persons
    from diasporamap.persons.scans import without_core_dumps
    from diasporamap.places.aliases import read_aliases
    from diasporamap.places.coded import with_codes
    from diasporamap.tables.redaction import many

    for path in filter(None, (output, allow_unmatched)):
        require_ending(path)
    names = read_aliases(aliases, origin=origin) if aliases else None
    points = _coordinates(coordinates, units=units)
    without_core_dumps()
    with amount("Reading") as progress:
        result = aggregate_persons(persons, coordinates=points, progress=progress, **options)
    coded = with_codes(
        result.counts, origin=origin, aliases=names, allow_unmatched=allow_unmatched is not None
    )
    if allow_unmatched is not None:
        write_table(unprotected(coded.left_out), allow_unmatched)
    write_table(unprotected(coded.counts), output)
    people, left_out = int(coded.counts["count"].sum()), int(coded.left_out["people"].sum())
    if sums:
        line = f"{result.persons:,} persons = {people:,} in {len(coded.counts):,} figures"
        line += f" + {left_out:,} left out" if allow_unmatched is not None else ""
        say(f"Counted: {line}.")
        share = 100 * result.unknown_sex / result.persons
        say(f"Sex unknown: {result.unknown_sex:,} persons ({share:.1f} %).")
    else:
        rest = f" but those in {allow_unmatched}" if left_out else ""
        say(f"Counted: every person{rest}. {UNTOLD}")
    for note in result.notes:
        if note.doubtful:
            say(f"Warning: {note}. {note.hint}")
    if coded.lost:
        say(
            f"Warning: {f'{coded.lost:,} ' if sums else ''}persons are under a name that fits no "
            "place or origin. "
            f"See which: diasporamap check {output}"
        )
    noted = "; ".join(str(note) for note in result.notes if not note.doubtful)
    if noted:
        say(f"Note: {noted}.")
    if allow_unmatched is not None:
        whom = many(left_out, "person") if sums else "persons"
        say(f"Wrote {allow_unmatched}: {whom} of no known place.")
    say(f"Wrote {output}. It is not protected, and says so: keep it as you keep the register.")
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
        say(f"Wrote {beside}, the same persons: never add it to the others.")


def _coordinates(columns: str | None, *, units: bool) -> Coordinates | None:
    """Return the columns of coordinates with the grid that finds their places."""
    if columns is None:
        if units:
            raise click.UsageError("--units is of --coordinates. Add them, or leave it out.")
        return None
    from diasporamap.places.grid import coordinates

    lon, mark, lat = (part.strip() for part in columns.partition(","))
    if not (lon and mark and lat) or "," in lat:
        raise click.UsageError("--coordinates takes two columns: 'longitude,latitude'.")
    return coordinates(lon, lat, units=units)
