"""Every public name as a user calls it, for pyright in basic mode; it is checked and not run.

`assert_type` fails where a user would get another type, and each line with an ignored error where
the error is no longer found.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import folium
import geopandas as gpd
import pandas as pd

import diasporamap as dm
from diasporamap.checking import CheckReport
from diasporamap.comparison import Comparison
from diasporamap.counts.table import Recognised
from diasporamap.districts import Attached, Districts
from diasporamap.export import PublishedTable
from diasporamap.measures.values import OriginRate
from diasporamap.persons.aggregate import Aggregated
from diasporamap.persons.coordinates import Coordinates
from diasporamap.places.geography import Geography
from diasporamap.places.join import Joined
from diasporamap.places.population import Populations
from diasporamap.profiles import Profile as PlaceProfile
from diasporamap.sheet.page import MapFigure


def reading(folder: Path) -> None:
    """Read tables, from files and frames."""
    assert_type(dm.__version__, str)
    frame = pd.DataFrame({"place": ["FRA"], "sex": ["F"], "count": [12]})
    counts = dm.read_counts(folder / "register.csv", origin="CMR", year=2024)
    assert_type(counts, dm.Counts)
    assert_type(counts.table, pd.DataFrame)
    assert_type(dm.read_counts(frame).origin, dm.Origin)
    assert_type(dm.recognise("register.xlsx", sheet="2024"), Recognised)
    assert_type(dm.read_undesa("SEN", revision=2024, year=2020), dm.Counts)
    assert_type(dm.read_remittances("SEN"), tuple[pd.DataFrame, dm.Source])
    example, sources = dm.read_example()
    assert_type(example, pd.DataFrame)
    assert_type(sources, dict[str, dm.Source])
    assert_type(dm.read_sources("register.sources.toml")["register"].citation("fr"), str)
    assert_type(dm.select_counts(example, year=2020), pd.DataFrame)
    joined = dm.join_places(example, allow_unmatched=True)
    assert_type(joined, Joined)
    assert_type(joined.report.rows_in, int)
    assert_type(dm.read_points("associations.csv"), dm.Points)
    assert_type(dm.read_population(frame, origin="CMR"), Populations)
    place = dm.coordinates("lon", "lat", units=True)
    assert_type(place, Coordinates)
    counted = dm.aggregate_persons("persons.csv", coordinates=place, by=["age"])
    assert_type(counted, Aggregated)


def places() -> None:
    """Use origins, layers and districts."""
    origin = dm.read_origin("CMR")
    assert_type(origin.levels[0].name, str)
    assert_type(dm.read_layer("countries", detail="zoom"), gpd.GeoDataFrame)
    assert_type(dm.origin_geography("region", origin=origin), Geography)
    districts = dm.read_districts("districts.csv", missions="missions.csv", origin="CMR")
    assert_type(districts, Districts)
    assert_type(dm.districts_on(districts, "2024-01-01"), pd.DataFrame)
    assert_type(dm.district_layer(districts), gpd.GeoDataFrame)
    assert_type(dm.district_geography(districts, "2024-01-01"), Geography)
    assert_type(dm.attach_counts(pd.DataFrame(), districts), Attached)


def release(folder: Path) -> None:
    """Make a release, and maps, pages, tables and figures of it."""
    made = dm.release("register.csv", year=2024, since=2020, profile="strict", by=["district"])
    assert_type(made, dm.Release)
    assert_type(dm.release(pd.DataFrame(), origin="CMR", profile=dm.Profile("own", 10)), dm.Release)
    assert_type(made.by("district"), dm.ProtectedCounts)
    assert_type(made.cells(), pd.DataFrame)
    assert_type(made.map(folder / "map.png", measure="share_women", language="en"), MapFigure)
    assert_type(made.figure(kind="pyramid"), MapFigure)
    assert_type(made.page("page.html", by=["country", "district"]), folium.Map)
    assert_type(made.web_page(by=["country"]).save("page.html"), Path)
    assert_type(made.table(by="district", top=10), PublishedTable)
    assert_type(made.profile_of("FRA", language="en"), PlaceProfile)
    assert_type(made.largest(), float)
    assert_type(made.keep(), Path | None)
    assert_type(made.tables, tuple[str, ...])
    assert_type(dm.measure_table(made.by(), "share_women"), pd.DataFrame)
    assert_type(dm.rate_of_origin(made.by()), OriginRate | None)
    spec = dm.MapSpec(measure="total", language="fr", labels=10)
    assert_type(dm.compose(made, spec), dm.Composition)
    figure = dm.draw_map(made, spec, by="district")
    assert_type(figure, MapFigure)
    dm.save_map(figure, "map.pdf")
    dm.save_map((made, spec), folder / "map.svg", svg_text=True)
    dm.save_captions(figure, "map.md")
    assert_type(dm.web_map(made, language="en", by=["country"]), folium.Map)
    assert_type(dm.save_web_map(made, "page.html"), Path)


def checks() -> None:
    """Check counts, audit what is hidden, compare sources, and read what is wrong."""
    assert_type(dm.check("register.csv", by="district"), CheckReport)
    assert_type(dm.audit("outputs"), dm.Audit)
    comparison = dm.compare_counts(["one.csv", Path("other.csv")], measure="women")
    assert_type(comparison, Comparison)
    assert_type(dm.draw_range_map(comparison), MapFigure)
    assert_type(dm.save_range_map(comparison, ["map.png", "map.pdf"]), str)
    assert_type(dm.web_range_map(comparison), folium.Map)
    try:
        dm.release("register.csv")
    except dm.DiasporaMapError as error:
        assert_type(error.exit_code, int)


def mistakes() -> None:
    """Get wrong what a type checker must notice."""
    dm.release("register.csv", yaer=2024)  # pyright: ignore[reportCallIssue]
    dm.read_counts("register.csv", year="2024")  # pyright: ignore[reportArgumentType]
    dm.MapSpec(language="de")  # pyright: ignore[reportArgumentType]
    dm.MapSpec(colour="red")  # pyright: ignore[reportCallIssue]
    dm.release("register.csv").by(7)  # pyright: ignore[reportArgumentType]
    dm.nothing()  # pyright: ignore[reportAttributeAccessIssue]
