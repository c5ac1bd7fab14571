"""Puts the layers of a sheet together to one SVG."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from matplotlib.axis import Axis
from matplotlib.spines import Spine

from diasporamap.files import MAKER
from diasporamap.sheet.page import layer_of
from diasporamap.sheet.svg.letters import embedded
from diasporamap.sheet.svg.paths import short
from diasporamap.sheet.svg.renderer import SvgRenderer

if TYPE_CHECKING:
    from matplotlib.artist import Artist

    from diasporamap.sheet.page import MapFigure

#: Points in an inch.
INCH: Final = 72
SPACES: Final = " ".join(
    f'xmlns{name}="{address}"'
    for name, address in (
        ("", "http://www.w3.org/2000/svg"),
        (":xlink", "http://www.w3.org/1999/xlink"),
        (":inkscape", "http://www.inkscape.org/namespaces/inkscape"),
        (":rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        (":cc", "http://creativecommons.org/ns#"),
        (":dc", "http://purl.org/dc/elements/1.1/"),
    )
)


def svg_of(figure: MapFigure, *, svg_text: bool) -> str:
    """Return a figure as SVG, its texts as outlines or, with `svg_text`, as text."""
    before = figure.dpi
    figure.dpi = INCH
    try:
        width, height = figure.get_size_inches() * INCH
        renderer = SvgRenderer(float(width), float(height), svg_text=svg_text)
        figure.patch.draw(renderer)
        renderer.end_layer("page")
        for layer, artists in groupby(_artists(figure), key=lambda a: layer_of(a.get_zorder())):
            for artist in artists:
                artist.draw(renderer)
            renderer.end_layer(layer)
    finally:
        figure.dpi = before
    return _document(figure, renderer)


def _artists(figure: MapFigure) -> list[Artist]:
    """Return what a figure draws, the lowest first."""
    drawn = [
        artist
        for axes in figure.axes
        for artist in axes.get_children()
        if artist is not axes.patch and not isinstance(artist, Axis | Spine)
    ]
    return sorted(drawn, key=lambda artist: artist.get_zorder())


def _document(figure: MapFigure, renderer: SvgRenderer) -> str:
    width, height = renderer.get_canvas_width_height()
    language = f" xml:lang={quoteattr(figure.language)} lang={quoteattr(figure.language)}"
    head = (
        f'<svg {SPACES} role="img"{language if figure.language else ""} version="1.1" '
        f'width="{width / INCH * 25.4:.6g}mm" height="{height / INCH * 25.4:.6g}mm" '
        f'viewBox="0 0 {short(width)} {short(height)}" stroke-linejoin="round">'
    )
    definitions = [written for _, written in renderer.definitions.values()]
    faces = [embedded(file, signs) for file, signs in sorted(renderer.signs.items())]
    if faces:
        definitions.append(f"<style>{''.join(faces)}</style>")
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8" standalone="no"?>',
            head,
            f"<title>{escape(figure.title)}</title>",
            f"<desc>{escape(figure.alt)}</desc>",
            _metadata(figure),
            *(["<defs>", *definitions, "</defs>"] if definitions else []),
            *(_layer(name, drawn) for name, drawn in renderer.layers),
            "</svg>\n",
        ]
    )


def _layer(name: str, drawn: str) -> str:
    """Return a layer as programs that edit drawings know it."""
    return f'<g id="{name}" inkscape:groupmode="layer" inkscape:label="{name}">\n{drawn}\n</g>'


def _metadata(figure: MapFigure) -> str:
    """Say what the file is and who made it, by which `files.is_ours` knows it."""
    words = {"title": figure.title, "description": figure.alt, "language": figure.language}
    told = "".join(f"<dc:{key}>{escape(is_)}</dc:{key}>" for key, is_ in words.items() if is_)
    stamp = f"<dc:subject><rdf:Bag><rdf:li>{escape(figure.stamp)}</rdf:li></rdf:Bag></dc:subject>"
    return (
        '<metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>'
        f"<dc:creator><cc:Agent><dc:title>{MAKER}</dc:title></cc:Agent></dc:creator>"
        f"{told}{stamp if figure.stamp else ''}</cc:Work></rdf:RDF></metadata>"
    )
