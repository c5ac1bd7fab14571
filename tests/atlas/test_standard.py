"""The standard set: what counts can give, and what is said to be missing."""

from __future__ import annotations

import pytest

from diasporamap.atlas import Plan, read_atlas, write_atlas
from diasporamap.errors import DataError, UsageError
from diasporamap.files import is_ours
from diasporamap.resources import shipped


def names_of(path):
    return [item.name for item in read_atlas(path).items]


def test_the_set_of_shipped_counts(tmp_path):
    path = write_atlas(["undesa:SEN", "undesa-2024:SEN"], tmp_path / "a.toml", standard=True)
    atlas = read_atlas(path)
    assert list(atlas.sources) == ["undesa", "undesa_2024", "remittances"]
    made = names_of(path)
    assert made[:2] == ["m1_world", "m2_share_of_women"]
    assert {"m3_africa", "m3_europe", "m5_per_1000", "m6_change", "m9_corridors"} <= set(made)
    assert {"m12_sources", "f1_top_20", "f3_years", "map"} <= set(made)
    assert atlas.missing["M7"]["en"].startswith("Missions and districts: no consular districts")
    assert atlas.missing["M10"]["fr"].startswith(
        "Compétences par sexe\u00a0: les données ne disent"
    )
    assert {"t7_years", "t7_sources", "t11_log"} <= set(made)
    (report,) = (item for item in atlas.items if item.product == "reports")
    assert report.options["title"]["fr"] == "Cartographie de la diaspora du Sénégal"
    inside = [name for chapter in report.options["chapters"] for name in chapter["items"]]
    assert set(inside) == set(made) - {"map", "report", "profile_{place}"}
    (profiles,) = (item for item in atlas.items if item.product == "profiles")
    assert (profiles.each, profiles.since, profiles.options["beside"]) == (
        *("country", 2010, ["undesa_2024"]),
    )
    countries = Plan(atlas).jobs((profiles,))
    assert len(countries) == 2 * 10  # the ten with the most people, in two languages
    assert [name for chapter in report.options["chapters"] for name in chapter["drafts"]] == [
        "where",
        "sexes",
        "change",
        "unknown",
    ]
    (change,) = (item for item in atlas.items if item.name == "m6_change")
    assert (change.year, change.since) == (2020, 2010)
    assert atlas.origin == "SEN"


def test_parts_of_origin_and_districts_where_they_are(tmp_path):
    counts = shipped("examples") / "invented_origins.csv"
    path = write_atlas([str(counts)], tmp_path / "a.toml", origin="CMR", standard=True)
    made = names_of(path)
    assert {"m4_by_region", "m4_by_division", "m7_districts", "district_{place}"} <= set(made)
    assert "m6_change" not in made


def test_districts_of_ones_own_are_named_in_every_source_of_people(tmp_path):
    (tmp_path / "missions.csv").write_text(
        "mission,kind,city,host,lon,lat\nparis,embassy,Paris,FRA,2.35,48.86\n", encoding="utf-8"
    )
    (tmp_path / "districts.csv").write_text("district,unit\nparis,FRA\n", encoding="utf-8")
    own = {name: tmp_path / f"{name}.csv" for name in ("districts", "missions")}
    path = tmp_path / "a.toml"
    write_atlas(["undesa:SEN"], path, standard=True, of_districts={**own, "date": "2024-01-01"})
    atlas = read_atlas(path)
    assert {"m7_districts", "t9_districts", "district_{place}"} <= set(names_of(path))
    assert dict(atlas.sources["undesa"].districts) == {
        **{name: str(file) for name, file in own.items()},
        "date": "2024-01-01",
    }
    assert not atlas.sources["remittances"].districts


def test_a_level_that_nobody_is_known_by_is_missing(tmp_path):
    counts = tmp_path / "regions.csv"
    counts.write_text(
        "place,origin,sex,count\nFRA,Ouest,F,300\nFRA,Littoral,M,200\nGAB,Ouest,F,40\n",
        encoding="utf-8",
    )
    path = write_atlas([str(counts)], tmp_path / "a.toml", origin="CMR", standard=True)
    made = names_of(path)
    assert {"m4_by_region", "t5_by_region"} <= set(made)
    assert not {"m4_by_division", "t5_by_division"} & set(made)


def test_units_of_a_country_of_residence_have_a_map_of_it(tmp_path):
    counts = tmp_path / "units.csv"
    counts.write_text(
        "place,sex,count\nFR-75C,F,300\nFR-13,M,200\nGAB,F,400\nGAB,M,10\n", encoding="utf-8"
    )
    path = write_atlas([str(counts)], tmp_path / "a.toml", origin="CMR", standard=True)
    (host,) = (item for item in read_atlas(path).items if item.name == "m11_host_area")
    assert (host.by, host.options["extent"]) == (("admin1",), "FRA")


