"""Fills the template of a page, with a policy that allows its own scripts and styles alone."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from diasporamap.web.embedding import asset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Where the policy goes when all that it allows is written.
POLICY: Final = "POLICY-OF-THE-PAGE"
_INLINE: Final = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)
#: What Leaflet calls the planes of pages.
EQUAL_EARTH, MERCATOR = "EqualEarth", "EPSG3857"
#: A part of a template that may be left out, and a field of it.
_PART: Final = re.compile(r"\s*\{%- if ([\w.-]+) %\}(.*?)\s*\{%- endif %\}", re.DOTALL)
_FIELD: Final = re.compile(r"\{\{ ([\w.-]+)(\|safe)? \}\}")
#: Signs that have a meaning in HTML, as a text has them.
ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"})
#: Which of the words of a map stand in the template.
WORDS: Final = ("alt", "stamp", "named", "title", "subtitle")
#: The map of a page to which nothing was added, as Folium writes it: the end of the page's head,
#: the element of the map, and the script that makes it, with its middle and its projection.
HEAD: Final = "\n    "
BODY: Final = '\n    \n        <div class="folium-map" id="map_world"></div>\n        '
SCRIPT: Final = """
        var map_world = L.map("map_world", {
          center: [0.0, LON_0],
          crs: L.CRS.PLANE,
          ...{
  "zoom": 2,
  "zoomControl": false,
  "preferCanvas": false,
  "attributionControl": false,
  "zoomSnap": 0.1,
  "zoomDelta": 0.8,
  "wheelPxPerZoomLevel": 90,
  "maxBoundsViscosity": 0.9,
}
        });
        """


@dataclass(frozen=True)
class Filling:
    """What the template of a page is filled with: its `parts`, and the map and what is on it.

    Texts of `parts` are escaped wherever they stand. `head` and `body` are markup, `children`
    scripts, the map's first, and `rules` those of styles in the markup.
    """

    parts: Mapping[str, Any]
    head: str
    body: str
    children: Sequence[str]
    rules: str = ""

    @property
    def written(self) -> str:
        """The page, with its policy."""
        page = filled(asset("page.html"), self._fields())
        page = page.replace("\r\n", "\n").replace("\r", "\n")
        return page.replace(POLICY, policy_of(page, self.parts["hosts"]), 1)

    def _fields(self) -> dict[str, str]:
        """Return what stands in the template by name."""
        parts = dict(self.parts)
        words, colours = parts.pop("words"), parts.pop("colours")
        return {
            **parts,
            **{f"colours.{name}": colour for name, colour in colours.items()},
            **{name: getattr(words, name) for name in WORDS},
            "policy": POLICY,
            "head": self.head,
            "body": self.body,
            "rules": self.rules,
            "added": "added" if len(self.children) > 1 else "",
            "children": "\n".join(f"<script>\n{child}\n</script>" for child in self.children),
            "tiled": f", {parts['tiles']}" if parts["tiles"] else "",
        }


def plain_filling(parts: Mapping[str, Any], lon_0: float, *, mercator: bool) -> Filling:
    """Return what a page is filled with to whose map nothing was added."""
    plane = MERCATOR if mercator else EQUAL_EARTH
    script = SCRIPT.replace("LON_0", repr(float(lon_0))).replace("PLANE", plane)
    return Filling(parts, HEAD, BODY, [script])


def filled(template: str, fields: Mapping[str, str]) -> str:
    """Fill a template in: texts are escaped, and what is ``safe`` stands as it is.

    What is between an ``if`` and its ``endif`` stands where the field is not blank.
    """

    def part(found: re.Match[str]) -> str:
        return found[2] if fields[found[1]] else ""

    def field(found: re.Match[str]) -> str:
        written = fields[found[1]]
        return written if found[2] else written.translate(ESCAPED)

    return _FIELD.sub(field, _PART.sub(part, template))


def policy_of(page: str, hosts: tuple[str, ...] = ()) -> str:
    """Return the content security policy of a page: its own scripts and styles by their hashes.

    Pictures and fonts are in the page, and `hosts` may give it tiles; nothing else is loaded.
    """
    found: dict[str, dict[str, None]] = {"script": {}, "style": {}}
    for kind, attributes, content in _INLINE.findall(page):
        if "application/json" not in attributes:
            digest = b64encode(sha256(content.encode()).digest()).decode()
            found[kind][f"'sha256-{digest}'"] = None
    pictures = " ".join(("data:", *hosts))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(found['script'])}",
            f"style-src {' '.join(found['style'])}",
            f"img-src {pictures}",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
