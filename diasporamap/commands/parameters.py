"""Options and arguments, whose texts are those of the catalogue of help.

A text is looked up when it is printed, in the language of messages: an option by its name, first
among what its own command says of options, then among what all commands say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from diasporamap.commands.defaults import FILE as DEFAULTS_FILE
from diasporamap.commands.defaults import default_of
from diasporamap.language.messages import message, messages_language
from diasporamap.language.texts import catalogue
from diasporamap.language.values import meant, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from click.shell_completion import CompletionItem

    from diasporamap.commands.defaults import Default

#: A word of a usage line or of what stands for a value, as FILE.
_METAVAR: Final = re.compile(r"[A-Z]{2,}")


def help_of(*path: str) -> str | None:
    """Return a text of the catalogue of help in the language of messages, None where it has none.

    A name may hold dots, as ``"commands.db.load"``.
    """
    found: Any = catalogue(messages_language(), "help")
    for part in ".".join(path[:-1]).split("."):
        found = found.get(part, {})
    said = found.get(path[-1])
    return said if isinstance(said, str) else None


def in_metavars(written: str) -> str:
    """Write what stands for values, as FILE, in the language of messages."""
    known = catalogue(messages_language(), "help")["metavars"]
    return _METAVAR.sub(lambda word: str(known.get(word[0], word[0])), written)


class Choice(click.Choice):  # type: ignore[type-arg,unused-ignore]
    """One of some names, the same in all languages, which are asked for when they are needed."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(())
        self._names = names

    @property
    def choices(self) -> tuple[str, ...]:
        """The names."""
        return tuple(self._names)

    @choices.setter
    def choices(self, _: object) -> None:
        """Take none of click's."""

    def written(self) -> list[str]:
        """Return the names as the language of messages has them."""
        return [str(name) for name in self.choices]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """List the names."""
        begin, end = "[]" if isinstance(param, click.Option) else "{}"
        return f"{begin}{'|'.join(self.written())}{end}"

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Say which names there are."""
        quoted = ", ".join(f"'{name}'" for name in self.written())
        known = {"en": quoted, "fr": ", ".join(self.written())}
        return message("click.no_choice", value=value, known=known)

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Say which names there are."""
        return message("click.choose", known=",\n\t".join(self.written()))


class NamedChoice(Choice):
    """One of some names, which may be given in any language."""

    def written(self) -> list[str]:
        """Return the names as the language of messages has them."""
        return [named(name) for name in super().written()]

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - click's
        """Return the program's name for the name."""
        return super().convert(value if value in self.choices else meant(value), param, ctx)


