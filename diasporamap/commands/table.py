"""``diasporamap table``: writes a table of a counts table for a report or other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import by_option, district_options, require_by
from diasporamap.commands.measuring import since_option
from diasporamap.commands.options import (
    FILE,
    OUTPUT,
    Writer,
    choice,
    reading_options,
    showing_options,
)
from diasporamap.commands.points import counted_option, given_points, say_points
from diasporamap.commands.progress import steps
from diasporamap.commands.reading import release_of, say_release, say_written
from diasporamap.commands.refusals import refuse
from diasporamap.commands.sheets import listed
from diasporamap.commands.terminal import print_json, tell
from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: What a table may be by, beside what the tables of a release are by.
BY = ("year", "sources", "log")
#: Per cent of what; the library checks it.
PERCENT = ("row", "column")
#: Options of a release that are handed on to the releases of other sources.
SHARED = ("origin", "profile", "confidential")


@base.command("table", Writer)
@reading_options
@parameters.argument("outputs", type=OUTPUT, nargs=-1, metavar="[OUTPUT]...")
@by_option(*BY, categories=True)
@district_options
@since_option
@parameters.option("--with", "beside", type=FILE, multiple=True, metavar="COUNTS")
@parameters.option(
    "--of", "logged", type=parameters.NAMES, callback=listed, multiple=True, metavar="TABLE"
)
@counted_option
@parameters.option("--top", type=int, metavar="N")
@parameters.option("--group-under", type=int, default=0, metavar="N")
@parameters.option("--sexes/--no-sexes", default=True)
@choice("--percent", PERCENT)
@parameters.option("--hxl", is_flag=True)
@showing_options
@parameters.option("--title")
@parameters.option("--json", "as_json", is_flag=True)
def command(
    counts: Path,
    outputs: tuple[Path, ...],
    by: str,
    hxl: bool,  # noqa: FBT001 - click's
    beside: tuple[Path, ...],
    logged: tuple[str, ...],
    points: Path | None,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Write a table of COUNTS, a row a place, women first, to each OUTPUT."""
    from dataclasses import fields

    from diasporamap.api import release as release_beside
    from diasporamap.export import TableSpec
    from diasporamap.export.formats import WITH_HXL, ending_of, require_writable
    from diasporamap.export.formats.data_package import ENDING, write_data_package

    as_json = options.pop("as_json")
    if not outputs and not as_json:
        refuse("commands.table.no_output", click.get_current_context())
    packages = [output for output in outputs if output.suffix.lower() == ENDING]
    files = [output for output in outputs if output not in packages]
    tagged = {file: hxl and ending_of(file) in WITH_HXL for file in files}
    for file in files:
        require_writable(file, hxl=hxl and not any(tagged.values()))
    spec = {field.name: options.pop(field.name) for field in fields(TableSpec)}
    TableSpec(**spec)  # what makes no sense is refused before anything is read
    _refuse_unused(by, beside, logged, options)
    counted = given_points(points, options["as_of"], counted_by=by)
    told = logged or ("country" if by in BY else by,)
    release = release_of(counts, *told, every=by == "sources", **options)
    shared = {name: options[name] for name in SHARED}
    others = [release_beside(path, every=True, **shared) for path in beside]
    table = release.table(by=by, beside=others, points=counted, **spec)
    if as_json:
        print_json(table.as_json())
    for file in steps(files, "writing"):
        table.write(file, hxl=tagged[file])
        say_written(file)
    for package in packages:
        write_data_package(table, files, package)
        say_written(package)
    say_points(counted)
    say_release(release, *told)
    tell("table.rows", title=table.words.title, number=len(table.rows))


def _refuse_unused(
    by: str, beside: Sequence[Path], logged: Sequence[str], options: Mapping[str, Any]
) -> None:
    """Refuse options that are about tables of another kind, and what no table is by."""
    from diasporamap.api import YEAR
    from diasporamap.counts.origin_files import read_origin

    if beside and by != "sources":
        raise UsageError(message("commands.table.with_unused"))
    if logged and by != "log":
        raise UsageError(message("commands.table.of_unused"))
    if by == "sources" and (options["year"] is not None or options["since"] is not None):
        raise UsageError(message("commands.table.sources_years"))
    for name in logged:
        require_by(name, read_origin(options["origin"]), categories=True)
    if by not in BY:
        require_by(by, read_origin(options["origin"]), categories=True)
    if by == YEAR and (options["year"] is not None or options["since"] is not None):
        raise UsageError(message("commands.table.all_years"))
