"""Options that commands share: which counts are read and how, in which language they are shown."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import click
from click.core import ParameterSource

from diasporamap.commands import base, parameters, streams
from diasporamap.commands.refusals import refuse
from diasporamap.counts.origin import DEFAULT_ORIGIN
from diasporamap.errors import UsageError
from diasporamap.files import MAKER, check_outputs
from diasporamap.language import LANGUAGES, message
from diasporamap.language.messages import joined
from diasporamap.protection import NONE, PROFILES, STANDARD
from diasporamap.readers.options import FORMATS, ReadingOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Command = TypeVar("Command", bound="Callable[..., Any]")
Option: TypeAlias = "Callable[[Any], Any]"


class _Input(click.Path):
    """A file to read, or ``-`` for what is piped in.

    The library opens it, so that its own message names the hint. Of several files a pattern, as
    ``*.csv``, names all that fit where the shell did not.
    """

    envvar_list_splitter = os.pathsep

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - click's
        """Return the path."""
        path = super().convert(value, param, ctx)
        return streams.from_input(ctx) if str(value) == streams.DASH and ctx else path


FILE = _Input(path_type=Path)


class _Output(click.Path):
    """A file to write, by which `Writer` knows it, or ``-`` for a table that is printed."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - click's
        """Return the path."""
        path = super().convert(value, param, ctx)
        return streams.to_output(ctx) if str(value) == streams.DASH and ctx else path


OUTPUT = _Output(path_type=Path)


class Writer(base.Command):
    """A command that writes files, and refuses at once those that it must not write over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(*args, **kwargs)
        self.add(parameters.Option(["--force"], is_flag=True))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Check all files to write against all that are read, then run the command."""
        outputs: list[Path] = []
        given: list[Path] = []
        ctx.meta[FORCE] = ctx.params.pop("force")
        for param in self.params:
            value = ctx.params.get(param.name or "")
            values = [*value] if isinstance(value, tuple) else [value]
            texts = [text for text in values if isinstance(text, (str, Path))]
            (outputs if isinstance(param.type, _Output) else given).extend(map(Path, texts))
            if any(isinstance(text, str) and _UNFIT.search(text) for text in texts):
                refuse("commands.unfit", ctx, option=param.opts[0])
        check_outputs(outputs, _read_too(given), force=ctx.meta[FORCE])
        done = super().invoke(ctx)
        streams.print_output(ctx)
        return done


#: Signs that no text of a map can hold: those that drive a terminal, and bytes that are no UTF-8.
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

#: Where a context keeps whether --force is given.
FORCE = f"{MAKER}.force"


def _read_too(given: Sequence[Path]) -> list[Path]:
    """Return the files among what options give, with the sources files beside them."""
    from diasporamap.counts.sources import sources_file_of

    read = [path for path in given if path.is_file()]
    return [*read, *(beside for path in read if (beside := sources_file_of(path)).is_file())]


