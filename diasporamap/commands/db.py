"""The commands `db`: keep the digital database, and take out of it what may be shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.district_options import by_option, district_options
from diasporamap.commands.options import (
    OUTPUT,
    Writer,
    choice,
    options_of,
    reading_options,
)
from diasporamap.commands.reading import release_of, say_release, say_written
from diasporamap.commands.terminal import say, terminal

if TYPE_CHECKING:
    from diasporamap.database import Loaded

#: A database: a file, or the address of a server, which is no path to be cleaned up.
DATABASE = click.argument("database", type=str)
#: The library checks what is loaded as what.
ABOUT = ("counts", "sources", "districts", "associations", "releases")
author_option = click.option(
    "--author",
    metavar="NAME",
    help="Who does it, kept with the load.  [default: DIASPORAMAP_AUTHOR, or the system's user]",
)
as_of_option = click.option(
    "--as-of", metavar="DAY", help="State at the end of this day (UTC), or after a load by number."
)


@click.group(name="db", epilog="Example: diasporamap db init diaspora.duckdb --origin CMR")
def command() -> None:
    """Keep counts, sources, districts, associations and releases in a database.

    DATABASE is a file that ends in .duckdb, or postgresql://host/name. It holds the figures of
    registers as they are: it is confidential, and only its owner may open the file.
    """


@command.command(epilog="Example: diasporamap db init diaspora.duckdb --origin CMR")
@DATABASE
@options_of("origin")
@author_option
@click.pass_context
def init(context: click.Context, database: str, origin: str, author: str | None) -> None:
    """Make a database with the codebook and the shipped districts; bring one up to date."""
    from diasporamap.database import create
    from diasporamap.store.address import is_server, label
    from diasporamap.store.migrations import VERSION

    given = context.get_parameter_source("origin") is click.core.ParameterSource.COMMANDLINE
    there = not is_server(database) and Path(database).exists()
    steps = create(database, origin=None if there and not given else origin, author=author)
    if not steps:
        say(f"{label(database)} is up to date (version {VERSION}).")
        return
    say(f"{'Brought up to date' if there else 'Made'}: {label(database)} (version {VERSION}).")
    if not is_server(database):
        say("It is confidential: only its owner may open it (mode 0600). Keep its backups so too.")


@command.command(
    epilog="Example: diasporamap db load diaspora.duckdb register_2026.csv --author 'Service des "
    "statistiques'"
)
@DATABASE
@click.argument("table", type=str, metavar="FILE")
@choice("--about", ABOUT, "What FILE holds.", "counts")
@click.option("--missions", type=Path, metavar="FILE", help="Missions of a table of districts.")
@author_option
@click.option("--reason", default="", metavar="TEXT", help="Why figures that are known change.")
@click.option(
    "--whole",
    is_flag=True,
    help="FILE has all figures of its sources, definitions and years: others are withdrawn.",
)
@click.option("--again", is_flag=True, help="Load a file that was loaded before once more.")
@options_of(
    *("sheet", "format", "origin", "sex_codes", "codebook", "sources", "year", "source"),
    *("definition", "aliases"),
)
@click.pass_context
def load(
    context: click.Context,
    /,
    database: str,
    table: str,
    *,
    origin: str,
    **options: Any,  # noqa: ANN401 - those of `diasporamap.database.load`
) -> None:
    """Load FILE, all of it or nothing. What was said before is kept, and a file counts once.

    FILE is any table of counts that maps take, a workbook that a mission filled in, or undesa:CMR;
    with --about a workbook of districts, a table of associations or a .release.json. Tables with a
    row a person are refused: count them first with aggregate.
    """
    from diasporamap.database import load as load_into

    given = context.get_parameter_source("origin") is click.core.ParameterSource.COMMANDLINE
    done = load_into(database, table, origin=origin if given else None, **options)
    _say_loaded(done, Path(table).name)


def _say_loaded(done: Loaded, file: str) -> None:
    """Say what a load did, without a number of figures: rows that are missing tell zeros."""
    if done.number is None:
        if done.same_as is None:
            say(f"Nothing to load: the database holds all that {file} says.")
        elif done.changes:
            say(f"Nothing changed: {file} is load {done.same_as}.")
        else:
            say(
                f"Nothing changed: {file} is load {done.same_as}, and was corrected since. To undo "
                "that, give --again and --reason."
            )
        return
    what = {"added": "new", "corrected": "corrected", "withdrawn": "withdrawn"}
    for name, each in done.changes.items():
        said = [word for key, word in what.items() if getattr(each, key)]
        if said:
            say(f"{name.capitalize():<13}{', '.join(said)}")
    if done.kept:
        say("Note: cells of the file are blank where a figure is known; the figure stays.")
    say(f"Load {done.number}: done.")


@command.command(
    cls=Writer,
    epilog="Example: diasporamap db workbook diaspora.duckdb paris.xlsx --source registre --year "
    "2026 --mission fra-paris",
)
@click.argument("database", type=str)
@click.argument("output", type=OUTPUT)
@click.option("--source", required=True, metavar="NAME", help="Source of the counts.")
@click.option("--year", type=int, required=True, help="Year of the counts.")
@click.option("--mission", metavar="ID", help="Prepare the rows of this mission's district.")
@click.option("--level", metavar="NAME", help="By part of the origin too, as region.")
@choice("--language", ("fr", "en"), "Language of headers and lists.", "fr")
def workbook(database: str, output: Path, source: str, **options: Any) -> None:  # noqa: ANN401
    """Write a workbook that a mission fills in, and that db load takes back.

    Countries, sexes and parts of the origin are chosen from lists, figures are checked as they are
    written, and what to do is said in French and English.
    """
    from diasporamap.counts.origin_files import read_origin
    from diasporamap.districts.tables import stored_districts
    from diasporamap.export.entry_workbook import EntrySpec, write_entry_workbook
    from diasporamap.store.reading import origin_of, read_declared

    declared = read_declared(database)
    if source not in declared:
        known = ", ".join(sorted(declared)) or "none"
        raise click.UsageError(
            f"The database has no source '{source}'. It has: {known}. Declare it: diasporamap db "
            "load DATABASE FILE.sources.toml --about sources."
        )
    origin = read_origin(origin_of(database))
    definition = declared[source].definition or "registered"
    spec = EntrySpec(source=source, definition=definition, **options)
    districts = stored_districts(database, origin=origin)
    rows = write_entry_workbook(output, spec, origin=origin, districts=districts)
    say_written(output)
    say(f"{rows} rows are prepared." if rows else "No row is prepared: choose the places.")


@command.command(name="list", epilog="Example: diasporamap db list diaspora.duckdb")
@DATABASE
@as_of_option
def list_contents(database: str, as_of: str | None) -> None:
    """List the loads, and which counts there are: sources, definitions, years. No figure."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from diasporamap.database.exports import contents

    done, series = contents(database, as_of)
    listing = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("Load", "Day", "About", "File", "Author", "Reason"):
        listing.add_column(heading, overflow="fold")
    for row in done.to_dict("records"):
        day = f"{row['at']:%Y-%m-%d %H:%M}"
        texts = (row[name] for name in ("table", "file", "author", "reason"))
        listing.add_row(str(row["load"]), day, *map(str, texts))
    console = terminal(soft_wrap=False)
    console.print(listing)
    for (source, definition), rows in series.groupby(["source", "definition"], dropna=False):
        years = ", ".join(rows["year"].astype("string").fillna("no year"))
        console.print(f"{source} ({definition}): {years}")


