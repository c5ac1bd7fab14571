"""Published tables: rows and their order, sums, what is not shown, words in both languages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.export import TableSpec, published_table

GOLDEN = Path(__file__).parent
COUNTS = [
    *(("FRA", "F", 900), ("FRA", "M", 700)),
    *(("GAB", "F", 400), ("GAB", "M", 600)),
    *(("DEU", "F", 60), ("DEU", "M", 30)),
    *(("ITA", "F", 20), ("ITA", "M", 25)),
    *(("TCD", "F", 1), ("TCD", "M", 2)),
    *(("NGA", "F", 2), ("NGA", "M", 1)),
    *(("CHE", "F", 3), ("CHE", "M", 80)),
]


def frame(rows):
    return pd.DataFrame(rows, columns=["place", "sex", "count"])


def released(rows=COUNTS, **options):
    return dm.release(frame(rows), **options)


def open_(rows, **options):
    return released(rows, profile="none", confidential=True, **options)


def people(table, part=None):
    """Return the figures of rows: women, men and total."""
    return [
        tuple(row.cells[name].value for name in ("women", "men", "total"))
        for row in table.rows
        if part is None or row.part == part
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("name", "spec"), [("top", {"top": 12}), ("small", {"group_under": 100})])
def test_golden(language, name, spec, tmp_path):
    release = dm.release("undesa:CMR", year=2020, since=2010)
    table = release.table(tmp_path / "t.md", language=language, **spec)
    expected = GOLDEN / f"{name}_{language}.md"
    assert (tmp_path / "t.md").read_text("utf-8") == expected.read_text("utf-8")
    assert people(table, "total") == [(221_636, 219_379, 441_015)]


def test_places_stand_by_rank_women_first():
    table = open_(COUNTS).table(language="en")
    assert [column.name for column in table.columns] == [
        *("rank", "women", "men", "total", "share_total", "share_women"),
    ]
    names = [row.name for row in table.rows]
    assert names[:3] == ["France", "Gabon", "Germany"]
    assert table.written(table.rows[0]) == (
        *("France", "1", "900", "700", "1,600", "56.7", "56.2"),
    )
    ranks = {row.name: row.cells["rank"].text for row in table.rows}
    assert (ranks["Chad"], ranks["Nigeria"], ranks["Total"]) == ("6", "6", "")


def test_what_is_hidden_has_no_rank_and_tells_nothing_by_where_it_stands():
    table = released().table(language="en", group_under=100)
    hidden = [row for row in table.rows if row.part == "place" and not row.cells["rank"].text]
    assert hidden
    assert all(row.cells["total"].state == "suppressed" for row in hidden)
    assert [row.name for row in hidden] == sorted(row.name for row in hidden)
    assert table.words.signs["c"] == "protected, not shown"
    for row in table.rows:
        shown = row.cells["total"].state == "value"
        assert (row.cells["share_total"].state == "value") == shown
    top = released().table(language="en", top=1)
    (not_shown,) = [row for row in top.rows if row.part == "hidden"]
    assert not_shown.name == f"Not shown ({len(hidden)})"
    assert top.rows[1].part == "others"
    assert not {row.place for row in hidden} & {row.place for row in top.rows}


def test_a_share_of_few_people_has_its_sign():
    table = open_(COUNTS).table(language="fr")
    (italy,) = [row for row in table.rows if row.name == "Italie"]
    assert italy.cells["share_women"].text == "n.s."
    assert table.words.signs["n.s."] == "base de moins de 50 personnes"


def test_rows_of_several_places_are_counted_and_named():
    table = open_(COUNTS).table(language="en", group_under=100)
    assert [row.name for row in table.rows][2:] == ["5 countries under 100 people", "Total"]
    assert people(table)[2] == (86, 138, 224)
    table = open_(COUNTS).table(language="fr", top=2)
    assert [row.name for row in table.rows][2:] == ["Autres pays (5)", "Total"]
    # One other place is no "others".
    assert [row.part for row in open_(COUNTS[:6]).table(top=2).rows].count("others") == 0


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=12)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["FRA", "GAB", "DEU", "ITA", "TCD", "NGA", "CHE", "USA", ""]),
            st.sampled_from("FMU"),
            st.integers(0, 400),
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda row: row[:2],
    ),
    top=st.none() | st.integers(1, 4),
    under=st.sampled_from([0, 5, 100]),
    district=st.booleans(),
)
def test_totals_in_are_totals_out(rows, top, under, district):
    rows = [*rows, ("CAN", "F", 7)]
    named = [(place or "Unknown", sex, count) for place, sex, count in rows]
    release = open_(named)
    by = "district" if district else "country"
    table = release.table(by=by, top=top, group_under=under)
    for name, sexes in (("women", "F"), ("men", "M"), ("unknown", "U"), ("total", "FMU")):
        if name not in {column.name for column in table.columns}:
            continue
        put_in = sum(count for _, sex, count in rows if sex in sexes)
        *parts, total = [row.cells[name].value or 0 for row in table.rows]
        if name != "total" or all(row.cells[name].state == "value" for row in table.rows):
            assert sum(parts) == total
        if total and name != "total":
            assert total == put_in
    ranked = [row.cells for row in table.rows if row.cells["rank"].value]
    for first, second in pairwise(ranked):
        assert first["total"].value >= second["total"].value
        same = first["total"].value == second["total"].value
        assert (first["rank"].value == second["rank"].value) == same


def test_people_of_no_stated_residence_and_of_split_countries_are_rows():
    rows = [*COUNTS, ("Unknown", "F", 50), ("Unknown", "M", 70), ("GHA", "F", 30), ("NGA", "U", 9)]
    country = open_(rows).table(language="en")
    (nowhere,) = [row for row in country.rows if row.part == "nowhere"]
    assert (nowhere.name, nowhere.cells["total"].value) == ("Residence not stated", 120)
    assert "unknown" in {column.name for column in country.columns}
    district = open_(rows).table(by="district", language="en")
    parts = {row.part: row.name for row in district.rows}
    assert parts["split"] == "Shared countries (1)"
    assert parts["outside"] == "Ghana"
    assert people(district, "total") == people(country, "total")


def test_per_cent_of_rows_and_columns():
    by_row = open_(COUNTS).table(language="en", percent="row")
    first = by_row.rows[0].cells
    assert (first["women_of_row"].text, first["men_of_row"].text) == ("56.2", "43.8")
    by_column = open_(COUNTS).table(language="en", percent="column")
    first = by_column.rows[0].cells
    assert first["women_of_column"].text == f"{100 * 900 / 1386:.1f}"
    assert by_column.rows[-1].cells["total_of_column"].text == "100.0"
    hidden = released().table(percent="column")
    for row in hidden.rows:
        for name in ("women", "men", "total"):
            assert row.cells[f"{name}_of_column"].state == row.cells[name].state


def test_a_year_that_hides_somebody_has_no_sum():
    rows = [
        (place, sex, year, n)
        for year, n in ((2010, 3), (2020, 50))
        for place in ("FRA", "GAB")
        for sex in "FM"
    ]
    counts = pd.DataFrame(rows, columns=["place", "sex", "year", "count"])
    table = dm.release(counts).table(by="year", language="en")
    assert [table.written(row) for row in table.rows] == [
        ("2010", "c", "c", "c", "c"),
        ("2020", "100", "100", "200", "50.0"),
    ]
    assert "total" not in {row.part for row in table.rows}
    assert table.by == "year"
    with pytest.raises(UsageError, match="two or more"):
        dm.release(counts[counts["year"] == 2020]).table(by="year")
    with pytest.raises(UsageError, match="Leave since out"):
        dm.release(counts, year=2020, since=2010).table(by="year")


def test_ages_stand_from_the_youngest():
    rows = [
        ("FRA", sex, age, 40 + n)
        for n, age in enumerate(("5-14", "15-24", "0-4", None))
        for sex in "FM"
    ]
    counts = pd.DataFrame(rows, columns=["place", "sex", "age", "count"])
    table = dm.release(counts).table(by="age", language="en")
    assert [row.name for row in table.rows] == [
        *("0\N{EN DASH}4", "5\N{EN DASH}14", "15\N{EN DASH}24", "Age not stated", "Total"),
    ]
    assert table.header[0] == "Age"


def test_levels_of_education_rise_and_occupations_are_ranked():
    rows = [
        ("FRA", sex, level, job, n)
        for level, job, n in (
            *(("Doctorat", "ISCO 2", 20), ("Primaire", "Tailor", 90)),
            *(("Baccalauréat", "ISCO 2", 40), ("Secondaire", "", 30)),
        )
        for sex in "FM"
    ]
    counts = pd.DataFrame(rows, columns=["place", "sex", "niveau d'études", "métier", "count"])
    release = dm.release(counts)
    table = release.table(by="education")
    assert [row.name for row in table.rows] == [
        *("Primaire", "Secondaire", "Baccalauréat", "Doctorat", "Total")
    ]
    assert table.header[0] == "Niveau d’études"
    assert table.words.title.endswith("par niveau d’études et par sexe")
    table = release.table(by="occupation", language="en")
    assert [row.name for row in table.rows] == [
        *("Tailor", "Professionals", "Occupation not stated", "Total")
    ]
    assert table.rows[-1].cells["total"].value == 360


@pytest.fixture(scope="module")
def two_sources():
    return dm.release("undesa:CMR"), dm.release("undesa-2024:CMR")


def test_sources_stand_beside_each_other_and_are_never_added(two_sources):
    one, other = two_sources
    table = one.table(by="sources", beside=[other], language="en", top=3)
    assert [row.name for row in table.rows] == ["France", "United States", "Nigeria"]
    cells = table.rows[0].cells
    assert [cells[c.name].text for c in table.columns] == ["92,983", "127,995", "92,983", "127,995"]
    states = {name: cell.state for name, cell in table.rows[1].cells.items()}
    assert states["source_2"] == "no_data"
    assert states["lowest"] == states["highest"] == "not_applicable"
    assert "never added" in table.words.notes[0]
    assert (
        set(table.words.sources) == {"undesa_2020", "undesa_2024"} or len(table.words.sources) == 2
    )
    assert len(table.wide) > 50
    for asked, why in (
        ({"by": "sources"}, "One source alone"),
        ({"beside": [other]}, "Give by='sources'"),
    ):
        with pytest.raises(UsageError, match=why):
            one.table(**asked)


def test_sources_of_which_one_hides_what_the_other_shows_are_not_compared():
    rows = [("FRA", "F", 60), ("FRA", "M", 3)]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"])
    one, two = (dm.release(counts.assign(source=name)) for name in ("a", "b"))
    with pytest.raises(UsageError, match="not published"):
        one.table(by="sources", beside=[two])


def test_a_log_counts_what_readers_of_the_tables_can_count_and_no_more(tmp_path):
    rows = [
        ("FRA", sex, level, "permit", n)
        for level, n in (("ED0-2", 50), ("ED3_4", 3), ("ED5-8", 80))
        for sex in "FM"
    ]
    columns = ["place", "sex", "education", "legal_status", "count"]
    release = dm.release(
        pd.DataFrame(rows, columns=columns), by=("country", "education", "legal_status")
    )
    table = release.table(by="log", language="en")
    assert [row.place for row in table.rows] == ["country", "education"]  # one is restricted
    cells = release.by("education").cells
    hidden = int((cells["state"] == "suppressed").sum())
    assert hidden
    assert table.rows[1].cells["hidden"].value == hidden
    assert table.rows[1].cells["figures"].value == len(cells)
    assert "fewer than 5 people" in table.words.notes[0]
    table.write(tmp_path / "log.xlsx")
    with pytest.raises(UsageError, match="no shapes"):
        table.write(tmp_path / "log.gpkg")
    with pytest.raises(UsageError, match="none of SDMX"):
        table.write(tmp_path / "log.sdmx.csv")


def test_a_quantity_has_its_name_and_no_sexes():
    counts = pd.DataFrame({"place": ["FRA", "GAB"], "count": [12.5, 3.25]})
    release = dm.release(counts, quantity="Transferts", unit="XAF million")
    table = release.table(language="fr")
    assert table.header[2].startswith("Transferts (")
    assert [column.name for column in table.columns] == ["rank", "total", "share_total"]
    assert table.rows[-1].cells["total"].value == 15.75


def test_options_that_make_no_sense_are_refused():
    for spec in ({"top": 0}, {"group_under": -1}, {"percent": "half"}, {"language": "de"}):
        with pytest.raises(UsageError):
            TableSpec(**spec)
    with pytest.raises(UsageError, match="Leave sexes on"):
        TableSpec(percent="row", sexes=False)
    with pytest.raises(NotProtectedError):
        published_table(frame(COUNTS), TableSpec())


def test_a_confidential_table_is_stamped(tmp_path):
    table = open_(COUNTS).table(language="fr")
    assert table.words.stamp == "CONFIDENTIEL – ne pas diffuser"
    for ending in ("csv", "md", "html"):
        table.write(tmp_path / f"t.{ending}")
        assert table.words.stamp in (tmp_path / f"t.{ending}").read_text("utf-8-sig")[:1500]
