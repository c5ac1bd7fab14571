"""A matplotlib figure that keeps the words of its map, so that every file it becomes has them."""

from __future__ import annotations

from matplotlib.figure import Figure


class MapFigure(Figure):
    """A drawn map.

    Attributes
    ----------
    title, alt : str
        Title, and the text for those who do not see the map. They are empty until it is drawn.
    """

    title: str = ""
    alt: str = ""
