"""What all commands are made of: click's parts, whose texts are those of the catalogue of help.

A text is looked up when it is printed, in the language of messages. What click itself says is of
the catalogue `click`; `refusals` writes what it refuses; `parameters` has options and arguments.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import click

from diasporamap.commands.defaults import language_set
from diasporamap.commands.parameters import Choice, Option, help_of, in_metavars
from diasporamap.commands.refusals import in_words, refuse
from diasporamap.commands.terminal import detail
from diasporamap.language.messages import message, speaking
from diasporamap.language.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diasporamap.language import Language

#: Where a context keeps the language that the command line named before the command.
LANGUAGE: Final = "diasporamap.language"


class _Spoken(click.Command):
    """A command or a group: its texts are those of the catalogue under `words`."""

    def __init__(self, name: str | None = None, *, words: str = "", **attributes: Any) -> None:  # noqa: ANN401
        self.words = words
        super().__init__(name, **attributes)
        if not any("--language" in param.opts for param in self.params):
            self.add(
                Option(
                    ["--language"], type=Choice(LANGUAGES), expose_value=False, callback=_remember
                )
            )
        for flags in (("--quiet", "-q"), ("--verbose", "-v")):
            self.add(Option(flags, is_flag=True, expose_value=False, callback=_set_loudness))
        for param in self.params:
            if isinstance(param, Option):
                param.of = words

    def add(self, option: Option) -> None:
        """Add an option after those that there are."""
        option.of = self.words
        self.params.append(option)

    @property
    def help(self) -> str | None:
        """What --help says of the command."""
        return help_of(self.words, "text") or self.short_help

    @help.setter  # noqa: A003 - click's name
    def help(self, _: str | None) -> None:
        """Leave out the text that click is given: the catalogue has it."""

    @property
    def short_help(self) -> str | None:
        """What a list of commands says of the command."""
        return help_of(self.words, "short")

    @short_help.setter
    def short_help(self, _: str | None) -> None:
        """Leave out the text that click is given: the catalogue has it."""

    @property
    def epilog(self) -> str | None:
        """An example, under the help."""
        return help_of(self.words, "example")

    @epilog.setter
    def epilog(self, _: str | None) -> None:
        """Leave out the text that click is given: the catalogue has it."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help with its text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = message("click.help")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = in_metavars(" ".join(self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, prefix=message("click.usage") + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options."""
        listed = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [param.get_help_record(ctx) for param in listed]
        with formatter.section(message("click.options")):
            formatter.write_dl([record for record in records if record is not None])

    def make_context(self, *args: Any, **options: Any) -> click.Context:  # noqa: ANN401 - click's
        """Read the command line of this command; what it refuses is in the language of messages."""
        with in_words():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Run the command; what it refuses is in the language of messages."""
        self._tell_defaults(ctx)
        with in_words():
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and refuse an option that is given twice and takes one value."""
        args = self._renamed(args)
        with in_words(ctx):
            _, _, order = self.make_parser(ctx).parse_args([*args])
        for param, times in Counter(order).items():
            once = isinstance(param, click.Option) and not (param.multiple or param.count)
            if times > 1 and once and not ctx.resilient_parsing:
                refuse("click.given_twice", ctx, name=param.opts[-1])
        return super().parse_args(ctx, args)

    def _tell_defaults(self, ctx: click.Context) -> None:
        """Print the defaults that somebody set and the command takes, with --verbose."""
        for option in self.params:
            default = option.default_set(ctx) if isinstance(option, Option) else None
            if isinstance(option, Option) and default is not None:
                value, where = str(default.value), default.where
                detail(message("config.used", option=option.flag, value=value, where=where))

    def _renamed(self, args: Sequence[str]) -> list[str]:
        """Return the arguments with the flags that options have today, as far as options go."""
        options = [param for param in self.params if isinstance(param, Option)]
        now = {flag: name for option in options for flag, name in option.former.items()}
        until = args.index("--") if "--" in args else len(args)
        split = [word.partition("=") for word in args[:until]]
        named = [now.get(flag, flag) + mark + value for flag, mark, value in split]
        return [*named, *args[until:]]

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:  # noqa: ANN401
        """Run a command line, in the language that it names anywhere by --language."""
        import sys

        given = sys.argv[1:] if args is None else [*args]
        with speaking(_asked(given) or language_set()):
            return super().main(args, *more, **options)


class Command(_Spoken):
    """A command."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and refuse those that nothing takes."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            refuse("click.unexpected", ctx, number=len(rest), names=" ".join(rest))
        return rest


class Group(_Spoken, click.Group):
    """Commands under one name."""

    def subcommand(
        self, name: str, cls: type[Command] = Command
    ) -> Callable[[Callable[..., Any]], Command]:
        """Make a command of the group from a function, as `command` does."""

        def of_group(function: Callable[..., Any]) -> Command:
            made = click.command(name, cls=cls, words=f"{self.words}.{name}")(function)
            self.add_command(made)
            return made

        return of_group

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the commands without importing them."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        names = self.list_commands(ctx)
        said = [(name, help_of(f"{self.words}.{name}", "short") or "") for name in names]
        with formatter.section(message("click.commands")):
            formatter.write_dl(said)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or refuse the word with the nearest one."""
        name, known = args[0], self.list_commands(ctx)
        if name not in known and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, known, n=1)
            kind = "no_command_near" if near else "no_command"
            refuse(f"click.{kind}", ctx, name=name, near="".join(near))
        return super().resolve_command(ctx, args)


def command(words: str, cls: type[Command] = Command) -> Callable[[Callable[..., Any]], Command]:
    """Make a command from a function; `words` are its name after those of its groups."""
    return click.command(words.rpartition(".")[2], cls=cls, words=f"commands.{words}")


def group(name: str, **attributes: Any) -> Callable[[Callable[..., Any]], Group]:  # noqa: ANN401
    """Make a group of commands from a function."""
    return click.group(name, cls=Group, words=f"commands.{name}", **attributes)


def language_made() -> str:
    """Return the language of what a command makes where its own --language does not say it."""
    return str(click.get_current_context().meta.get(LANGUAGE, LANGUAGES[0]))


def _remember(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    """Keep the language that was named before the command, for what it makes."""
    if value is not None:
        ctx.meta[LANGUAGE] = value


def _set_loudness(ctx: click.Context, option: click.Parameter, value: bool) -> None:  # noqa: FBT001
    """Keep that less or more is to be printed."""
    if value:
        ctx.find_root().meta[f"diasporamap.{option.name}"] = True


def _asked(arguments: Sequence[str]) -> Language | None:
    """Return the last language that a command line names by --language."""
    asked = None
    for at, word in enumerate(arguments):
        flag, mark, value = word.partition("=")
        if word == "--":
            break
        if flag == "--language":
            value = value if mark else "".join(arguments[at + 1 : at + 2])
            asked = next((known for known in LANGUAGES if known == value), asked)
    return asked
