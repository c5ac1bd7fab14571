from __future__ import annotations

import pytest

from diasporamap.api import release
from diasporamap.errors import CountsError
from diasporamap.maps import MapSpec, compose
from diasporamap.readers.registry import read_table
from tests.notes import texts

YEARS = [2015, 2020]
SEXES = ["both sexes combined", "males", "females"]
AREA = "Region, development group, country or area"


def banner(width, *, revision="2020", text="International migrant stock at mid-year"):
    titles = [
        [None, "United Nations"],
        [None, f"International Migrant Stock {revision}: Destination and origin"],
        [None, f"POP/DB/MIG/Stock/Rev.{revision}"],
    ]
    sexes = [f"{text}, both sexes combined", f"{text}, males", f"{text}, females"]
    row = [None] * width
    for sex in sexes:
        row += [sex, *[None] * (len(YEARS) - 1)]
    return [*titles, row, []]


def both(save_sheets, *rows, revision="2020"):
    header = ["Index", f"{AREA} of destination", "Notes of destination"]
    header += ["Location code of destination", "Type of data of destination"]
    header += [f"{AREA} of origin", "Location code of origin"]
    years = [2015, min(2020, int(revision))] * 3
    return save_sheets(
        ("Contents", [["Table of contents"]]),
        ("Table 1", [*banner(7, revision=revision), [*header, *years], *rows]),
    )


def test_a_workbook_by_destination_and_origin(save_sheets, rows_of):
    path = both(
        save_sheets,
        [1, "WORLD", None, 900, None, "Cameroon", 120, 312, 322, 150, 160, 160, 160],
        [2, "  France*", 3, 250, "B", "Cameroon", 120, 300, 310, 140, 150, 160, 160],
        [3, "  Gabon", None, 266, "C R", "Cameroon", 120, 12, "~", "..", "~", "..", 8],
        [4, "  Gabon", None, 266, "C R", "Chad", 148, 5, 5, 2, 2, 3, 3],
        [5, "  Mali", None, 466, "I", "Cameroon", 120, "..", 0, "..", 0, "..", 0],
    )
    table = read_table(path)
    assert table.recognised.format == "undesa"
    assert (table.recognised.sheet, table.recognised.header_rows) == ("Table 1", (6,))
    assert rows_of(table.counts, "place", "year", "sex", "count", "status") == [
        ("250", 2015, "M", 140, None),
        ("250", 2015, "F", 160, None),
        ("250", 2020, "M", 150, None),
        ("250", 2020, "F", 160, None),
        ("266", 2015, "U", 12, None),
        ("266", 2020, "M", None, "withheld"),
        ("266", 2020, "F", 8, None),
        ("466", 2015, "M", None, None),
        ("466", 2015, "F", None, None),
        ("466", 2020, "M", 0, None),
        ("466", 2020, "F", 0, None),
    ]
    assert table.counts["source"].unique().tolist() == ["undesa_2020"]
    notes = " | ".join(texts(table.recognised.notes))
    assert "kept the people from Cameroon, of 2 origins in the workbook" in notes
    assert "left out 1 group of countries, which is no place: WORLD" in notes
    assert "1 place counts foreign citizens, not people born abroad: GAB" in notes
    assert "1 place has no data of its own" in notes


def test_what_a_source_withholds_is_hidden_though_it_is_published(save_sheets):
    path = both(save_sheets, [1, "Gabon", None, 266, "B", "Cameroon", 120, 9, 12, 4, "~", 5, 8])
    cells = release(path).by().cells.set_index("sex")
    assert cells["state"].to_dict() == {"F": "value", "M": "suppressed", "T": "suppressed"}
    assert cells.at["F", "count"] == 8
    assert cells["count"].isna().sum() == 2


@pytest.mark.parametrize("revision", ["2019", "2024"])
def test_revisions_are_sources_of_their_own(save_sheets, revision):
    row = [1, "France", None, 250, "B", "Cameroon", 120, 3, 3, 1, 1, 2, 2]
    table = read_table(both(save_sheets, row, revision=revision))
    assert table.counts["source"].unique().tolist() == [f"undesa_{revision}"]
    assert table.sources[f"undesa_{revision}"].published


def test_a_header_over_two_rows_and_an_index_of_formulas(save_sheets, rows_of):
    text = "International migrant stock at mid-year (both sexes)"
    rows = [
        [None, None, "International migrant stock 2019"],
        [None, None, "POP/DB/MIG/Stock/Rev.2019"],
        [
            *("Sort order", "Major area, region, country or area of destination", "Notes", "Code"),
            *("Type of data (a)", text, None, text.replace("both sexes", "male"), None),
            *(text.replace("both sexes", "female"), None),
        ],
        [None] * 5 + [2015, 2019] * 3,
        [1, "WORLD", None, 900, None, 30, 31, 10, 11, 20, 20],
        ["=A5+1", "France", None, 250, "B", 30, 31, 10, 11, 20, 20],
    ]
    table = read_table(save_sheets(("Table 1", rows)))
    assert rows_of(table.counts, "place", "year", "sex", "count") == [
        ("250", 2015, "M", 10),
        ("250", 2015, "F", 20),
        ("250", 2019, "M", 11),
        ("250", 2019, "F", 20),
    ]
    assert "the places add up to the total of the table in all 4 sums" in tuple(
        map(str, table.recognised.notes)
    )


