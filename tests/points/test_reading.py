"""Tables of points: where they are, what they are, and what is refused."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import CountsError, UsageError
from diasporamap.points import Points


@pytest.fixture
def points(tmp_path):
    """Write a text as a table and read it."""

    def read(text, name="points.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return dm.read_points(path)

    return read


def problems_of(read, *given):
    with pytest.raises(CountsError) as caught:
        read(*given)
    return [(p.row, p.column, p.message, p.hint) for p in caught.value.problems]


def test_french_headers_cities_and_answers(points):
    read = points(
        "Nom;Type;Ville;Pays;Dirigée par une femme;Date\n"
        "Amicale;association;Paris;France;oui;2019\n"
        "Fête;Évènement;Londres;Royaume-Uni;non;20/05/2024\n"
        "Fête;festival;Yaoundé;;;2024-05\n"
    )
    assert isinstance(read, Points)
    table = read.table
    assert list(table.index) == [2, 3, 4]
    assert list(table["kind"]) == ["association", "event", "event"]
    assert list(table["country"]) == ["FRA", "GBR", "CMR"]
    assert list(table["women_led"]) == ["yes", "no", ""]
    assert list(table["date"]) == ["2019", "2024-05-20", "2024-05"]
    assert table.at[2, "lon"] == pytest.approx(2.35, abs=0.02)
    assert table.at[4, "lat"] == pytest.approx(3.87, abs=0.02)
    assert [(kind.key, kind.number) for kind in read.kinds] == [("association", 1), ("event", 2)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("lat;lon", "48,8566;2,3522"),
        ("Longitude;Latitude", "2.3522;48.8566"),
        ("y;x", "48.8566 N;2.3522 E"),
        ("coordonnées", "48,8566 2,3522"),
        ("coordonnées", '"48,8566; 2,3522"'),
        ("GPS", "48.8566, 2.3522"),
        ("GPS", "48,8566, 2,3522"),
        ("GPS", "(48.8566,2.3522)"),
        ("GPS", "48.8566 2.3522 35.0 4.9"),
        ("lon_lat", "2.3522 48.8566"),
        ("lat_lon", "2.3522 E, 48.8566 N"),
    ],
)
def test_coordinates_as_they_are_written(header, cells, points):
    table = points(f"association;{header}\nAmicale;{cells}\n").table
    assert (table.at[2, "lon"], table.at[2, "lat"]) == (2.3522, 48.8566)
    assert table.at[2, "country"] == "FRA"


def test_coordinates_west_and_south(points):
    table = points("event;lat;lon\nRencontre;8,05 S;34,9 O\nForum;-26,2;28,0\n").table
    assert table[["lat", "lon"]].to_numpy().tolist() == [[-8.05, -34.9], [-26.2, 28.0]]
    assert list(table["country"]) == ["BRA", "ZAF"]


def test_small_islands_are_no_sea(points):
    table = points(
        "event;lat;lon;country\nA;1.33;172.98;Kiribati\nB;-1.45;5.63;\nC;24.56;-81.78;\n"
    )
    assert list(table.table["country"]) == ["KIR", "GNQ", "USA"]
    assert points("event;city\nA;Olonkinbyen\n").table["country"].tolist() == ["SJM"]


def test_all_that_is_wrong_is_told_at_once_with_row_and_column(points):
    found = problems_of(
        points,
        "kind;name;city;country;lat;lon;women_led\n"
        "association;A;;;95;2;\n"
        "association;B;;;2.35;48.85;\n"
        "association;C;;France;2.35;48.85;\n"
        "association;D;;Gabon;48.85;2.35;\n"
        "association;E;Paris;;;;\n"
        "association;F;Pariss;France;;;\n"
        "association;G;;;;;\n"
        "association;H;;;0;0;\n"
        "association;I;Lyon;Congo;;;\n"
        "association;J;Lyon;France;;;perhaps\n"
        "association;K;Lyon;France;45.7;;\n",
    )
    assert [(row, column) for row, column, _, _ in found] == [
        *((2, "lat"), (3, "lat"), (4, "lat"), (5, "lat"), (6, "city"), (7, "city")),
        *((8, "city"), (9, "lat"), (10, "country"), (11, "women_led"), (12, "lon")),
    ]
    by_row = {row: (message, hint) for row, _, message, hint in found}
    assert "swapped" in by_row[2][1]
    assert by_row[3][0] == "the point lies at sea"
    assert by_row[4][1].startswith("Latitude and longitude are swapped.")
    assert by_row[5][0] == "the point lies in FRA, not in GAB"
    assert "FR-75C (Paris, Paris)" in by_row[6][1]
    assert "FR-75C (Paris, Paris)" in by_row[7][1]
    assert "COG" in by_row[10][1]
    assert "COD" in by_row[10][1]


def test_coordinates_far_from_their_city_are_refused_with_the_distance(points):
    header = "association;city;state;country;lat;lon\n"
    ((row, column, message, hint),) = problems_of(
        points, header + "A;Paris;;France;48.85;2.35\nB;Lyon;;France;48.85;2.35\n"
    )
    assert (row, column, message) == (3, "lat", "the point lies 393 km from its city")
    assert "part of the country" in hint
    ((row, *_),) = problems_of(points, header + "A;Douala;;;48.85;2.35\n")
    assert row == 2
    near = (
        "A;Lyon;;France;45.98;4.72\nB;Nowhere;;France;48.85;2.35\nC;Paris;Texas;USA;33.66;-95.5\n"
    )
    assert len(points(header + near)) == 3
    # A name that is that of several cities, or of one elsewhere, says nothing of a point.
    several = "A;Saint-Denis;Aude;France;43.36;2.22\nB;Springfield;;USA;40.0;-75.0\n"
    several += "C;Lyon;;Gabon;0.4;9.45\n"
    assert len(points(header + several)) == 3


def test_points_on_a_border_and_off_a_coast_have_the_nearest_country(points):
    table = points("event;lat;lon\nA;48.8;2.3\nB;43.25;5.3\nC;-12.0;-77.3\n").table
    assert list(table["country"]) == ["FRA", "FRA", "PER"]


def test_a_city_is_told_apart_by_its_country_or_part(points):
    text = "association;city;state;country\nA;Springfield;Illinois;USA\nB;Paris;;États-Unis\n"
    assert [row for row, *_ in problems_of(points, text)] == [3]
    table = points(text.replace("B;Paris;;", "B;Paris;Texas;")).table
    assert table["lon"].round().tolist() == [-90, -96]


def test_several_cities_of_one_name_in_a_part_are_refused(points):
    ((row, column, message, hint),) = problems_of(
        points, "association;city;country\nA;Brentwood, California;USA\n"
    )
    assert (row, column) == (2, "city")
    assert "no single city of US-CA" in message
    assert "latitude" in hint


@pytest.mark.parametrize(
    ("cells", "led"),
    [
        (("60 %", "0,5", "0,51", "1", "0"), "yes no yes yes no"),
        (
            ("45", "60", "1", "100", "0", "51,5", "oui", "60 %", "1 %"),
            "no yes no yes no yes yes yes no",
        ),
        (("1", "0", "1.0", "oui"), "yes no yes yes"),
        (("✓", "✔️", "x", "-", "?", "n.d.", "non"), "yes yes yes _ _ _ no"),
        (("oui ?", "Inconnu", "non renseignée", "not known"), "yes _ _ _"),
    ],
)
def test_a_share_of_women_is_yes_over_half(cells, led, points):
    rows = "".join(f"A{at};Lyon;{cell}\n" for at, cell in enumerate(cells))
    table = points("association;ville;part de femmes au bureau\n" + rows).table
    assert list(table["women_led"]) == [word.strip("_") for word in led.split()]


@pytest.mark.parametrize("cell", ["✗", "☐", "★", "0,51", "101"])
def test_a_share_or_a_mark_that_can_be_two_is_refused(cell, points):
    rows = f"A;Lyon;45\nB;Lyon;60\nC;Lyon;{cell}\n"
    ((row, column, *_),) = problems_of(points, "association;ville;women_led\n" + rows)
    assert (row, column) == (4, "women_led")


def test_a_day_that_can_be_two_is_refused(points):
    ((row, column, *_),) = problems_of(points, "event;city;date\nA;Lyon;03/04/2024\n")
    assert (row, column) == (2, "date")
    assert points("event;city;date\nA;Lyon;04/04/2024\n").table["date"].tolist() == ["2024-04-04"]


def test_more_kinds_than_signs_tell_apart_are_others_and_told(points):
    kinds = ["association"] * 4 + ["event"] * 3 + ["école"] * 3 + ["église"] * 2 + ["PME"] * 2
    kinds += ["Chorale", "Tontine", "Radio"]
    read = points("type;nom;ville\n" + "".join(f"{kind};X;Lyon\n" for kind in kinds))
    numbers = {kind.key: kind.number for kind in read.kinds}
    known = {"association": 4, "event": 3, "school": 3, "worship": 2, "business": 2}
    assert numbers == {**known, "other": 3}
    assert len({kind.sign for kind in read.kinds}) == 6
    assert [str(note) for note in read.notes if note.kind == "points_joined"] == [
        "kinds of points drawn as others, since more cannot be told apart: Chorale, Radio, Tontine"
    ]


def test_kinds_in_own_words_have_signs_of_their_own(points):
    read = points("type;nom;ville\nChorale;A;Lyon\nambassade;B;Lyon\nmission;C;Lyon\n")
    assert [kind.name("fr") for kind in read.kinds] == ["Mission", "Ambassade", "Chorale"]
    assert len({kind.sign for kind in read.kinds}) == 3


def test_workbooks_titles_and_layers_say_the_same(tmp_path):
    frame = pd.DataFrame(
        {"Association": ["A", "B"], "lat": [48.85, 4.05], "lon": [2.35, 9.7], "Remarque": ["x", ""]}
    )
    expected = dm.read_points(frame).table
    with pd.ExcelWriter(tmp_path / "p.xlsx") as book:
        pd.DataFrame({"note": ["nothing"]}).to_excel(book, sheet_name="Lisez-moi", index=False)
        frame.to_excel(book, sheet_name="Points", index=False, startrow=2)
        book.sheets["Points"].cell(1, 1, "Associations de la diaspora")
    layer = gpd.GeoDataFrame(
        frame[["Association"]],
        geometry=gpd.points_from_xy(frame["lon"], frame["lat"]),
        crs="EPSG:4326",
    )
    layer.to_crs("EPSG:3857").to_file(tmp_path / "p.gpkg")
    layer.to_file(tmp_path / "p.geojson")
    frame.to_csv(tmp_path / "p.csv", index=False)
    for name in ("p.xlsx", "p.gpkg", "p.geojson", "p.csv"):
        table = dm.read_points(tmp_path / name).table
        pd.testing.assert_frame_equal(
            table.reset_index(drop=True), expected.reset_index(drop=True), rtol=1e-5
        )
    assert list(dm.read_points(tmp_path / "p.xlsx").table.index) == [4, 5]
    assert dm.read_points(layer).table["name"].tolist() == ["A", "B"]


def test_areas_are_no_points(tmp_path):
    layer = gpd.GeoDataFrame(
        {"association": ["A"]}, geometry=gpd.points_from_xy([2.0], [48.0]).buffer(1), crs=4326
    )
    layer.to_file(tmp_path / "areas.geojson")
    with pytest.raises(CountsError, match="row 1: the feature is no point"):
        dm.read_points(tmp_path / "areas.geojson")


def test_two_sheets_of_points_are_refused(tmp_path):
    frame = pd.DataFrame({"Association": ["A"], "Ville": ["Lyon"]})
    with pd.ExcelWriter(tmp_path / "p.xlsx") as book:
        for sheet in ("2023", "2024"):
            frame.to_excel(book, sheet_name=sheet, index=False)
    with pytest.raises(UsageError, match="2023, 2024"):
        dm.read_points(tmp_path / "p.xlsx")
    assert len(dm.read_points(tmp_path / "p.xlsx", sheet="2024")) == 1


def test_the_sources_file_beside_is_read(tmp_path):
    (tmp_path / "p.csv").write_text("Association,Ville\nA,Lyon\n", encoding="utf-8")
    (tmp_path / "p.sources.toml").write_text(
        '[source.list]\ntitle = "List"\ncitation_fr = "Liste 2024"\ncitation_en = "List 2024"\n',
        encoding="utf-8",
    )
    assert dm.read_points(tmp_path / "p.csv").sources["list"].citation("fr") == "Liste 2024"


def test_what_is_not_read_is_told(points):
    read = points(
        "Association;Ville;E-mail;Présidente;Effectif\nA;Lyon;a@b.fr;Awa N.;12\nA;Lyon;;;\n"
    )
    told = {"points_identifying": 2, "points_columns": 1, "points_repeated": 1}
    assert {note.kind: note.fields.get("number") for note in read.notes} == told


def test_no_table_without_rows_or_places(points):
    assert "no column says where" in problems_of(points, "association;note\nA;x\n")[0][2]
    for header in ("association;ville\n", "kind;nom;ville\n"):
        assert "no rows" in problems_of(points, header)[0][2]
    with pytest.raises(CountsError, match="no such file"):
        dm.read_points("nowhere.gpkg")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["association", "event", "Chorale", ""]),
            st.sampled_from(["Lyon", "Paris", "Nowhere", ""]),
            st.sampled_from(["France", "", "Gabon"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_is_a_point_or_a_problem(rows):
    rows = [("event", "Lyon", ""), *rows]  # a table of which no row has a kind is refused
    frame = pd.DataFrame(rows, columns=["kind", "city", "country"]).assign(name="A")
    frame.index = range(len(frame))
    try:
        read = dm.read_points(frame)
    except CountsError as error:
        wrong = {problem.row for problem in error.problems}
        right = {("Lyon", "France"), ("Lyon", ""), ("Paris", "France")}
        assert wrong == {at for at, (_, *place) in enumerate(rows) if tuple(place) not in right}
    else:
        assert len(read) == len(rows)
        assert sum(kind.number for kind in read.kinds) == len(rows)
        assert read.table[["lon", "lat"]].notna().all(axis=None)


@pytest.mark.usefixtures("french")
def test_persons_are_refused_in_french():
    table = pd.DataFrame({"nom": ["A"], "prénom": ["B"], "ville": ["Paris"], "pays": ["France"]})
    with pytest.raises(CountsError, match="une ligne de points n’est jamais une personne"):
        dm.read_points(table)
