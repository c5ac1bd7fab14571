from __future__ import annotations

import csv
import json
from dataclasses import replace

import pyogrio
import pytest

from diasporamap.districts import read_districts
from diasporamap.errors import UsageError
from diasporamap.export.districts import export_districts
from diasporamap.export.layers import write_layers
from diasporamap.places.layers import read_layer


@pytest.fixture(scope="module")
def shipped_districts():
    return read_districts()


def test_a_geopackage_reads_back_with_all_layers(shipped_districts, tmp_path):
    path = tmp_path / "out" / "districts.gpkg"
    written = export_districts(shipped_districts, path)
    assert written == {"districts": 42, "missions": 47, "unattached": 183, "units": 166}
    kinds = dict(pyogrio.list_layers(path).tolist())
    assert kinds == {
        "districts": "MultiPolygon",
        "missions": "Point",
        "unattached": "MultiPolygon",
        "units": None,
    }
    for layer in ("districts", "missions", "unattached"):
        assert pyogrio.read_info(path, layer=layer)["crs"] == "EPSG:4326"
    districts = pyogrio.read_dataframe(path, layer="districts").set_index("place")
    assert districts.loc["are-dubai-cg", "name_fr"] == "Consulat général à Dubaï"
    assert districts.loc["tcd-ndjamena", "name_fr"] == "Ambassade à N'Djaména"
    assert districts.geometry.is_valid.all()
    missions = pyogrio.read_dataframe(path, layer="missions").set_index("mission")
    assert missions.loc["chn-beijing", "city"] == "Pékin"
    unattached = pyogrio.read_dataframe(path, layer="unattached").set_index("place")
    assert unattached.loc["CMR", "name_fr"] == "Cameroun"
    units = pyogrio.read_dataframe(path, layer="units").set_index("unit")
    assert units.loc["BEN", "name_fr"] == "Bénin"


def test_the_same_tables_give_the_same_bytes(shipped_districts, tmp_path):
    paths = [tmp_path / "one.gpkg", tmp_path / "two.gpkg"]
    for path in paths:
        export_districts(shipped_districts, path, "2020-07-01")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_a_geojson_has_one_layer_and_no_path(shipped_districts, tmp_path):
    path = tmp_path / "d.geojson"
    assert export_districts(shipped_districts, path, detail="world") == {"districts": 42}
    text = path.read_text(encoding="utf-8")
    collection = json.loads(text)
    assert "Consulat général à Lagos" in text
    assert str(tmp_path) not in text
    assert collection["name"] == "districts"
    assert len(collection["features"]) == 42
    export_districts(shipped_districts, tmp_path / "m.geojson", layer="missions")
    points = json.loads((tmp_path / "m.geojson").read_text(encoding="utf-8"))["features"]
    assert {point["geometry"]["type"] for point in points} == {"Point"}


def test_a_csv_has_no_shapes_and_opens_in_a_spreadsheet(shipped_districts, tmp_path):
    path = tmp_path / "d.csv"
    export_districts(shipped_districts, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 42
    assert "geometry" not in rows[0]
    assert rows[0]["name_fr"] == "Consulat général à Dubaï"
    export_districts(shipped_districts, path, "2012-07-18", layer="units")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["unit"] for row in rows if row["district"] == "caf-bangui"] == ["CAF"]


def test_a_workbook_is_read_again_as_it_was(shipped_districts, tmp_path):
    paths = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for path in paths:
        assert export_districts(shipped_districts, path) == {"districts": 91, "missions": 47}
    assert paths[0].read_bytes() == paths[1].read_bytes()
    again = read_districts(paths[0])
    assert again.missions.equals(shipped_districts.missions)
    assert again.memberships.equals(shipped_districts.memberships)


def test_no_text_becomes_a_formula(shipped_districts, tmp_path):
    missions = shipped_districts.missions.assign(note="=1+1")
    path = tmp_path / "d.xlsx"
    export_districts(replace(shipped_districts, missions=missions), path)
    assert set(read_districts(path).missions["note"]) == {"=1+1"}
    path = tmp_path / "d.csv"
    export_districts(replace(shipped_districts, missions=missions), path, layer="missions")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["note"] for row in rows} == {"'=1+1"}


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("d.shp", {}, "no ending that is known"),
        ("d.gpkg", {"layer": "seats"}, "There is no layer 'seats'"),
        ("d.geojson", {"layer": "units"}, "has no shapes"),
        ("d.xlsx", {"day": "2020-07-01"}, "holds the tables of all days"),
        ("d.gpkg", {"day": "soon"}, "is not a day"),
        ("d.gpkg", {"detail": "fine"}, "There is no detail"),
    ],
)
def test_wrong_use_leaves_no_file(shipped_districts, tmp_path, name, options, message):
    with pytest.raises(UsageError, match=message):
        export_districts(shipped_districts, tmp_path / name, **options)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_the_old_file(shipped_districts, tmp_path, monkeypatch):
    path = tmp_path / "d.gpkg"
    path.write_text("old")

    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(pyogrio, "write_dataframe", fail)
    with pytest.raises(RuntimeError):
        export_districts(shipped_districts, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
def test_all_rings_turn_the_same_way(shipped_districts, tmp_path, ending):
    path = tmp_path / f"d{ending}"
    export_districts(shipped_districts, path, layer="districts", detail="world")
    assert turned(path)


@pytest.mark.parametrize("ending", [".gpkg", ".fgb", ".geojson"])
@pytest.mark.parametrize("layer", ["countries", "admin1", "cameroon_divisions"])
def test_all_rings_of_boundaries_turn_the_same_way(layer, ending, tmp_path):
    path = tmp_path / f"b{ending}"
    write_layers({layer: read_layer(layer)}, path, {layer: layer})
    assert turned(path)


def turned(path):
    """Tell whether all outer rings turn counter-clockwise and all holes clockwise."""
    areas = pyogrio.read_dataframe(path).geometry.explode()
    polygons = [area for area in areas if area.geom_type == "Polygon"]
    assert polygons
    holes = [ring for area in polygons for ring in area.interiors]
    return all(area.exterior.is_ccw for area in polygons) and not any(h.is_ccw for h in holes)