@command.command(
    epilog="Example: diasporamap db query diaspora.duckdb --source registre --year 2026"
)
@reading_options
@by_option("What rows are", more=("year", "age"))
@district_options
@choice("--language", ("fr", "en"), "Language of the table.", "fr")
def query(counts: Path, by: str, language: str, **options: Any) -> None:  # noqa: ANN401
    """Print figures of the database that may be shown, protected as on every map.

    COUNTS is the database. Its keeper sees all figures with --no-protection --confidential.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    told = "country" if by in ("year", "age") else by
    release = release_of(counts, told, **options)
    table = release.table(by=by, language=language)
    listing = Table(title=table.words.title, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for at, heading in enumerate(table.header):
        listing.add_column(heading, justify="left" if at == 0 else "right")
    for row in table.rows:
        listing.add_row(*table.written(row))
    console = terminal(soft_wrap=False)
    if table.words.stamp:
        console.print(table.words.stamp, style="bold red")
    console.print(listing)
    for head, paragraph in table.words.below(table.language):
        console.print(f"{head} {paragraph}")
    say_release(release, told)


@command.command(
    cls=Writer,
    epilog="Example: diasporamap db export diaspora.duckdb diaspora.sdmx.csv --source registre",
)
@reading_options
@click.argument("output", type=OUTPUT)
@by_option("What places are")
@district_options
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="All that the database holds, unprotected, for its keeper: .csv, which loads back whole, "
    "or .xlsx, a sheet a table. Needs --no-protection --confidential.",
)
def export(counts: Path, output: Path, by: str, *, everything: bool, **options: Any) -> None:  # noqa: ANN401
    """Write figures of the database, COUNTS, to OUTPUT: .sdmx.csv, .csv or .xlsx.

    Every year of a source and definition is written, protected as on every map, unless --year
    names one.
    """
    from diasporamap.database.exports import export_all, export_figures, require_export
    from diasporamap.protection import NONE

    require_export(output)
    if everything:
        if options["profile"] != NONE.name:
            raise click.UsageError(
                "--all takes out every figure as it is. Give --no-protection --confidential too, "
                "and keep OUTPUT as you keep the database."
            )
        export_all(counts, output, options["as_of"])
        say_written(output)
        say("It is not protected, and says so: keep it as you keep the database.")
        return
    one_year = options["year"]
    release = release_of(counts, by, **options)
    shown = release if one_year is not None else release.over()
    export_figures(shown, output, by)
    say_written(output)
    say_release(shown, by, drawn=shown.each(by))


@command.command(
    epilog="Example: diasporamap db history diaspora.duckdb place=FRA year=2026 --confidential"
)
@DATABASE
@click.argument("chosen", nargs=-1, metavar="COLUMN=VALUE...")
@choice(
    "--table", ("counts", "sources", "missions", "districts", "associations"), "Of what.", "counts"
)
@click.option("--confidential", is_flag=True, help="Needed for figures of people.")
def history(database: str, chosen: tuple[str, ...], table: str, *, confidential: bool) -> None:
    """Tell who said what of a figure, when and why: each COLUMN with its VALUE chooses rows.

    Figures are told as they are, and which there are tells more than maps do: that of counts needs
    --confidential.
    """
    from diasporamap.database.exports import history as history_of
    from diasporamap.language import both

    if table == "counts":
        if not confidential:
            told = "The history of a figure tells it as it is. Give --confidential, and keep it so."
            raise click.UsageError(told)
        say(both("confidential.unprotected"), fg="red")
    said = history_of(database, dict(_pair(text) for text in chosen), table=table)
    if said.empty:
        say("Nothing is known of such a row.")
        return
    of_loads = ["load", "withdrawn", "at", "author", "reason", "file"]
    own = [name for name in said if name not in (*of_loads, "count", "status")]
    before = ""
    for row in said.to_dict("records"):
        key = ", ".join(f"{name} {row[name]}" for name in own if _is_known(row[name]))
        if key != before:
            say(key)
        before = key
        figure = ""
        if table == "counts":
            figure = f": {int(row['count'])}" if _is_known(row["count"]) else ": no data"
        what = "withdrawn" if row["withdrawn"] else f"said{figure}"
        why = f" ({row['reason']})" if row["reason"] else ""
        when = f"{row['at']:%Y-%m-%d %H:%M}"
        say(f"  load {row['load']}, {when}, {row['author']}, {row['file']}{why}: {what}")


def _is_known(value: object) -> bool:
    import pandas as pd

    return value != "" and not pd.isna(value)  # type: ignore[call-overload]


def _pair(text: str) -> tuple[str, object]:
    """Read COLUMN=VALUE; years are numbers."""
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise click.UsageError(f"'{text}' is no COLUMN=VALUE, as place=FRA.")
    number = name.strip() == "year" and re.fullmatch(r"\d{4}", value.strip())
    return name.strip(), int(value) if number else value.strip()


@command.command(epilog="Example: diasporamap db backup diaspora.duckdb backups/2026-03-31.duckdb")
@DATABASE
@click.argument("output", type=Path)
def backup(database: str, output: Path) -> None:
    """Copy the database to OUTPUT (.duckdb) in one state, and compare the copy with it."""
    from diasporamap.database import backup as back_up

    number = back_up(database, output)
    say(f"Wrote {output}: {number} loads, compared with the database. It is as confidential.")


@command.command(epilog="Example: diasporamap db restore backups/2026-03-31.duckdb diaspora.duckdb")
@click.argument("backup_file", type=Path, metavar="BACKUP")
@DATABASE
@click.option("--force", is_flag=True, help="Give up the database that is there.")
def restore(backup_file: Path, database: str, *, force: bool) -> None:
    """Make DATABASE again from BACKUP: whole, or it stays as it was."""
    from diasporamap.database import restore as bring_back

    number = bring_back(backup_file, database, force=force)
    say(f"Restored {database}: {number} loads.")
