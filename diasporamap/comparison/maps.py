"""Draws and writes the map of ranges of a comparison: on paper and as a page, from one spec."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES, message
from diasporamap.maps import MapSpec
from diasporamap.maps.range_maps import compose_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    import folium

    from diasporamap.comparison.table import Comparison
    from diasporamap.maps import Composition
    from diasporamap.sheet.page import MapFigure
    from diasporamap.web.page import WebPage

#: Ending of a page.
PAGE = ".html"


def draw_range_map(comparison: Comparison, **options: Any) -> MapFigure:  # noqa: ANN401
    """Draw the lowest and the highest figure of each country on an A4 sheet, landscape.

    Parameters
    ----------
    comparison : Comparison
        What is compared, as `compare_counts` returns it; migrants of all origins stay out.
    **options
        Those of `MapSpec` but the measure, which is the comparison's: `language`,
        `title`, `subtitle`, `labels`, `style`.

    Returns
    -------
    matplotlib.figure.Figure
        The sheet: a disc for the lowest figure shown in a ring for the highest, and grey dashed
        circles where only one figure is shown.

    Raises
    ------
    UsageError, StyleError
        If fewer than two sources are compared, or an option makes no sense.
    """
    from diasporamap.sheet.draw import draw_composition

    return draw_composition(_composed(comparison, options))


def web_range_map(comparison: Comparison, **options: Any) -> folium.Map:  # noqa: ANN401
    """Make the page of the same map; it tells every source's figure of each country.

    Parameters, errors and what is shown are those of `draw_range_map`.
    """
    return _page(comparison, options).map()


def save_range_map(
    comparison: Comparison,
    paths: str | PathLike[str] | Sequence[str | PathLike[str]],
    **options: Any,  # noqa: ANN401
) -> str:
    """Write the map of ranges to files, each in the format that its ending names.

    Parameters
    ----------
    comparison, **options
        As for `draw_range_map`.
    paths : path-like or sequence of path-like
        Files that end in ``.png``, ``.svg``, ``.pdf``, ``.jpg``, ``.webp`` or ``.html``. Each is
        written whole or not at all.

    Returns
    -------
    str
        The text for those who do not see the map.

    Raises
    ------
    UsageError, StyleError
        As for `draw_range_map`; also if an ending is another, or a file cannot be written.
    """
    from diasporamap.sheet import save_map
    from diasporamap.sheet.draw import draw_composition

    targets = [Path(paths)] if isinstance(paths, (str, PathLike)) else list(map(Path, paths))
    for target in targets:
        require_map_ending(target)
    composition = _composed(comparison, options)
    sheets = [target for target in targets if target.suffix.lower() != PAGE]
    figure = draw_composition(composition) if sheets else None
    for target in targets:
        if figure is not None and target in sheets:
            save_map(figure, target)
        else:
            _page(comparison, options).save(target)
    return composition.words.alt


def require_map_ending(path: str | PathLike[str]) -> None:
    """Refuse a file to write that is no map, before any work is done."""
    from diasporamap.sheet.endings import ENDINGS

    if Path(path).suffix.lower() not in (*ENDINGS, PAGE):
        endings = [*ENDINGS, PAGE]
        raise UsageError(message("comparison.ending", path=str(path), endings=endings))


def _page(comparison: Comparison, options: dict[str, Any]) -> WebPage:
    from diasporamap.counts.origin import WORLD
    from diasporamap.maps.ranges import ranges_of
    from diasporamap.web.page import page_of_views
    from diasporamap.web.ranges import range_page
    from diasporamap.web.tokens import page_style

    spec = _spec(comparison, options)
    if spec.extent != WORLD:
        raise UsageError(message("comparison.page_extent"))
    languages = (spec.language, *(known for known in LANGUAGES if known != spec.language))
    style = page_style(spec.style)
    both = {
        language: compose_range(comparison.compared, replace(spec, language=language), style=style)
        for language in languages
    }
    return page_of_views(range_page(both, ranges_of(comparison.compared, comparison.measure)))


def _composed(comparison: Comparison, options: dict[str, Any]) -> Composition:
    return compose_range(comparison.compared, _spec(comparison, options))


def _spec(comparison: Comparison, options: dict[str, Any]) -> MapSpec:
    return MapSpec(measure=comparison.measure, **options)