def _sex_codes(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> dict[str, str] | None:
    """Turn ``F=F,Femme=F,1=M`` into a mapping; given twice, both count."""
    if not values:
        return None
    from diasporamap.persons.meanings import parse_sex_codes

    return parse_sex_codes(",".join(values))


def _one_origin(
    context: click.Context, option: click.Parameter, values: tuple[str, ...]
) -> str | None:
    """Take the country that is named once, or the same every time; else that of shipped counts."""
    if context.get_parameter_source(option.name or "") is ParameterSource.DEFAULT:
        from diasporamap.readers.reference import origin_named

        counts = context.params.get("counts")
        own = origin_named(counts if isinstance(counts, tuple) else [counts])
        return own or values[0]
    if len(set(values)) > 1:
        names = joined(dict.fromkeys(values))
        raise UsageError(message("commands.options.several_origins", names=names))
    return values[0]


class _Format(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """The name of a reader; the library refuses one that there is not."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """List the readers, also those that were added from outside."""
        registry = sys.modules.get("diasporamap.readers.registry")
        return f"[{'|'.join(FORMATS if registry is None else registry.READERS)}]"


#: The attributes of options by the type that the fields of `ReadingOptions` name.
_TYPES: dict[str, dict[str, Any]] = {
    "file": {"type": FILE},
    "output": {"type": OUTPUT},
    "sources": {"type": FILE, "former": ("--sources",)},
    "format": {"type": _Format()},
    "year": {"type": int},
    "codes": {"callback": _sex_codes, "multiple": True},
    "origin": {
        "former": ("--born-in",),
        "multiple": True,
        "default": (DEFAULT_ORIGIN,),
        "show_default": True,
        "callback": _one_origin,
    },
}


def choice(
    flag: str,
    names: Iterable[str],
    default: str | None = None,
    fields: Callable[[], Mapping[str, object]] | None = None,
) -> Option:
    """Make an option that is one of some names; `fields` are those of its help."""
    kinds = parameters.NamedChoice(names)
    shown = default is not None
    return parameters.option(flag, type=kinds, default=default, show_default=shown, fields=fields)


#: How figures are protected; `_protecting` makes of the second and third what the library takes.
_PROTECTION = (
    choice("--profile", PROFILES, fields=lambda: {"standard": STANDARD.name}),
    parameters.option("--no-protection", is_flag=True),
    parameters.option("--confidential", is_flag=True),
)


def _protecting(command: Command) -> Command:
    """Let a command be given the profile "none" for --no-protection."""

    @wraps(command)
    def protected(**options: Any) -> Any:  # noqa: ANN401 - click's
        if options.pop("no_protection"):
            _refuse_protection(options)
            options["profile"] = NONE.name
        return command(**options)

    return protected  # type: ignore[return-value]


def _refuse_protection(options: Mapping[str, Any]) -> None:
    """Refuse --no-protection where outputs would not say so, or beside a profile."""
    context = click.get_current_context()
    if context.get_parameter_source("profile") is ParameterSource.COMMANDLINE:
        raise UsageError(message("commands.options.no_protection_and_profile"))
    if not options["confidential"]:
        raise UsageError(message("commands.options.no_protection_alone"))


_EARLIER = (
    parameters.option(
        "--release", "pattern_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE"
    ),
    parameters.option("--against", type=FILE, multiple=True, metavar="FILE"),
)


def _made(*names: str, several: bool = False) -> list[Option]:
    """Make the options of the fields of `ReadingOptions`, or of those that are named."""
    made = []
    for option in fields(ReadingOptions):
        if names and option.name not in names:
            continue
        said = option.metadata
        flags = [said.get("flag", "--" + option.name.replace("_", "-")), option.name]
        attributes: dict[str, Any] = {"metavar": said.get("metavar")} | _TYPES.get(
            said.get("type", ""), {}
        )
        if several and "several" in said:
            attributes["multiple"] = True
        made.append(parameters.option(*flags, **attributes))
    return made


#: Adds --language to a command that makes something: in French unless told, whatever the machine
#: speaks.
language_option = parameters.option(
    "--language",
    said="language_made",
    type=parameters.Choice(LANGUAGES),
    default=base.language_made,
)
_SHOWING = (
    language_option,
    parameters.option("--style", default="iom", show_default=True, metavar="NAME"),
)


def reading_options(command: Command) -> Command:
    """Add COUNTS and the options that say how it is read and how its figures are protected."""
    options = (parameters.argument("counts", type=FILE), *_made(), *_PROTECTION, *_EARLIER)
    return with_options(options, _protecting(command))


def auditing_options(command: Command) -> Command:
    """Add the options of `reading_options` but those of what is made: an audit makes nothing."""
    options = (parameters.argument("counts", type=FILE), *_made(), _PROTECTION[0], *_EARLIER)
    return with_options(options, command)


def options_of(*names: str) -> Callable[[Command], Command]:
    """Return what adds some of the options, for a command that has not all of them."""
    return lambda command: with_options(_made(*names), command)


def several_reading_options(command: Command) -> Command:
    """Add COUNTS of several files and the same options, all for `comparison.compare_counts`."""
    counts = parameters.argument("counts", type=FILE, nargs=-1, required=True, metavar="COUNTS...")
    return with_options((counts, *_made(several=True), *_PROTECTION), _protecting(command))


def showing_options(command: Command) -> Command:
    """Add --language and --style."""
    return with_options(_SHOWING, command)


def with_options(options: Sequence[Option], command: Command) -> Command:
    """Add options so that --help lists them in the order given."""
    for option in reversed(options):
        command = option(command)
    return command


#: Adds --origin alone, for a command that reads no counts.
origin_option = options_of("origin")
