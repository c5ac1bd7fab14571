"""The command `aggregate`: turns a register or survey with a row a person into counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.options import FILE, OUTPUT, Writer, options_of
from diasporamap.commands.terminal import say

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=Writer,
    epilog="Example: diasporamap aggregate register.csv counts.csv --place 'Pays de résidence' "
    "--sex Sexe --sex-codes '1=M,2=F,9=U'. For a survey: diasporamap aggregate survey.xlsx "
    "counts.csv --place pays_residence --sex sexe --by langues/fr --codebook form.xlsx",
)
@click.argument("persons", type=FILE)
@click.argument("output", type=OUTPUT, metavar="OUTPUT")
@click.option("--place", required=True, metavar="COLUMN", help="Column of the place of residence.")
@click.option("--sex", required=True, metavar="COLUMN", help="Column of the sex.")
@click.option("--year", metavar="COLUMN", help="Column of a year, or of a day of which the year.")
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help="Further column to count by, or one answer of a question with several, as langues/fr; "
    "give it again for more.",
)
@options_of("origin", "sex_codes", "codebook", "aliases")
@click.option(
    "--sheet",
    metavar="NAME",
    help="Sheet of a workbook that has several.  [default: the submissions of a Kobo export]",
)
def command(
    persons: Path,
    output: Path,
    *,
    origin: str,
    aliases: Path | None,
    **options: Any,  # noqa: ANN401 - those of aggregate_persons
) -> None:
    """Count PERSONS, a table with a row a person, and write the counts to OUTPUT (.csv or .xlsx).

    A question of a survey is named with or without the groups that it is in. The file is read once,
    and nothing but the counts is kept. Names of places and of parts of the country of origin become
    codes, so that "France" and "FRA" are one place. The counts are not protected yet: they
    hold small groups, and what shows them hides these.
    """
    from diasporamap.commands.progress import amount
    from diasporamap.export.tables import require_ending, write_table
    from diasporamap.persons.aggregate import aggregate_persons
    from diasporamap.places.aliases import read_aliases
    from diasporamap.places.columns import with_codes

    require_ending(output)
    names = read_aliases(aliases, origin=origin) if aliases else None
    with amount("Reading") as progress:
        result = aggregate_persons(persons, progress=progress, **options)
    counts, lost = with_codes(result.counts, origin=origin, aliases=names)
    write_table(counts, output)
    people = int(counts["count"].sum())
    say(f"Counted: {result.persons:,} persons = {people:,} in {len(counts):,} figures.")
    share = 100 * result.unknown_sex / result.persons
    say(f"Sex unknown: {result.unknown_sex:,} persons ({share:.1f} %).")
    for note in result.notes:
        if note.doubtful:
            say(f"Warning: {note}. {note.hint}")
    if lost:
        say(
            f"Warning: {lost:,} persons are under a name that fits no place or origin. "
            f"See which: diasporamap check {output}"
        )
    noted = "; ".join(str(note) for note in result.notes if not note.doubtful)
    if noted:
        say(f"Note: {noted}.")
    say(f"Wrote {output}. It is not protected: keep it as you keep the register.")