class _Names(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A name, or several with commas between, which may be given in any language."""

    name = "text"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:  # noqa: ANN401, ARG002 - click's
        """Return the program's names for the names."""
        return ",".join(meant(name) for name in str(value).split(","))


NAMES: Final = _Names()


class _Number(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A number, of at least `least`."""

    def __init__(self, kind: type[int | float], least: int | None = None) -> None:
        self.name = "integer" if kind is int else "float"
        self.kind, self.least = kind, least

    def convert(self, value: Any, param: Any, ctx: Any) -> int | float:  # noqa: ANN401 - click's
        """Turn a text into a number."""
        try:
            number = self.kind(value)
        except ValueError:
            self.fail(message(f"click.no_{self.name}", value=value), param, ctx)
        if self.least is not None and number < self.least:
            self.fail(message("click.too_small", value=value, least=self.least), param, ctx)
        return number


WHOLE: Final = _Number(int)
FROM_ONE: Final = _Number(int, least=1)
_TYPES: Final[Mapping[object, object]] = {int: WHOLE, float: _Number(float)}


class _Parameter(click.Parameter):
    """A parameter whose known names shells offer; a pattern of files names several."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:  # noqa: ANN401 - click's
        """Turn texts into values, a pattern as ``*.csv`` into all files that fit."""
        if isinstance(self.type, click.Path) and (self.multiple or self.nargs == -1) and value:
            value = tuple(name for written in value for name in _fitting(written))
        return super().type_cast_value(ctx, value)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Offer places, districts, layers and the like; else what the type knows."""
        from diasporamap.commands.completing import offered

        found = offered(self.flag if isinstance(self, Option) else self.name or "", ctx, incomplete)
        return super().shell_complete(ctx, incomplete) if found is None else found


class Argument(_Parameter, click.Argument):
    """An argument, whose name is written in the language of messages."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Write what stands for the value."""
        return in_metavars(super().make_metavar(ctx))


class Option(_Parameter, click.Option):
    """An option, whose help is a text of the catalogue.

    `said` names the text where it is not the option's own name; `fields` gives what its places
    are filled with. What is given twice, and takes one value, is refused. What is not given is as
    an environment variable or the file of defaults says; see `defaults`. Its `former` flags are
    taken too, and told nowhere.
    """

    def __init__(
        self,
        flags: Sequence[str] | None = None,
        *,
        said: str | None = None,
        former: Sequence[str] = (),
        fields: Callable[[], Mapping[str, object]] | None = None,
        **attributes: Any,  # noqa: ANN401 - click's
    ) -> None:
        kind = attributes.get("type")
        attributes["type"] = _TYPES.get(kind, kind) if isinstance(kind, type) else kind
        super().__init__(flags, **attributes)
        name = next(flag for flag in self.opts if flag.startswith("--")).removeprefix("--")
        self.said, self.fields, self.of, self.flag = said or name, fields, "", name
        self.former = dict.fromkeys(former, f"--{name}")

    @property
    def path(self) -> tuple[str, ...]:
        """The names of its command, none of an option of all commands."""
        return tuple(self.of.split(".")[1:])

    def consume_value(self, ctx: click.Context, opts: Any) -> tuple[Any, ParameterSource]:  # noqa: ANN401
        """Return the value, and whether it was typed or is a default that somebody set."""
        value, source = super().consume_value(ctx, opts)
        if source is not ParameterSource.DEFAULT or not self.path or ctx.resilient_parsing:
            return value, source
        default = default_of(self.path, self.flag)
        if default is None:
            return value, source
        from_file = default.where == DEFAULTS_FILE
        source = ParameterSource.DEFAULT_MAP if from_file else ParameterSource.ENVIRONMENT
        return self._as_typed(default.value), source

    def _as_typed(self, value: Any) -> Any:  # noqa: ANN401 - of TOML
        """Return a default as the command line would give it."""
        listed = value if isinstance(value, list) else [value]
        if self.multiple:
            return tuple(listed)
        if isinstance(value, list):
            return ",".join(map(str, value))
        return value if self.is_flag else str(value)

    def default_set(self, ctx: click.Context) -> Default | None:
        """Return the default that somebody set where it is the value."""
        set_by = ctx.get_parameter_source(self.name or "")
        if set_by not in (ParameterSource.DEFAULT_MAP, ParameterSource.ENVIRONMENT):
            return None
        return default_of(self.path, self.flag)

    def process_value(self, ctx: click.Context, value: Any) -> Any:  # noqa: ANN401 - click's
        """Turn a text into a value; say where a wrong one is from that nobody typed."""
        try:
            return super().process_value(ctx, value)
        except click.BadParameter as error:
            default = self.default_set(ctx)
            if default is None:
                raise
            told = message("config.wrong", message=error.message, where=default.where)
            raise click.BadParameter(told, ctx, self) from None

    @property
    def help(self) -> str:
        """What --help says of the option."""
        text = help_of(f"{self.of}.options", self.said) or help_of("options", self.said)
        if text is None:
            raise KeyError(self.said)
        return text.format(**(self.fields() if self.fields else {}))

    @help.setter  # noqa: A003 - click's name
    def help(self, _: str | None) -> None:
        """Leave out the text that click is given: the catalogue has it."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Write what stands for the value."""
        return in_metavars(super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return what the help lists: the names, and the text with what is so unless told."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        extra = self.get_help_extra(ctx)
        if "default" in extra and isinstance(self.type, (NamedChoice, _Names)):
            extra["default"] = ",".join(named(name) for name in str(extra["default"]).split(","))
        told = [
            message(f"click.{name}", value=", ".join(said) if isinstance(said, tuple) else said)
            for name, said in extra.items()
            if name in ("envvars", "default", "required")
        ]
        return record[0], f"{self.help}  [{'; '.join(told)}]" if told else self.help


def option(*flags: str, cls: type[Option] = Option, **attributes: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """Give a command an option."""
    return click.option(*flags, cls=cls, **attributes)


def argument(name: str, **attributes: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - click's
    """Give a command an argument."""
    return click.argument(name, cls=Argument, **attributes)


def _fitting(written: Any) -> Sequence[Any]:  # noqa: ANN401 - click's
    """Return the files that fit a pattern in their order, or what is written where it is none."""
    from glob import glob, has_magic
    from pathlib import Path

    text = str(written)
    found = glob(text) if has_magic(text) and not Path(text).exists() else []  # noqa: PTH207
    return sorted(found) or [written]
