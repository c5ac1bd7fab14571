"""Options that commands share: which counts are read and how, in which language they are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from diasporamap.counts.origin import DEFAULT_ORIGIN
from diasporamap.language import LANGUAGES
from diasporamap.protection import PROFILES, STANDARD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Command = TypeVar("Command", bound="Callable[..., Any]")

#: Options before they are made: the names and attributes of each, by parameter.
Options: TypeAlias = "dict[str, tuple[tuple[str, ...], dict[str, Any]]]"

#: The formats of `diasporamap.readers.FORMATS`, named here so that no reader is imported for help.
FORMAT_NAMES = (
    *("kobo", "sdmx", "eurostat-tsv", "oecd-legacy"),
    *("undesa", "undesa-matrix", "table"),
)

#: A file to read. The library opens it, so that its own message names the hint.
FILE = click.Path(path_type=Path)


def _sex_codes(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> dict[str, str] | None:
    """Turn ``F=F,Femme=F,1=M`` into a mapping."""
    if value is None:
        return None
    from diasporamap.persons.meanings import parse_sex_codes

    return parse_sex_codes(value)


#: What codes mean, in a survey or a register.
_CODES: Options = {
    "sex_codes": (
        ("--sex-codes",),
        {
            "callback": _sex_codes,
            "metavar": "LIST",
            "help": "What codes of sex mean, as '1=M,2=F,9=U'.  "
            "[default: known words, such as Femme]",
        },
    ),
    "codebook": (
        ("--codebook",),
        {
            "type": FILE,
            "metavar": "FILE",
            "help": "XLSForm of a survey, for codes and labels.",
        },
    ),
}

#: The country that the people come from.
ORIGIN: dict[str, Any] = {
    "default": DEFAULT_ORIGIN,
    "show_default": True,
    "metavar": "CODE",
    "help": "Country that the people come from, ISO 3166-1 alpha-3, or a file that describes it "
    "(.toml). Of a table of many, as UN DESA's, its people are taken.",
}

origin_option = click.option("--origin", **ORIGIN)

#: How COUNTS is read and which of it is shown.
_READING: Options = {
    "sheet": (
        ("--sheet",),
        {"metavar": "NAME", "help": "Sheet of a workbook that has several."},
    ),
    "format": (
        ("--format",),
        {
            "type": click.Choice(list(FORMAT_NAMES)),
            "help": "What kind of file COUNTS is.  [default: told by the file]",
        },
    ),
    "born_in": (
        ("--origin", "--born-in", "born_in"),
        ORIGIN,
    ),
    **_CODES,
    "sources_file": (
        ("--sources", "sources_file"),
        {
            "type": FILE,
            "metavar": "FILE",
            "help": "Sources file.  [default: beside COUNTS, with the ending .sources.toml]",
        },
    ),
    "year": (("--year",), {"type": int, "help": "Year to show.  [default: the last one]"}),
    "source": (
        ("--source",),
        {"metavar": "NAME", "help": "Source to show, where there are several."},
    ),
    "definition": (
        ("--definition",),
        {"metavar": "NAME", "help": "Definition to show, as born_in or registered."},
    ),
    "profile": (
        ("--profile",),
        {
            "type": click.Choice(list(PROFILES)),
            "default": STANDARD.name,
            "show_default": True,
            "help": "How strictly small cells are hidden.",
        },
    ),
    "aliases": (
        ("--aliases",),
        {"type": FILE, "metavar": "FILE", "help": "Table of your own place names and codes."},
    ),
    "allow_unmatched": (
        ("--allow-unmatched",),
        {
            "type": FILE,
            "metavar": "FILE",
            "help": "Go on without the rows that fit no place, and write them to FILE.",
        },
    ),
}

#: What some of them are about where there are several files; those may be given several times.
_SEVERAL = {
    "sheet": "Sheet to read of the workbooks that have it; give it again for others.",
    "format": "What kind of file all COUNTS are; or once for each file, in their order.",
    "sources_file": "Sources file of the files that have none beside them; or once for each file.",
    "source": "Source to keep of the files that have several; give it again for more.",
    "definition": "Definition to keep of the files that have several; give it again for more.",
}

_SHOWING = (
    click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default=LANGUAGES[0],
        show_default=True,
        help="Language of every text shown.",
    ),
    click.option(
        "--style",
        default="iom",
        show_default=True,
        metavar="NAME",
        help="A shipped style, or a style file (.toml).",
    ),
)


def reading_options(command: Command) -> Command:
    """Add COUNTS and the options that say how it is read, all for `reading.read_counts_of`."""
    return _with((click.argument("counts", type=FILE), *_made(_READING)), command)


def codes_options(command: Command) -> Command:
    """Add --sex-codes and --codebook, for a command that has not all of `reading_options`."""
    return _with(_made(_CODES), command)


def several_reading_options(command: Command) -> Command:
    """Add COUNTS of several files and the same options, all for `comparison.compare_counts`."""
    several = {
        name: (names, attributes | {"multiple": True, "help": _SEVERAL[name]})
        if name in _SEVERAL
        else (names, attributes)
        for name, (names, attributes) in _READING.items()
    }
    counts = click.argument("counts", type=FILE, nargs=-1, required=True, metavar="COUNTS...")
    return _with((counts, *_made(several)), command)


def showing_options(command: Command) -> Command:
    """Add --language and --style."""
    return _with(_SHOWING, command)


def _made(options: Options) -> list[Callable[[Command], Command]]:
    """Make options of their names and attributes."""
    return [click.option(*names, **attributes) for names, attributes in options.values()]


def _with(options: Sequence[Callable[[Command], Command]], command: Command) -> Command:
    """Add options so that --help lists them in the order given."""
    for option in reversed(options):
        command = option(command)
    return command
