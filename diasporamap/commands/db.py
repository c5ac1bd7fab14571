"""The commands `db`: keep the digital database, and take out of it what may be shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import by_option, district_options
from diasporamap.commands.options import (
    FILE,
    OUTPUT,
    Writer,
    choice,
    language_option,
    options_of,
    reading_options,
)
from diasporamap.commands.reading import release_of, say_release, say_written
from diasporamap.commands.terminal import answer, labelled, say, tell, terminal
from diasporamap.errors import UsageError
from diasporamap.language import message, messages_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.database import Loaded
    from diasporamap.language import Message

#: A database: a file, or the address of a server, which is no path to be cleaned up.
DATABASE = parameters.argument("database", type=str)
#: The library checks what is loaded as what.
ABOUT = ("counts", "sources", "districts", "associations", "releases")
author_option = parameters.option("--author", metavar="NAME")
as_of_option = parameters.option("--as-of", metavar="DAY")


@base.group("db")
def command() -> None:
    """Keep counts, sources, districts, associations and releases in a database."""


@command.subcommand("init")
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
        tell("database.up_to_date", database=label(database), version=VERSION)
        return
    done = "brought_up_to_date" if there else "made"
    tell(f"database.{done}", database=label(database), version=VERSION)
    if not is_server(database):
        tell("database.confidential")


@command.subcommand("load")
@DATABASE
@parameters.argument("table", type=str, metavar="FILE")
@choice("--about", ABOUT, "counts")
@parameters.option("--missions", type=FILE, metavar="FILE")
@author_option
@parameters.option("--reason", default="", metavar="TEXT")
@parameters.option("--whole", is_flag=True)
@parameters.option("--again", is_flag=True)
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
    """Load FILE, all of it or nothing. What was said before is kept, and a file counts once."""
    from diasporamap.database import load as load_into

    given = context.get_parameter_source("origin") is click.core.ParameterSource.COMMANDLINE
    done = load_into(database, table, origin=origin if given else None, **options)
    _say_loaded(done, Path(table).name)


def _say_loaded(done: Loaded, file: str) -> None:
    """Say what a load did, without a number of figures: rows that are missing tell zeros."""
    if done.number is None:
        if done.same_as is None:
            tell("database.nothing_to_load", file=file)
        elif done.changes:
            tell("database.same_load", file=file, load=str(done.same_as))
        else:
            tell("database.same_load_corrected", file=file, load=str(done.same_as))
        return
    rows = []
    for name, each in done.changes.items():
        kinds = [kind for kind in ("added", "corrected", "withdrawn") if getattr(each, kind)]
        if kinds:
            said = ", ".join(message(f"commands.database.{kind}") for kind in kinds)
            rows.append((message(f"commands.database.{name}"), said))
    for line in labelled(rows, least=13):
        say(line)
    if done.kept:
        answer("database.blanks_kept")
    tell("database.loaded", load=str(done.number))


@command.subcommand("workbook", Writer)
@parameters.argument("database", type=str)
@parameters.argument("output", type=OUTPUT)
@parameters.option("--source", required=True, metavar="NAME")
@parameters.option("--year", type=int, required=True, metavar="YEAR")
@parameters.option("--mission", metavar="ID")
@parameters.option("--level", metavar="NAME")
@language_option
def workbook(database: str, output: Path, source: str, **options: Any) -> None:  # noqa: ANN401
    """Write a workbook that a mission fills in, and that db load takes back."""
    from diasporamap.counts.origin_files import read_origin
    from diasporamap.districts.tables import stored_districts
    from diasporamap.export.entry_workbook import EntrySpec, write_entry_workbook
    from diasporamap.store.reading import origin_of, read_declared

    declared = read_declared(database)
    if source not in declared:
        kind = "no_source" if declared else "no_sources"
        raise UsageError(message(f"commands.database.{kind}", name=source, known=sorted(declared)))
    origin = read_origin(origin_of(database))
    definition = declared[source].definition or "registered"
    spec = EntrySpec(source=source, definition=definition, **options)
    districts = stored_districts(database, origin=origin)
    rows = write_entry_workbook(output, spec, origin=origin, districts=districts)
    say_written(output)
    tell(f"database.{'prepared' if rows else 'none_prepared'}", number=rows)


@command.subcommand("list")
@DATABASE
@as_of_option
def list_contents(database: str, as_of: str | None) -> None:
    """List the loads, and which counts there are: sources, definitions, years. No figure."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from diasporamap.database.exports import contents

    done, series = contents(database, as_of)
    listing = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("load", "day", "about", "file", "author", "reason"):
        listing.add_column(message(f"commands.database.{heading}"), overflow="fold")
    for row in done.to_dict("records"):
        day = f"{row['at']:%Y-%m-%d %H:%M}"
        texts = (row[name] for name in ("table", "file", "author", "reason"))
        listing.add_row(str(row["load"]), day, *map(str, texts))
    console = terminal(soft_wrap=False)
    console.print(listing)
    for (source, definition), rows in series.groupby(["source", "definition"], dropna=False):
        no_year = str(message("commands.database.no_year"))
        years = ", ".join(rows["year"].astype("string").fillna(no_year))
        of_series = {"source": str(source), "definition": str(definition), "years": years}
        console.print(message("commands.database.series", **of_series))


