"""A progress bar on the terminal's error stream, and nothing where nobody watches."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

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
    """Give the items one by one, with a bar of how many are done; `what` is a key of texts."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(
        items, _said(what), console=console, transient=True, disable=not console.is_terminal
    )


def _said(what: str) -> Message:
    return message(f"commands.progress.{what}")


def _late(*columns: ProgressColumn) -> Progress:
    """Return a line of progress that is not there in the first second."""
    from rich.console import Console
    from rich.progress import Progress

    class Late(Progress):
        def get_renderables(self) -> Iterator[RenderableType]:
            """Give nothing until the work has taken a second."""
            if any((task.elapsed or 0) > PATIENCE for task in self.tasks):
                yield from super().get_renderables()

    console = Console(stderr=True)
    return Late(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def late(what: str) -> Iterator[Callable[[str], None]]:
    """Give a function that is told each step, and shows it once the work takes over a second."""
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    with _late(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()) as line:
        task = line.add_task(_said(what), total=None)
        described = partial(message, "commands.progress.step", what=_said(what))
        yield lambda step: line.update(task, description=described(step=step))


@contextmanager
def amount(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how much is done and of how much, and draws the bar."""
    with _late() as bar:
        task = bar.add_task(_said(what), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