def test_a_workbook_with_a_column_an_origin(save_sheets, rows_of):
    def sheet(sex, cameroon):
        return [
            ["United Nations"],
            [f"Total migrant stock at mid-year by origin and by destination, {sex}"],
            ["POP/DB/MIG/Stock/Rev.2019"],
            [
                *("Year", "Sort order", "Major area, region, country or area of destination"),
                *("Notes", "Code", "Type of data (a)", "Country or area of origin"),
            ],
            [*[None] * 6, "Total", "Other North", "Cameroon", "Chad"],
            [2019, 1, "WORLD", None, 900, None, 9, 1, cameroon, 3],
            [2019, 2, "France", None, 250, "B", 9, 1, cameroon, 3],
            [2019, 3, "Gabon", None, 266, "B", 9, 1, None, 3],
        ]

    path = save_sheets(
        ("CONTENTS", [["Contents"]]),
        ("Table 1", sheet("both sexes combined", 30)),
        ("Table 2", sheet("males", 10)),
        ("Table 3", sheet("females", 20)),
    )
    table = read_table(path)
    assert table.recognised.format == "undesa-matrix"
    assert rows_of(table.counts, "place", "year", "sex", "count") == [
        ("250", 2019, "M", 10),
        ("250", 2019, "F", 20),
        ("266", 2019, "M", None),
        ("266", 2019, "F", None),
    ]
    assert table.counts["source"].unique().tolist() == ["undesa_2019"]


def test_the_2024_revision_has_more_years(save_sheets, rows_of):
    years = [1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024]
    title = "International migrant stock at mid-year"
    rows = [
        [None, "International Migrant Stock 2024: Destination and origin"],
        [*[None] * 7, *(cell for sex in SEXES for cell in (f"{title}, {sex}", *[None] * 7))],
        [
            *("Index", f"{AREA} of destination", "Coverage", "Data type"),
            *("Location code of destination", f"{AREA} of origin", "Location code of origin"),
            *years * 3,
        ],
        [1, "Gabon", "x", "B", 266, "Cameroon*", 120, *[30] * 8, *[10] * 8, *[20] * 7, "~"],
    ]
    counts = read_table(save_sheets(("Table 1", rows))).counts
    assert counts["source"].unique().tolist() == ["undesa_2024"]
    assert sorted(counts["year"].unique()) == years
    assert rows_of(counts[counts["year"] == 2024], "sex", "count", "status") == [
        ("M", 10, None),
        ("F", None, "withheld"),
    ]


def test_a_country_that_a_workbook_lacks_is_named(save_sheets):
    path = both(save_sheets, [1, "France", None, 250, "B", "Chad", 148, 3, 3, 1, 1, 2, 2])
    with pytest.raises(CountsError, match=r"no people from Cameroon \(CMR\)"):
        read_table(path)
    assert read_table(path, origin="TCD").counts["count"].sum() == 6


def test_formulas_among_the_figures_are_refused(save_sheets):
    path = both(save_sheets, [1, "France", None, 250, "B", "Cameroon", 120, 3, 3, "=1", 1, 2, 2])
    with pytest.raises(CountsError, match="the cell is a formula"):
        read_table(path)


def by_destination(save_sheets, *rows):
    header = ["Index", AREA, "Notes", "Location code", "Type of data"]
    return save_sheets(("Table 1", [*banner(5), [*header, *YEARS, *YEARS, *YEARS], *rows]))


def test_a_workbook_without_origins_is_never_shown_as_people_from_one(save_sheets):
    path = by_destination(save_sheets, [1, "France", None, 250, "B", 300, 310, 140, 150, 160, 160])
    assert read_table(path).all_origins
    made = release(path)
    assert made.by().all_origins
    title = compose(made.by(), MapSpec(measure="women", language="en")).words.title
    assert title == "Women migrants of all origins, 2020"
    row = [1, "France", None, 250, "B", "Cameroon", 120, 300, 310, 140, 150, 160, 160]
    assert not read_table(both(save_sheets, row)).all_origins
    assert not release(both(save_sheets, row)).by().all_origins


@pytest.mark.parametrize(
    ("origin", "counted"),
    [
        ("CMR", "people born in Cameroon or citizens of Cameroon"),
        ("TCD", "people born in Chad or citizens of Chad"),
    ],
)
def test_maps_say_that_some_countries_count_citizens(save_sheets, origin, counted):
    rows = [
        [1, "France", None, 250, "B", "Cameroon", 120, 30, 31, 10, 11, 20, 20],
        [2, "Gabon", None, 266, "C", "Chad", 148, 30, 31, 10, 11, 20, 20],
    ]
    shown = release(both(save_sheets, *rows), origin=origin, year=2020).by()
    source, note, *_ = compose(shown, MapSpec(language="en")).words.captions
    assert source.endswith("Stock 2020.")
    assert note.startswith(f"Note. Depending on the country, UN DESA counts {counted}.")
