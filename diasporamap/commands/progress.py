"""A progress bar on the terminal's error stream, and nothing where nobody watches."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from decimal import Decimal
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeVar

from diasporamap.commands.terminal import detail, is_set
from diasporamap.language.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import RenderableType
    from rich.progress import Progress, ProgressColumn

    from diasporamap.language import Message

Item = TypeVar("Item")

#: Seconds of work before a line tells what is being done.
PATIENCE: Final = 1.0


def steps(items: Sequence[Item], what: str) -> Iterator[Item]:
    """Give the items one by one; a bar tells how many are done once they take over a second.

    `what` is a key of texts, here and below.
    """
    with amount(what) as told:
        for number, item in enumerate(items):
            told(number, len(items))
            yield item


def _said(kind: str, **fields: object) -> Message:
    return message(f"commands.progress.{kind}", **fields)


def _late(*columns: ProgressColumn) -> Progress:
    """Return a line of progress that is not there in the first second, nor with --quiet."""
    from rich.console import Console
    from rich.progress import Progress

    class Late(Progress):
        def get_renderables(self) -> Iterator[RenderableType]:
            """Give nothing until the work has taken a second."""
            if any((task.elapsed or 0) > PATIENCE for task in self.tasks):
                yield from super().get_renderables()

    console = Console(stderr=True)
    return Late(*columns, console=console, transient=True, disable=not console.is_terminal)


def _is_watched() -> bool:
    """Tell whether somebody may see a line of progress, before what draws one is loaded."""
    return not is_set("quiet") and (sys.stderr.isatty() or "FORCE_COLOR" in os.environ)


@contextmanager
def late(what: str) -> Iterator[Callable[[str], None]]:
    """Give a function that is told each step, and shows it once the work takes over a second."""
    said = _said(what)
    if not _is_watched():
        with _timed(said):
            yield lambda _step: None
        return
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with _timed(said), _late(*columns) as line:
        task = line.add_task(said, total=None)
        yield lambda step: line.update(task, description=_said("step", what=said, step=step))


@contextmanager
def amount(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how much is done and of how much, and draws the bar."""
    said = _said(what)
    if not _is_watched():
        with _timed(said):
            yield lambda _done, _of: None
        return
    with _timed(said), _late() as bar:
        task = bar.add_task(said, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextmanager
def _timed(what: Message) -> Iterator[None]:
    """Print how long it took, with --verbose."""
    begun = perf_counter()
    yield
    seconds = Decimal(f"{perf_counter() - begun:.1f}")
    detail(_said("took", what=what, seconds=seconds))
