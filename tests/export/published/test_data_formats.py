"""Files for other programs: shapes with QGIS styles, Parquet, SDMX, and what describes columns."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.export.formats.data_package import write_data_package
from diasporamap.files import is_ours
from diasporamap.maps import read_style

COUNTS = [
    *(("FRA", "F", 900), ("FRA", "M", 700), ("GAB", "F", 400), ("GAB", "M", 600)),
    *(("DEU", "F", 3), ("DEU", "M", 30), ("ITA", "F", 20), ("ITA", "M", 25)),
    *(("CHE", "F", 130), ("CHE", "M", 80), ("Unknown", "F", 70), ("Unknown", "M", 60)),
]


@pytest.fixture(scope="module")
def release():
    counts = pd.DataFrame(COUNTS, columns=["place", "sex", "count"])
    return dm.release(counts.assign(year=2020, definition="born_in"))


@pytest.fixture(scope="module")
def geopackage(release, tmp_path_factory):
    path = tmp_path_factory.mktemp("gpkg") / "t.gpkg"
    release.table(path, language="fr")
    return path


def query(path, asked):
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(asked).fetchall()


def test_a_geopackage_has_shapes_figures_and_states(geopackage, release):
    areas = gpd.read_file(geopackage, layer="country").set_index("place")
    assert areas.loc["FRA", ["women", "men", "total"]].tolist() == [900, 700, 1600]
    assert areas.geometry["FRA"].geom_type == "MultiPolygon"
    assert areas.loc["JPN", "total_state"] == "no_data"
    cells = release.by().cells
    hidden = set(cells.loc[(cells["sex"] == "F") & (cells["state"] == "suppressed"), "place"])
    assert hidden
    assert set(areas.index[areas["women_state"] == "suppressed"]) == hidden
    assert areas.loc[list(hidden), "women"].isna().all()
    circles = gpd.read_file(geopackage, layer="circles").set_index("place")
    largest = 2 * read_style().circle["largest_mm"]
    assert circles["diameter_mm"].max() == pytest.approx(largest)
    assert circles.loc["GAB", "diameter_mm"] == pytest.approx(
        largest * (1000 / 1600) ** 0.5, abs=1e-3
    )


def test_its_version_opens_in_long_term_releases(geopackage):
    assert query(geopackage, "PRAGMA user_version") == [(10200,)]


def test_styles_have_the_colours_of_the_map(geopackage, release):
    styles = query(
        geopackage,
        "SELECT f_table_name, styleName, styleQML, styleSLD, useAsDefault FROM layer_styles",
    )
    assert [(row[0], row[1], bool(row[4])) for row in styles] == [
        ("country", "Total", True),
        ("country", "Part des femmes", False),
        ("circles", "Total", True),
    ]
    drawn = dm.compose(release.by(), dm.MapSpec(measure="share_women"))
    qml = ET.fromstring(styles[1][2])  # noqa: S314 - written here
    ET.fromstring(styles[1][3])  # noqa: S314
    assert qml.find("renderer-v2").get("attr") == "share_women_style"
    symbols = {at.get("name"): at for at in qml.iter("symbol")}
    areas = gpd.read_file(geopackage, layer="country").set_index("place")
    for category in qml.iter("category"):
        key = category.get("value")
        fill = (
            symbols[category.get("symbol")].find("layer/Option/Option[@name='color']").get("value")
        )
        red, green, blue, _ = map(int, fill.split(","))
        assert f"#{red:02x}{green:02x}{blue:02x}" == drawn.swatches[key].fill
        places = {place for place, own in drawn.drawing.fills.items() if own == key}
        assert places <= set(areas.index[areas["share_women_style"] == key])


def test_parquet_has_every_place_by_its_code(release, tmp_path):
    release.table(tmp_path / "t.parquet", top=1)
    found = gpd.read_parquet(tmp_path / "t.parquet").set_index("place")
    assert found.loc["GAB", "total"] == 1000
    assert found.loc["residence-not-stated", "part"] == "nowhere"
    assert found.geometry["residence-not-stated"] is None
    assert found.loc["DEU", "women_state"] == "suppressed"


def test_sdmx_says_what_is_confidential(release, tmp_path):
    release.table(tmp_path / "t.sdmx.csv")
    rows = pd.read_csv(tmp_path / "t.sdmx.csv", dtype=str, keep_default_na=False)
    rows = rows.set_index(["REF_AREA", "SEX"])
    assert rows.loc[("FRA", "F"), ["OBS_VALUE", "OBS_STATUS", "CONF_STATUS"]].tolist() == [
        *("900", "A", "F"),
    ]
    assert rows.loc[("DEU", "F"), ["OBS_VALUE", "OBS_STATUS", "CONF_STATUS"]].tolist() == [
        "",
        "Q",
        "C",
    ]
    assert set(rows["C_BIRTH"]) == {"CMR"}
    assert rows.loc[("_X", "_T"), "OBS_VALUE"] == "130"
    without = dm.release(pd.DataFrame(COUNTS, columns=["place", "sex", "count"]))
    with pytest.raises(UsageError, match="SDMX needs a year"):
        without.table(tmp_path / "u.sdmx.csv")


def test_our_reader_reads_sdmx_back(tmp_path):
    rows = [(place, sex, count + 10) for place, sex, count in COUNTS[:10]]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"])
    counts = counts.assign(year=2020, definition="born_in")
    dm.release(counts).table(tmp_path / "t.sdmx.csv")
    read = dm.read_counts(tmp_path / "t.sdmx.csv").table
    found = {(r.place, r.sex): r.count for r in read.itertuples(index=False)}
    assert {key: found[key] for key in found if key[1] in "FM"} == {
        (place, sex): count for place, sex, count in rows
    }


def test_figures_of_a_confidential_table_are_not_for_publication(tmp_path):
    counts = pd.DataFrame(COUNTS[:2], columns=["place", "sex", "count"]).assign(year=2020)
    secret = dm.release(counts, profile="none", confidential=True)
    secret.table(tmp_path / "t.sdmx.csv", language="en")
    rows = pd.read_csv(tmp_path / "t.sdmx.csv")
    assert set(rows["CONF_STATUS"]) == {"N"}
    assert rows["COMMENT_OBS"].str.startswith("CONFIDENTIAL").all()


def test_a_data_package_describes_columns_in_both_languages(release, tmp_path):
    table = release.table(language="fr")
    files = [tmp_path / "t.csv", tmp_path / "t.parquet", tmp_path / "t.md"]
    for file in files:
        table.write(file)
    write_data_package(table, files, tmp_path / "datapackage.json")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    of_csv, of_parquet = package["resources"]
    header = (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[0]
    assert [field["name"] for field in of_csv["schema"]["fields"]] == header[1:-1].split('","')
    columns = gpd.read_parquet(tmp_path / "t.parquet").columns
    assert [field["name"] for field in of_parquet["schema"]["fields"]] == [*columns]
    assert of_parquet["schema"]["fields"][-1]["type"] == "any"  # shapes are no text
    assert of_csv["bytes"] == (tmp_path / "t.csv").stat().st_size
    women = next(field for field in of_csv["schema"]["fields"] if field["name"] == "Femmes")
    assert women["title"] == "Femmes / Women"
    assert women["description"] == "Nombre de femmes / Number of women"
    assert "s" in of_csv["schema"]["missingValues"]
    digest = hashlib.sha256((tmp_path / "t.csv").read_bytes()).hexdigest()
    assert of_csv["hash"] == f"sha256:{digest}"
    assert is_ours(tmp_path / "datapackage.json")
    with pytest.raises(UsageError, match="Write one of them with it"):
        write_data_package(table, [tmp_path / "t.md"], tmp_path / "d.json")


def test_ages_and_years_have_no_shapes(tmp_path):
    rows = [("FRA", sex, age, 40) for age in ("0-14", "15-24") for sex in "FM"]
    counts = pd.DataFrame(rows, columns=["place", "sex", "age", "count"])
    table = dm.release(counts).table(by="age")
    with pytest.raises(UsageError, match="has no shapes"):
        table.write(tmp_path / "t.gpkg")
    table.write(tmp_path / "t.parquet")
    assert len(pd.read_parquet(tmp_path / "t.parquet")) == 2
