"""The map of shares as a plain script of geopandas, mapclassify and matplotlib writes it.

python benchmarks/peers/geopandas_map.py COUNTS LAYER MAP.png CLASSES.csv [folium|explore]
"""

from __future__ import annotations

import sys

import geopandas as gpd
import mapclassify
import pandas as pd

BREAKS = [40, 45, 48, 52, 55, 60]


def main(counts: str, layer: str, picture: str, classes: str) -> None:
    """Draw the share of women by country on A4 at 300 dots an inch."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    table = pd.read_csv(counts)
    table = table[table["year"] == table["year"].max()]
    sexes = table.pivot_table(index="place", columns="sex", values="count", aggfunc="sum")
    people = sexes["F"] + sexes["M"]
    share = (100 * sexes["F"] / people)[people >= 100].rename("share")
    world = gpd.read_file(layer).merge(share, left_on="place", right_index=True, how="left")
    world = world.to_crs("+proj=eqearth")
    scheme = mapclassify.UserDefined(world["share"].dropna(), [*BREAKS, 100])
    figure, axes = plt.subplots(figsize=(11.69, 8.27))
    world.plot(
        "share",
        ax=axes,
        scheme="UserDefined",
        classification_kwds={"bins": [*BREAKS, 100]},
        legend=True,
        cmap="PuOr",
        edgecolor="white",
        linewidth=0.2,
        missing_kwds={"color": "lightgrey", "label": "no data"},
    )
    axes.set_axis_off()
    axes.set_title("Share of women among people born in Cameroon and living abroad, 2020")
    figure.savefig(picture, dpi=300)
    found = world.dropna(subset="share")[["place"]].assign(number=scheme.yb)
    found.sort_values("place").to_csv(classes, index=False, header=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
