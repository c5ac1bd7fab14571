"""A progress bar on the terminal's error stream, and nothing where nobody watches."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")


def steps(items: Sequence[Item], description: str) -> Iterator[Item]:
    """Give the items one by one, with a bar of how many are done.

    Parameters
    ----------
    items : sequence
        What is worked through.
    description : str
        The word before the bar.
    """
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(
        items, description, console=console, transient=True, disable=not console.is_terminal
    )


@contextmanager
def amount(description: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how much is done and of how much, and draws the bar.

    Parameters
    ----------
    description : str
        The word before the bar.
    """
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
