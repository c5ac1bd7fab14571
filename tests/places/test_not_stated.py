"""People whose place of residence is not stated have a row of their own in every sum."""

from __future__ import annotations

import pandas as pd
import pytest
from click.testing import CliRunner

import diasporamap as dm
from diasporamap.commands import main
from diasporamap.comparison import compare_counts
from diasporamap.errors import CountsError
from diasporamap.maps import MapSpec
from diasporamap.maps.composition import compose
from diasporamap.places.coded import with_codes
from diasporamap.places.geography import NOWHERE

ROWS = [
    *(("France", "F", 1200), ("France", "M", 1400), ("Gabon", "F", 90), ("Gabon", "M", 80)),
    *(("Pays non précisé", "F", 30), ("Inconnu", "M", 44), ("not stated", "F", 7)),
    ("Sans réponse", "U", 9),
]
TABLE = pd.DataFrame(ROWS, columns=["place", "sex", "count"])


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def counts(tmp_path):
    path = tmp_path / "counts.csv"
    TABLE.to_csv(path, index=False)
    return path


def nowhere(table):
    rows = table[table["place"] == NOWHERE]
    return dict(zip(rows["sex"], rows["count"].fillna(-1), strict=True))


def test_totals_in_are_totals_out():
    release = dm.release(TABLE)
    report = release.read.report
    assert (report.people_in, report.people_matched) == (2860, 2770)
    assert (report.rows_not_stated, report.people_not_stated) == (4, 90)
    assert report.unmatched.empty
    table = release.cells()
    assert nowhere(table) == {"F": 37, "M": 44, "U": 9, "T": 90}
    assert table.loc[table["sex"] == "T", "count"].sum() == 2860
    assert set(table.loc[table["place"] == NOWHERE, "name_fr"]) == {"Résidence non précisée"}
    districts = release.cells("district")
    assert districts.loc[districts["sex"] == "T", "count"].sum() == 2860
    assert set(districts.loc[districts["place"] == NOWHERE, "attachment"]) == {"not_attached"}


def test_small_figures_are_protected_and_sums_not_told(counts):
    few = TABLE.assign(count=[1200, 1400, 90, 80, 3, 44, 0, 0])
    release = dm.release(few)
    assert nowhere(release.cells()) == {"F": -1, "M": -1, "U": 0, "T": 47}
    assert not release.by().sums_told
    few.to_csv(counts, index=False)
    told = run("map", counts, counts.with_name("o.svg")).output
    assert "adding up" not in told
    assert "4 of no" not in told
    told = run("check", counts).output
    assert "47" not in told
    assert "2,817" not in told
    told = run("check", counts, "--sums").output
    assert "8 in = 4 matched + 4 of no stated residence + 0 not matched" in told


@pytest.mark.parametrize(
    ("measure", "language", "note"),
    [
        ("total", "en", "Place of residence not stated, not on the map: 90."),
        ("women", "en", "Place of residence not stated, not on the map: 37."),
        ("share_women", "en", "Place of residence not stated, not on the map: 90."),
        ("total", "fr", "Lieu de résidence non précisé, hors de la carte : 90."),
    ],
)
def test_every_map_says_how_many_they_are(measure, language, note):
    for by in ("country", "district"):
        composed = compose(dm.release(TABLE), MapSpec(measure=measure, language=language), by=by)
        captions = " ".join(composed.words.captions).replace("\u202f", " ").replace("\xa0", " ")
        assert note in captions
        assert NOWHERE not in composed.table.index


def test_a_hidden_number_is_not_in_the_note():
    few = TABLE.assign(count=[1200, 1400, 90, 80, 3, 0, 0, 0])
    composed = compose(dm.release(few), MapSpec(language="en"))
    assert "Place of residence not stated, not on the map: not shown." in " ".join(
        composed.words.captions
    )


def test_without_such_people_nothing_is_said():
    composed = compose(dm.release(TABLE[:4]), MapSpec(language="en"))
    assert "residence not stated" not in " ".join(composed.words.captions)
    release = dm.release(TABLE[:4])
    assert (release.read.report.rows_not_stated, release.by().aside) == (0, None)
    assert NOWHERE not in set(release.cells()["place"])


def test_only_those_of_the_year_shown_are_told():
    old = TABLE.assign(year=2019, count=TABLE["count"] * 10)
    both = pd.concat([old, TABLE.assign(year=2020)])
    assert nowhere(dm.release(both).cells())["T"] == 90
    assert nowhere(dm.release(both, year=2019).cells())["T"] == 900


