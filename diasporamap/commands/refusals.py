"""What click refuses of a command line, written in the language of messages."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from diasporamap.commands.terminal import visible
from diasporamap.language.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator


class Refusal(click.UsageError):
    """A command line that is refused, shown with its usage and where its help is."""

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - click's
        """Print what is refused to `file`, else to the error stream."""
        lines: list[str] = [message("click.error", message=self.message)]
        if self.ctx is not None:
            option = max(self.ctx.help_option_names, key=len)
            path = self.ctx.command_path
            lines[:0] = [self.ctx.get_usage(), message("click.try", command=path, option=option)]
            lines[2:2] = [""]
        for line in lines:
            click.echo(visible(line), file=file or sys.stderr)


def refuse(kind: str, ctx: click.Context, **fields: object) -> NoReturn:
    """Refuse a command line with a message."""
    raise Refusal(message(kind, **fields), ctx)


@contextmanager
def in_words(ctx: click.Context | None = None) -> Iterator[None]:
    """Turn what click refuses into a refusal in the language of messages."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        if isinstance(error, Refusal):
            raise
        error.ctx = error.ctx or ctx
        raise Refusal(_said(error), error.ctx) from None


def _said(error: click.UsageError) -> str:
    """Write an error of click; it has no words of its own but where a callback gave them."""
    if isinstance(error, click.MissingParameter) and error.param is not None:
        kind = "option" if isinstance(error.param, click.Option) else "argument"
        missing = message(f"click.missing_{kind}", name=_name(error))
        choose = error.param.type.get_missing_message(param=error.param, ctx=error.ctx)
        return f"{missing} {choose}" if choose else missing
    if isinstance(error, click.BadParameter) and error.param is not None:
        return message("click.bad_value", name=_name(error), message=error.message)
    if isinstance(error, click.NoSuchOption):
        near = [name for name in error.possibilities or () if not name.startswith("--no-")]
        kind = "no_option_near" if near else "no_option"
        return message(f"click.{kind}", name=error.option_name, near="".join(near[:1]))
    if isinstance(error, click.BadOptionUsage) and error.ctx is not None:
        flags = [
            flag
            for param in error.ctx.command.get_params(error.ctx)
            if isinstance(param, click.Option) and param.is_flag
            for flag in (*param.opts, *param.secondary_opts)
        ]
        kind = "takes_no_value" if error.option_name in flags else "needs_value"
        return message(f"click.{kind}", name=error.option_name)
    return error.format_message()


def _name(error: click.BadParameter) -> str:
    """Return how a parameter is named, as its longest flag or as FILE."""
    param = error.param
    if isinstance(param, click.Argument) and error.ctx is not None:
        return param.make_metavar(error.ctx)
    return " / ".join(param.opts) if param is not None else ""