@pytest.fixture
def schooled(tmp_path):
    """Counts by education, arrival and legal status."""
    path = tmp_path / "register.csv"
    header = "place,sex,education,arrival,legal_status,count\n"
    rows = [
        f"{place},{sex},{level},{year},permit,40"
        for place in ("FRA", "GAB", "DEU")
        for sex in "FM"
        for level, year in (("Primary", 2003), ("Master", 2014))
    ]
    path.write_text(header + "\n".join(rows), encoding="utf-8")
    return str(path)


def test_who_people_are_has_figures_and_tables_of_its_own(tmp_path, schooled):
    path = write_atlas([schooled], tmp_path / "a.toml", origin="CMR", standard=True)
    atlas = read_atlas(path)
    assert {"m10_education", "f4_arrival", "t3_education", "t4_arrival"} <= set(names_of(path))
    assert not {"m10_occupation", "t6_legal_status", "t7_sources"} & set(names_of(path))
    assert "restricted" in atlas.missing["T6"]["en"]
    (report,) = (item for item in atlas.items if item.product == "reports")
    skills = next(c for c in report.options["chapters"] if c["title"]["en"].startswith("Education"))
    assert skills["items"] == ["m10_education", "f4_arrival", "t3_education", "t4_arrival"]


def test_associations_have_a_map_and_tables_where_they_are_given(tmp_path, schooled):
    points = tmp_path / "points.csv"
    points.write_text("kind,city,country\nassociation,Paris,France\n", encoding="utf-8")
    path = write_atlas(
        [schooled], tmp_path / "a.toml", origin="CMR", standard=True, points=str(points)
    )
    made = [item for item in read_atlas(path).items if "points" in item.options]
    assert [item.name for item in made] == [
        "m8_associations",
        "t10_associations",
        "t10_by_district",
    ]
    assert {item.options["points"] for item in made} == {str(points)}
    (report,) = (item for item in read_atlas(path).items if item.product == "reports")
    (services,) = (c for c in report.options["chapters"] if "m8_associations" in c["items"])
    assert {"t10_associations", "t10_by_district"} <= set(services["items"])


def test_associations_that_nobody_gives_are_missing(tmp_path, schooled):
    path = write_atlas([schooled], tmp_path / "a.toml", origin="CMR", standard=True)
    assert not [name for name in names_of(path) if name.startswith("t10")]
    assert "associations" in read_atlas(path).missing["T10"]["en"].lower()


def test_legal_status_is_made_only_where_it_is_asked_for(tmp_path, schooled):
    path = write_atlas(
        [schooled], tmp_path / "a.toml", origin="CMR", standard=True, restricted=True
    )
    assert "t6_legal_status" in names_of(path)
    assert "T6" not in read_atlas(path).missing
    inside = path.read_text("utf-8").partition("[[reports]]")[2]
    assert "t6_legal_status" not in inside
    text = path.read_text("utf-8").replace("restricted = true\n", "")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="legal_status is restricted"):
        read_atlas(path)
    path.write_text(text.replace("# confidential = true", "confidential = true"), encoding="utf-8")
    assert "t6_legal_status" in names_of(path)


def test_two_registers_that_are_not_published_are_not_compared(tmp_path, schooled):
    other = tmp_path / "other.csv"
    other.write_text("place,sex,count\nFRA,F,50\nFRA,M,2\nGAB,F,60\nGAB,M,70\n", encoding="utf-8")
    path = write_atlas([schooled, str(other)], tmp_path / "a.toml", origin="CMR", standard=True)
    assert not {"m12_sources", "t7_sources"} & set(names_of(path))
    assert "not published" in read_atlas(path).missing["M12"]["en"]


def test_without_the_set_it_is_short(tmp_path):
    path = write_atlas(["undesa:CMR"], tmp_path / "a.toml")
    assert names_of(path) == ["m1_world", "f1_top_20"]
    assert read_atlas(path).missing == {}


def test_files_of_one_name_have_names_of_their_own(tmp_path):
    counts = ["undesa:CMR", "undesa:CMR"]
    path = write_atlas(counts, tmp_path / "a.toml")
    assert list(read_atlas(path).sources) == ["undesa", "undesa_2"]


def test_money_alone_is_no_atlas_of_people(tmp_path):
    with pytest.raises(UsageError, match="None of the counts are of people"):
        write_atlas(["remittances:CMR"], tmp_path / "a.toml")
    with pytest.raises(UsageError, match=r"does not end in \.toml"):
        write_atlas(["undesa:CMR"], tmp_path / "a.txt")


@pytest.mark.usefixtures("french")
def test_comments_are_in_the_language_of_who_writes_the_file(tmp_path):
    path = write_atlas(["undesa:SEN"], tmp_path / "a.toml", standard=True)
    text = path.read_text(encoding="utf-8")
    assert "# le dossier de tout ce qui est fabriqué" in text
    assert "# Ce que ces données ne peuvent pas donner" in text
    assert is_ours(path)
    assert read_atlas(path).missing["M7"]["en"].startswith("Missions and districts: no")
