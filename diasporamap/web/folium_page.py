"""The Folium map and the page around it, with nothing in them that a browser would fetch."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Figure
from folium.template import Template
from jinja2 import Environment

from diasporamap.language import text
from diasporamap.web.children import admitted_markup, admitted_scripts, require_offline
from diasporamap.web.embedding import asset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from branca.element import Element

#: Height of the page in a notebook, in pixels.
NOTEBOOK_HEIGHT = 640
#: Where the policy goes when all that it allows is written.
_POLICY = "POLICY-OF-THE-PAGE"
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)


class Page(Figure):
    """A page of its own template, filled with `parts`; texts are escaped wherever they stand."""

    _template = Environment(autoescape=True).from_string(asset("page.html"))

    def __init__(self, parts: Mapping[str, Any]) -> None:
        super().__init__(height=f"{NOTEBOOK_HEIGHT}px")
        self._id = "page"
        self.parts = dict(parts)
        self.policy = _POLICY
        self.header._children.clear()  # noqa: SLF001 - the template has its own meta elements

    def render(self, **kwargs: object) -> str:
        """Write the page, with a policy that allows its own scripts and styles and nothing else.

        Raises
        ------
        UsageError
            If something was added to the map that a page cannot show.
        """
        require_offline(self)
        for child in self._children.values():
            child.render(**kwargs)
        self.children = admitted_scripts(self)
        self.head, head_rules = admitted_markup(self.header.render(**kwargs))
        self.body, body_rules = admitted_markup(self.html.render(**kwargs))
        self.rules = "\n".join(filter(None, (head_rules, body_rules)))
        page = self._template.render(this=self, kwargs=kwargs)
        page = page.replace("\r\n", "\n").replace("\r", "\n")
        return page.replace(_POLICY, policy_of(page, self.parts["hosts"]), 1)

    def _repr_html_(self, **kwargs: object) -> str:
        """Show the page in a notebook, in a frame that may fill the screen.

        A notebook that is not trusted takes the frame out and leaves the words.
        """
        language = self.parts["language"]
        frame = (
            f'<iframe srcdoc="{escape(self.render(**kwargs))}" title="{escape(self._title())}" '
            'allow="fullscreen; clipboard-write" style="position: absolute; '
            'width: 100%; height: 100%; left: 0; top: 0; border: none"></iframe>'
        )
        return (
            f'<div style="position: relative; width: 100%; height: {NOTEBOOK_HEIGHT}px">'
            f'<span style="color: #52606d">{text("web.trust", language)}</span>{frame}</div>'
        )

    def _title(self) -> str:
        return str(self.parts["words"].named)


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


class WorldMap(folium.Map):
    """A Folium map in Equal Earth, without Folium's libraries from the network.

    On tiles it is in the Web Mercator projection that these are drawn in.
    Longitudes are degrees east; they may pass 180 on the eastern side of the map.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}
        <div class="folium-map" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
          center: {{ this.location|tojson }},
          crs: L.CRS.{{ this.crs }},
          ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, *, lon_0: float, mercator: bool = False) -> None:
        super().__init__(
            location=(0, lon_0),
            tiles=None,
            crs="EPSG3857" if mercator else "EqualEarth",
            zoom_start=2,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.1,
            zoom_delta=0.8,
            wheel_px_per_zoom_level=90,
            max_bounds_viscosity=0.9,
        )
        self._id = "world"
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []

    def add_child(
        self, child: Element, name: str | None = None, index: int | None = None
    ) -> Element:
        """Add an element of Folium's.

        Raises
        ------
        UsageError
            If a page cannot show it, because it would be loaded or is drawn for another projection.
        """
        require_offline(child)
        return super().add_child(child, name=name, index=index)
