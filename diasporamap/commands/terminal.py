"""Prints words that every terminal can show, and nothing that drives it."""

from __future__ import annotations

import codecs
import os
import re
import sys
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import click

from diasporamap.commands.streams import output_is_taken, take_output, without_folder
from diasporamap.files import MAKER
from diasporamap.language.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console

#: Signs that drive a terminal or turn the direction of what follows; a line break and a tab do not.
UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

#: What ASCII has for signs that are more than a letter with an accent.
_LIKE: Final = {
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    "\u2264": "<=",
    "\u2265": ">=",
    "\u00d7": "x",
    "\u0153": "oe",
    "\u00e6": "ae",
}
_SPELT: Final = f"{__name__}.spelt"


def visible(text: str) -> str:
    """Return a text with the signs of `UNSEEN` spelt as Python spells them."""
    return UNSEEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def say(text: object = "", **style: Any) -> None:  # noqa: ANN401 - click's
    """Print a line that was asked for; options are those of `click.style`.

    Where a table is printed in the place of a file, all else goes to the error stream. Colours are
    left out where the output is no terminal, or NO_COLOR is set (https://no-color.org).
    """
    context = click.get_current_context(silent=True)
    err = style.pop("err", False) or output_is_taken(context)
    written = without_folder(visible(str(text)), context)
    if style and not os.environ.get("NO_COLOR"):
        written = click.style(written, **style)
    click.echo(written, file=sys.stderr if err else sys.stdout)


def answer(kind: str, *, fg: Any = None, err: Any = False, **fields: object) -> None:  # noqa: ANN401
    """Print a text of the catalogue of commands; `fg` and `err` are those of `say`."""
    say(message(f"commands.{kind}", **fields), fg=fg, err=err)


def tell(kind: str, *, fg: Any = None, err: Any = False, **fields: object) -> None:  # noqa: ANN401
    """Print a text on what was done, as `answer` does, unless --quiet is given."""
    if not is_set("quiet"):
        answer(kind, fg=fg, err=err, **fields)


def print_json(value: object) -> None:
    """Print what programs read, on standard output; what is said afterwards goes elsewhere."""
    import json

    context = click.get_current_context()
    take_output(context)
    written = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(without_folder(visible(written), context))


def detail(text: object) -> None:
    """Print a line on how it is done, on the error stream, where --verbose is given."""
    if is_set("verbose"):
        say(text, err=True)


def is_set(loudness: str) -> bool:
    """Tell whether "quiet" or "verbose" is given to the command that runs."""
    context = click.get_current_context(silent=True)
    return context is not None and f"{MAKER}.{loudness}" in context.find_root().meta


def labelled(rows: Iterable[tuple[str, object]], least: int) -> list[str]:
    """Write a line a row, what follows the labels from one column on, the one after `least`."""
    listed = list(rows)
    width = max([least - 1, *(len(label) for label, _ in listed)]) + 1
    return [f"{label:<{width}}{value}".rstrip() for label, value in listed]


def terminal(*, soft_wrap: bool = True) -> Console:
    """Return what prints tables and lines of several styles."""
    from rich.console import Console
    from rich.text import Text  # noqa: TC002 - of a method's signature

    class Terminal(Console):
        """A console that shows every sign of a text, and no markup in it."""

        def render_str(self, text: str, **options: Any) -> Text:  # noqa: ANN401 - rich's
            return super().render_str(visible(text), **options)

    err = output_is_taken(click.get_current_context(silent=True))
    return Terminal(highlight=False, markup=False, emoji=False, soft_wrap=soft_wrap, stderr=err)


def spell_out() -> None:
    """Let the streams replace what their encoding does not have by what is most like it."""
    codecs.register_error(_SPELT, _spelt)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_SPELT)
    if sys.unraisablehook.__module__ != __name__:
        sys.unraisablehook = _but_of_the_system(sys.unraisablehook)


def _but_of_the_system(
    told: Callable[[sys.UnraisableHookArgs], object],
) -> Callable[[sys.UnraisableHookArgs], None]:
    """Keep silent of what the system refuses once more when something is closed after an error."""

    def hook(what: sys.UnraisableHookArgs) -> None:
        if not isinstance(what.exc_value, OSError):
            told(what)

    return hook


def _spelt(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    plain = (_LIKE.get(sign) or _letters(unicodedata.normalize("NFKD", sign)) for sign in signs)
    return "".join(spelt or "?" for spelt in plain), error.end


def _letters(decomposed: str) -> str:
    return decomposed.encode("ascii", "ignore").decode()
