"""Lets what Folium adds to a map into a page, which loads nothing, or refuses it in words."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from branca.colormap import ColorMap
from branca.element import CssLink, Element, IFrame, JavascriptLink
from folium import CustomIcon, GeoJson, TileLayer, WmsTileLayer
from folium.elements import JSCSSMixin
from folium.raster_layers import ImageOverlay, VideoOverlay

from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from branca.element import Figure

    from diasporamap.language import Message

#: What lies in Mercator's plane or shows another page, and the text of why it is refused.
_REFUSED: Final = (
    ((TileLayer, WmsTileLayer), "tiles"),
    ((ImageOverlay, VideoOverlay), "picture"),
    ((IFrame,), "frame"),
)
_TAG: Final = re.compile(r"<[a-zA-Z][^<>]*>")
_STYLE: Final = re.compile(r"""\sstyle\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_HANDLER: Final = re.compile(r"\son\w+\s*=", re.IGNORECASE)
_LOADED: Final = re.compile(
    r"""<(?:script|link|img|iframe|embed|object|video|audio|source)\b[^>]*?\s(?:src|href|data)\s*=\s*"""
    r"""["']?(?!data:image/|#)([^"'\s>]+)""",
    re.IGNORECASE,
)
_FETCHED: Final = re.compile(r"""@import|url\(\s*["']?(?!data:|#)""", re.IGNORECASE)
#: How finely a scale of colours is read.
_SAMPLES: Final = 240


def require_offline(element: Element) -> None:
    """Refuse an element, or one in it, that a page could not show, and say what it can.

    Raises
    ------
    UsageError
        If it needs a script, a style sheet or a picture from the network, or lies in the plane of
        another projection.
    """
    for each in _within(element):
        if reason := _reason(each):
            raise UsageError(
                message(
                    "page.refused",
                    what=type(each).__name__,
                    why=reason,
                    welcome=message("page.welcome"),
                )
            )


def _within(element: Element) -> Iterator[Element]:
    yield element
    parts = [getattr(element, part, None) for part in ("html", "script", "header", "icon")]
    inside = [part for part in parts if isinstance(part, Element)]
    inside += element._children.values()  # noqa: SLF001 - the tree has no other door
    for child in {id(each): each for each in inside}.values():
        yield from _within(child)


def _reason(element: Element) -> Message | None:
    """Say why an element cannot be on a page, None if it can."""
    for kinds, reason in _REFUSED:
        if isinstance(element, kinds):
            return message(f"page.reasons.{reason}")
    urls = [url for url in _urls(element) if not url.startswith("data:")]
    return message("page.would_load", what=urls[0]) if urls else None


def _urls(element: Element) -> list[str]:
    """Return what a browser would load for an element."""
    match element:
        case JavascriptLink() | CssLink():
            return [element.url]
        case JSCSSMixin():
            return [url for _, url in (*element.default_js, *element.default_css)]
        case GeoJson() if not element.embed:
            return [str(element.embed_link)]
        case CustomIcon():
            found = (element.options.get(key) for key in ("icon_url", "shadow_url"))
            return [str(url) for url in found if url]
    return []


def admitted_scripts(figure: Figure) -> list[str]:
    """Return the scripts of what was added to a figure, one an element, once it was rendered.

    Scales of colours are drawn by the page instead of a library.
    """
    scales = {
        each.get_name(): each
        for child in figure._children.values()  # noqa: SLF001
        for each in _within(child)
        if isinstance(each, ColorMap)
    }
    if scales:
        figure.header._children.pop("d3", None)  # noqa: SLF001
    return [
        _scale_script(scales[name]) if name in scales else element.render()
        for name, element in figure.script._children.items()  # noqa: SLF001
    ]


def _scale_script(scale: ColorMap) -> str:
    """Return the script that draws a scale of colours."""
    from diasporamap.web.embedding import json_text

    length = scale.vmax - scale.vmin or 1
    read = [scale(scale.vmin + length * (at + 0.5) / _SAMPLES) for at in range(_SAMPLES)]
    parts: list[tuple[float, float, str]] = []
    for colour, run in groupby(range(_SAMPLES), key=read.__getitem__):
        ats = list(run)
        parts.append((round(ats[0] / _SAMPLES, 4), round((ats[-1] + 1) / _SAMPLES, 4), colour))
    ticks = [
        (round((tick - scale.vmin) / length, 4), tick)
        for tick in scale.tick_labels or scale.index
        if isinstance(tick, (int, float))
    ]
    given = {"caption": str(scale.caption), "colours": parts, "ticks": ticks}
    return f"diasporamap.addScale(map_world, {json_text(given)});"


def admitted_markup(markup: str) -> tuple[str, str]:
    """Return markup whose styles have gone into rules, and these rules, which a policy can allow.

    Raises
    ------
    UsageError
        If the markup would load something, or do something when it is touched.
    """
    if found := _LOADED.search(markup):
        raise UsageError(
            message("page.loads_nothing", what=found[1], welcome=message("page.welcome"))
        )
    if found := _FETCHED.search(markup):
        raise UsageError(
            message("page.markup_loads", what=found[0], welcome=message("page.welcome"))
        )
    rules: list[str] = []

    def without_style(tag: re.Match[str]) -> str:
        if _HANDLER.search(tag[0]):
            raise UsageError(message("page.handler", tag=tag[0]))

        def named(style: re.Match[str]) -> str:
            rules.append(f'[data-rule="{len(rules)}"] {{ {_unescaped(style[1][1:-1])} }}')
            return f' data-rule="{len(rules) - 1}"'

        return _STYLE.sub(named, tag[0])

    return _TAG.sub(without_style, markup), "\n".join(rules)


def _unescaped(style: str) -> str:
    from html import unescape

    return unescape(style).translate({ord(sign): None for sign in "<>{}"})