@command.subcommand("query")
@reading_options
@by_option("year", "age")
@district_options
def query(counts: Path, by: str, **options: Any) -> None:  # noqa: ANN401
    """Print figures of the database that may be shown, protected as on every map."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    told = "country" if by in ("year", "age") else by
    release = release_of(counts, told, **options)
    table = release.table(by=by, language=messages_language())
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


@command.subcommand("export", Writer)
@reading_options
@parameters.argument("output", type=OUTPUT)
@by_option()
@district_options
@parameters.option("--all", "everything", is_flag=True)
def export(counts: Path, output: Path, by: str, *, everything: bool, **options: Any) -> None:  # noqa: ANN401
    """Write figures of the database, COUNTS, to OUTPUT: .sdmx.csv, .csv or .xlsx."""
    from diasporamap.database.exports import export_all, export_figures, require_export
    from diasporamap.protection import NONE

    require_export(output)
    if everything:
        if options["profile"] != NONE.name:
            raise UsageError(message("commands.database.all_protected"))
        export_all(counts, output, options["as_of"])
        say_written(output)
        answer("database.unprotected")
        return
    one_year = options["year"]
    release = release_of(counts, by, **options)
    shown = release if one_year is not None else release.over()
    export_figures(shown, output, by)
    say_written(output)
    say_release(shown, by, drawn=shown.each(by))


@command.subcommand("history")
@DATABASE
@parameters.argument("chosen", nargs=-1, metavar="COLUMN=VALUE...")
@choice("--about", ("counts", "sources", "missions", "districts", "associations"), "counts")
@parameters.option("--confidential", is_flag=True)
def history(database: str, chosen: tuple[str, ...], about: str, *, confidential: bool) -> None:
    """Tell who said what of a figure, when and why: each COLUMN with its VALUE chooses rows."""
    from diasporamap.database.exports import history as history_of
    from diasporamap.language import both

    if about == "counts":
        if not confidential:
            raise UsageError(message("commands.database.history_confidential"))
        say(both("confidential.unprotected"), fg="red")
    said = history_of(database, dict(_pair(text) for text in chosen), table=about)
    if said.empty:
        answer("database.nothing_known")
        return
    of_loads = ["load", "withdrawn", "at", "author", "reason", "file"]
    own = [name for name in said if name not in (*of_loads, "count", "status")]
    before = ""
    for row in said.to_dict("records"):
        key = ", ".join(f"{name} {row[name]}" for name in own if _is_known(row[name]))
        if key != before:
            say(key)
        before = key
        kind = "history_line_reason" if row["reason"] else "history_line"
        when = f"{row['at']:%Y-%m-%d %H:%M}"
        who = {name: str(row[name]) for name in ("load", "author", "file", "reason")}
        answer(f"database.{kind}", when=when, what=_what_was_said(row, about), **who)


def _what_was_said(row: Mapping[Any, Any], table: str) -> Message:
    """Write what one load said: a figure, that there is none, or that it holds no longer."""
    if row["withdrawn"]:
        return message("commands.database.withdrew")
    if table != "counts":
        return message("commands.database.said")
    if not _is_known(row["count"]):
        return message("commands.database.said_no_data")
    return message("commands.database.said_figure", figure=str(int(row["count"])))


def _is_known(value: object) -> bool:
    import pandas as pd

    return value != "" and not pd.isna(value)  # type: ignore[call-overload]


def _pair(text: str) -> tuple[str, object]:
    """Read COLUMN=VALUE; years are numbers."""
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise UsageError(message("commands.database.no_pair", text=text))
    number = name.strip() == "year" and re.fullmatch(r"\d{4}", value.strip())
    return name.strip(), int(value) if number else value.strip()


@command.subcommand("backup")
@DATABASE
@parameters.argument("output", type=Path)
def backup(database: str, output: Path) -> None:
    """Copy the database to OUTPUT (.duckdb) in one state, and compare the copy with it."""
    from diasporamap.database import backup as back_up

    number = back_up(database, output)
    tell("database.backed_up", file=output, loads=number)


@command.subcommand("restore")
@parameters.argument("backup_file", type=Path, metavar="BACKUP")
@DATABASE
@parameters.option("--force", is_flag=True)
def restore(backup_file: Path, database: str, *, force: bool) -> None:
    """Make DATABASE again from BACKUP: whole, or it stays as it was."""
    from diasporamap.database import restore as bring_back

    number = bring_back(backup_file, database, force=force)
    tell("database.restored", database=database, loads=number)
