"""The Folium map and the page around it, with nothing in them that a browser would fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
from branca.element import Figure
from folium.template import Template
from jinja2 import Environment

from diasporamap.web.embedding import asset

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Height of the page in a notebook.
NOTEBOOK_HEIGHT = "640px"


class Page(Figure):
    """A page of its own template, filled with `parts`; texts are escaped wherever they stand."""

    _template = Environment(autoescape=True).from_string(asset("page.html"))

    def __init__(self, parts: Mapping[str, object]) -> None:
        super().__init__(height=NOTEBOOK_HEIGHT)
        self._id = "page"
        self.parts = dict(parts)
        self.header._children.clear()  # noqa: SLF001 - the template has its own meta elements


class WorldMap(folium.Map):
    """A Folium map in Equal Earth, without Folium's libraries from the network.

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

    def __init__(self, *, lon_0: float) -> None:
        super().__init__(
            location=(0, lon_0),
            tiles=None,
            crs="EqualEarth",
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
