"""The command `aggregate`: turns a register or survey with a row a person into counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diasporamap.commands.options import FILE

if TYPE_CHECKING:
    from pathlib import Path


def _sex_codes(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> dict[str, str]:
    """Turn ``F=F,Femme=F,1=M`` into a mapping."""
    pairs = [part.rpartition("=") for part in (value or "").split(",") if part.strip()]
    if any(not mark or not code.strip() for code, mark, _ in pairs):
        raise click.BadParameter(f"'{value}' is no list of codes such as 'F=F,H=M,9=U'.")
    return {code.strip(): sex.strip() for code, _, sex in pairs}


@click.command(
    epilog="Example: diasporamap aggregate register.csv counts.csv --place 'Pays de résidence' "
    "--sex Sexe --sex-codes '1=M,2=F,9=U'"
)
@click.argument("persons", type=FILE)
@click.argument("output", type=FILE, metavar="OUTPUT")
@click.option("--place", required=True, metavar="COLUMN", help="Column of the place of residence.")
@click.option("--sex", required=True, metavar="COLUMN", help="Column of the sex.")
@click.option("--year", metavar="COLUMN", help="Column of a year, or of a day of which the year.")
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help="Further column to count by; give it again for more.",
)
@click.option(
    "--sex-codes",
    callback=_sex_codes,
    metavar="LIST",
    help="What codes of sex mean: F, M or U.  [default: known words, such as Femme or male]",
)
@click.option(
    "--codebook", type=FILE, metavar="FILE", help="XLSForm of the survey, for codes and labels."
)
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook that has several.")
def command(  # noqa: PLR0913 - the options
    persons: Path,
    output: Path,
    *,
    place: str,
    sex: str,
    year: str | None,
    by: tuple[str, ...],
    sex_codes: dict[str, str],
    codebook: Path | None,
    sheet: str | None,
) -> None:
    """Count PERSONS, a table with a row a person, and write the counts to OUTPUT (.csv or .xlsx).

    The file is read once, and nothing but the counts is kept. The counts are not protected yet:
    they hold small groups, and what shows them hides these.
    """
    from diasporamap.commands.progress import amount
    from diasporamap.counts.persons.aggregate import aggregate_persons
    from diasporamap.export.tables import require_ending, write_table

    require_ending(output)
    with amount("Reading") as progress:
        result = aggregate_persons(
            persons,
            place=place,
            sex=sex,
            year=year,
            by=by,
            sex_codes=sex_codes,
            codebook=codebook,
            sheet=sheet,
            progress=progress,
        )
    write_table(result.counts, output)
    people = int(result.counts["count"].sum())
    click.echo(f"Counted: {result.persons:,} persons = {people:,} in {len(result.counts):,} cells.")
    share = 100 * result.unknown_sex / result.persons
    click.echo(f"Sex unknown: {result.unknown_sex:,} persons ({share:.1f} %).")
    if result.note:
        click.echo(f"Note: {result.note}.")
    click.echo(f"Wrote {output}. It is not protected: keep it as you keep the register.")
