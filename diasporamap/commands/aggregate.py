"""The command `aggregate`: turns a register or survey with a row a person into counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.options import FILE, FORCE, OUTPUT, Writer, choice, options_of
from diasporamap.commands.terminal import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diasporamap.persons.coordinates import Coordinates

#: What is said in the place of numbers of persons.
UNTOLD = "How many is not told: beside a protected map sums give away what it hides (--sums tells)."


@click.command(
    cls=Writer,
    epilog="Example: diasporamap aggregate register.csv counts.csv --place 'Pays de résidence' "
    "--sex Sexe --sex-codes '1=M,2=F,9=U'. For a survey: diasporamap aggregate survey.xlsx "
    "counts.csv --place pays_residence --sex sexe --by langues/fr --codebook form.xlsx",
)
@click.argument("persons", type=FILE)
@click.argument("output", type=OUTPUT, metavar="OUTPUT")
@click.option(
    "--place", metavar="COLUMN", help="Column of the place of residence.  [default: by its header]"
)
@click.option(
    "--coordinates",
    metavar="LON,LAT",
    help="Columns of longitude and latitude, in degrees, instead: the country that they lie in.",
)
@click.option("--units", is_flag=True, help="With --coordinates: the first-level unit too.")
@click.option("--sex", metavar="COLUMN", help="Column of the sex.  [default: by its header]")
@click.option("--year", metavar="COLUMN", help="Column of a year, or of a day of which the year.")
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help="Further column to count by, or one answer of a question with several, as langues/fr; "
    "give it again for more. Years of arrival are counted by ten years.",
)
@click.option(
    "--id",
    "identifier",
    metavar="COLUMN",
    help="Column that tells persons apart, as a number of a file; nothing of it is kept.",
)
@choice("--duplicates", ("keep", "drop"), "Count further rows of a person too, or drop them.")
@click.option(
    "--sums",
    is_flag=True,
    help="Tell how many persons are counted, and how many are of unknown sex. Keep what is printed "
    "then: beside a protected map it gives away what that hides.",
)
@click.option(
    "--engine",
    metavar="NAME",
    help="What counts: python, row by row; duckdb, on all cores; or where Spark runs, as local[2] "
    "or spark://HOST:7077. All give the same.  [default: duckdb for large files, if installed]",
)
@options_of("origin", "sex_codes", "codebook", "aliases", "allow_unmatched")
@click.option(
    "--sheet",
    metavar="NAME",
    help="Sheet of a workbook, or table of a DuckDB file, that has several.  [default: the "
    "submissions of a Kobo export]",
)
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
    """Count PERSONS, a table with a row a person, and write the counts to OUTPUT (.csv or .xlsx).

    Answers to the questionnaire of "diasporamap form" are counted with no option: by places in
    OUTPUT, and by age, education and all else in a file each beside it, since all of it together
    would tell persons apart. A question of a survey is named with or without the groups that it is
    in. Only the columns that are named are read, and nothing but the counts is kept. Names of
    places and of parts of the country of origin become codes, so that "France" and "FRANCE" are one
    place. The counts are not protected yet: they hold small groups, and what shows them hides
    these.
    """
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
