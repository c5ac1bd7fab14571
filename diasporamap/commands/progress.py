"""A progress bar on the terminal's error stream, and nothing where nobody watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
