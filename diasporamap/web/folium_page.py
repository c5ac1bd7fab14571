"""The Folium map and the page around it, with nothing in them that a browser would fetch."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Figure
from folium.template import Template

from diasporamap.language import text
from diasporamap.web.children import admitted_markup, admitted_scripts, require_offline
from diasporamap.web.template import EQUAL_EARTH, MERCATOR, Filling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from branca.element import Element

#: Height of the page in a notebook, in pixels.
NOTEBOOK_HEIGHT = 640


class Page(Figure):
    """A page of its own template, filled with `parts`; texts are escaped wherever they stand."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        super().__init__(height=f"{NOTEBOOK_HEIGHT}px")
        self._id = "page"
        self.parts = dict(parts)
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
        children = admitted_scripts(self)
        head, head_rules = admitted_markup(self.header.render(**kwargs))
        body, body_rules = admitted_markup(self.html.render(**kwargs))
        rules = "\n".join(filter(None, (head_rules, body_rules)))
        return Filling(self.parts, head, body, children, rules).written

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
            crs=MERCATOR if mercator else EQUAL_EARTH,
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
