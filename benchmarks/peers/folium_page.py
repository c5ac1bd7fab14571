"""A page of the same people as folium.Choropleth or GeoDataFrame.explore() writes it.

python benchmarks/peers/folium_page.py COUNTS LAYER PAGE.html choropleth|explore
"""

from __future__ import annotations

import sys

import geopandas as gpd
import pandas as pd


def main(counts: str, layer: str, page: str, how: str) -> None:
    """Write the people by country of the last year, without tiles."""
    table = pd.read_csv(counts)
    people = table[table["year"] == table["year"].max()].groupby("place")["count"].sum()
    world = gpd.read_file(layer)[["place", "name_en", "geometry"]]
    world["people"] = world["place"].map(people)
    if how == "explore":
        world.explore(column="people", tiles=None).save(page)
        return
    import folium

    drawn = folium.Map(location=(10, 10), zoom_start=2, tiles=None)
    folium.Choropleth(
        geo_data=world,
        data=world,
        columns=["place", "people"],
        key_on="feature.properties.place",
    ).add_to(drawn)
    drawn.save(page)


if __name__ == "__main__":
    main(*sys.argv[1:])