def test_sources_side_by_side_have_a_row_of_them(counts):
    other = counts.with_name("other.csv")
    TABLE[:5].to_csv(other, index=False)
    table = compare_counts([counts, other]).table.set_index("place")
    assert table.loc[NOWHERE, ["counts", "other"]].tolist() == [90, 30]
    assert table.loc[NOWHERE, "name_en"] == "Residence not stated"
    assert pd.isna(table.loc[NOWHERE, "highest"])


def test_check_tells_their_sum_where_sums_are_told(counts):
    told = run("check", counts, "--sums")
    assert told.exit_code == 0, told.output
    assert "2,860 in = 2,770 matched + 90 of no stated residence + 0 not matched" in told.output
    told = run("map", counts, counts.with_name("o.svg"))
    assert "2,860 = 2,770 matched + 90 of no stated residence + 0 not matched" in told.output


def test_a_table_of_none_but_such_people_is_refused():
    with pytest.raises(CountsError, match="no row fits a place"):
        dm.release(TABLE[4:])
    report = dm.check(TABLE[4:])
    assert [finding.text for finding in report.of_level("error")] == ["no row fits a place"]


def test_what_is_declared_is_a_place_all_the_same():
    release = dm.release(TABLE, aliases={"Inconnu": "TCD"})
    assert release.cells().set_index(["place", "sex"])["count"]["TCD", "M"] == 44
    assert release.read.report.people_not_stated == 46


def test_a_city_that_is_not_stated_is_no_place(tmp_path):
    path = tmp_path / "cities.csv"
    rows = ["Douala,F,50", "Libreville,F,120", "Libreville,M,100", "Ville non précisée,M,12"]
    path.write_text("\n".join(["city,sex,count", *rows]) + "\n", encoding="utf-8")
    report = dm.release(path, origin="NGA").read.report
    assert (report.people_matched, report.people_not_stated) == (270, 12)


@pytest.mark.parametrize("column", ["origin", "subdivision"])
def test_parts_that_are_not_stated_are_blank(column):
    rows = [("France", "F", 50, "Non renseigné"), ("France", "M", 60, "")]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count", column])
    by = "region" if column == "origin" else "district"
    release = dm.release(counts, by=[by])
    assert release.read.report.unmatched.empty
    assert release.cells().set_index(["place", "sex"])["count"]["FRA", "T"] == 110


def test_counted_persons_keep_the_parts_of_places_that_are_not_known():
    rows = [
        *(("Atlantide", "F", 2, "Nord", "Ouest"), ("Atlantide", "F", 3, "Sud", "Non précisé")),
        *(("France", "F", 4, "Inconnue", ""), ("France", "F", 5, "", "Lune")),
        ("Inconnu", "F", 6, "Nord", ""),
    ]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count", "subdivision", "origin"])
    coded = with_codes(counts.replace("", None)).counts
    written = coded.astype("object").where(coded.notna(), None).to_numpy().tolist()
    assert written == [
        ["(not stated)", "F", 6, "Nord", None],
        ["Atlantide", "F", 2, "Nord", "CM-OU"],
        ["Atlantide", "F", 3, "Sud", None],
        ["FRA", "F", 5, "(not stated)", "Lune"],
        ["FRA", "F", 4, "(not stated)", None],
    ]


def test_on_a_map_by_origin_they_are_counted_where_they_come_from():
    rows = [
        *(("France", "F", "Littoral", 71), ("France", "M", "Littoral", 40)),
        *(("Non renseigné", "F", "Extrême-Nord", 90), ("Non renseigné", "M", "Extrême-Nord", 40)),
    ]
    table = pd.DataFrame(rows, columns=["place", "sex", "origin", "count"])
    release = dm.release(table)
    regions = release.cells("region").set_index(["place", "sex"])["count"]
    assert (regions["CM-LT", "T"], regions["CM-EN", "T"]) == (111, 130)
    assert NOWHERE not in set(release.cells("region")["place"])
    composed = compose(release, MapSpec(language="en"), by="region")
    assert "residence not stated" not in " ".join(composed.words.captions)


def test_they_are_linked_with_the_other_tables():
    """Alone 3 of 53 would be hidden with the men; the sums by region would tell them."""
    rows = [
        *(("France", "F", "Littoral", 30), ("France", "M", "Littoral", 40)),
        *(("Gabon", "F", "Ouest", 20), ("Gabon", "M", "Ouest", 25)),
        *(("not stated", "F", "Ouest", 3), ("not stated", "M", "Ouest", 50)),
    ]
    release = dm.release(pd.DataFrame(rows, columns=["place", "sex", "origin", "count"]))
    (pattern,) = release.patterns.values()
    hidden = {tuple(cell) for cell in pattern.hidden}
    assert {("country", NOWHERE, "F"), ("district", NOWHERE, "F")} <= hidden
    assert {place for table, place, _ in hidden if table == "country"} > {NOWHERE}
