"""A panel: shapes in metres laid into a box on paper, with where its places come to lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.transforms import Affine2D

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.transforms import Transform
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from diasporamap.sheet.page import Box, Page
    from diasporamap.sheet.shapes import Shapes


@dataclass(frozen=True, eq=False)
class Panel:
    """Shapes in metres laid into a box of their proportions; an inset lies `above` the world."""

    shapes: Shapes
    box: Box
    above: float = 0

    @property
    def scale(self) -> float:
        """Millimetres on paper of one metre."""
        west, _, east, _ = self.shapes.frame.bounds
        return self.box.width / float(east - west)

    def on_paper(self, xy: np.ndarray) -> np.ndarray:
        """Turn metres of the projection into millimetres on paper."""
        west, south, _, _ = self.shapes.frame.bounds
        corner = np.array([self.box.left, self.box.bottom])
        return np.asarray((xy - np.array([west, south])) * self.scale + corner)

    def locate(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> np.ndarray:
        """Return points given in degrees in millimetres on paper, a row each."""
        return self.on_paper(self.shapes.project(lon, lat))

    def label_points(self, table: pd.DataFrame) -> np.ndarray:
        """Return where the places of a composition's table are labelled, a row each."""
        return self.locate(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())

    def areas(self) -> dict[str, BaseGeometry]:
        """Return the land of each place on paper."""
        land = shapely.transform(self.shapes.land, self.on_paper)
        return dict(zip(self.shapes.places, land, strict=True))

    def frame(self) -> Polygon:
        """Return the edge of the panel in millimetres on paper."""
        return shapely.transform(self.shapes.frame, self.on_paper)

    def transform(self, page: Page) -> Transform:
        """Return the transform from metres that matplotlib's artists take."""
        west, south, _, _ = self.shapes.frame.bounds
        laid = Affine2D().translate(-west, -south).scale(self.scale)
        return laid.translate(self.box.left, self.box.bottom) + page.axes.transData
