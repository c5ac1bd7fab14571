"""Writes counts as UN DESA lays its workbooks out: three revisions, by destination and origin."""

from __future__ import annotations

from tests.readers.writers.tables import WITHHELD
from tests.workbooks import save_workbook

#: Countries of UN DESA's tables by M49 code.
PLACES = {"250": "France", "266": "Gabon", "004": "Afghanistan", "516": "Namibia", "840": "USA*"}

AREA = "Region, development group, country or area"
STOCK = "International migrant stock at mid-year"
#: Columns before the figures, by revision.
BOTH = {
    "2020": [
        *("Index", f"{AREA} of destination", "Notes of destination"),
        *("Location code of destination", "Type of data of destination"),
        *(f"{AREA} of origin", "Location code of origin"),
    ],
    "2024": [
        *("Index", f"{AREA} of destination", "Coverage", "Data type"),
        *("Location code of destination", f"{AREA} of origin", "Location code of origin"),
    ],
}
YEARS = {
    "2019": (1990, 1995, 2000, 2005, 2010, 2015, 2019),
    "2020": (1990, 1995, 2000, 2005, 2010, 2015, 2020),
    "2024": (1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024),
}


def write_both(path, table, revision):
    """Write a row a destination and origin, groups of countries and other origins between."""
    years = YEARS[revision]
    rows = [
        [None, "United Nations"],
        [None, f"International Migrant Stock {revision}: Destination and origin"],
        [None, f"POP/DB/MIG/Stock/Rev.{revision}"],
        [],
        _banner(len(BOTH[revision]), years, "{}, both sexes combined", "{}, males", "{}, females"),
        [*BOTH[revision], *years * 3],
    ]
    for place, name in {"900": "WORLD", **PLACES}.items():
        for code, origin in (("148", "Chad"), ("120", "Cameroon*")):
            given = {key: figure for key, figure in table.items() if key[0] == place}
            if code == "120" and not given and place != "900":
                continue
            values = _figures(given if code == "120" else {}, place, years)
            about = dict.fromkeys(BOTH[revision])
            about |= {"Index": len(rows), f"{AREA} of destination": f"   {name}"}
            about |= {f"{AREA} of origin": origin, "Location code of origin": int(code)}
            about["Location code of destination"] = int(place)
            rows.append([*about.values(), *values])
    save_workbook(path, ("Contents", [["Table of contents"]]), ("Table 1", rows))


def write_destinations(path, table, revision, *, two_rows):
    """Write a row a destination; in the 2019 revision over two rows, with formulas as index."""
    years = YEARS[revision]
    area = "Major area, region, country or area of destination" if two_rows else f"{AREA}"
    labels = ["Index", area, "Notes", "Code" if two_rows else "Location code", "Type of data"]
    over = ("{} (both sexes)", "{} (male)", "{} (female)")
    banner = _banner(5, years, *over)
    titles = [[None, f"International migrant stock {revision}"], [None, f"Rev.{revision}"]]
    if two_rows:
        header = [[*labels, *banner[5:]], [*[None] * 5, *years * 3]]
    else:
        header = [banner, [*labels, *years * 3]]
    rows = [*titles, [], *header]
    for place, name in {"900": "WORLD", **PLACES}.items():
        given = {key: figure for key, figure in table.items() if key[0] == place}
        if given or place == "900":
            index = f"=A{len(rows)}+1" if two_rows else len(rows)
            values = _figures(given, place, years)
            rows.append([index, name, None, int(place), "B R", *values])
    save_workbook(path, ("CONTENTS", [["Contents"]]), ("Table 1", rows))


def write_matrix(path, table):
    """Write the 2019 workbook: a sheet a sex, a row a year and destination, a column an origin."""
    sheets = [("CONTENTS", [["Total migrant stock 2019", "Table 1", "Table 2"]])]
    for number, (sex, title) in enumerate(
        {"T": "Total migrant stock", "M": "Male migrant stock", "F": "Female migrant stock"}.items()
    ):
        rows = [
            [f"{title} at mid-year by origin and by destination, 1990-2019"],
            ["POP/DB/MIG/Stock/Rev.2019"],
            [
                *("Year", "Sort\r\norder", "Major area, region, country or area of destination"),
                *("Notes", "Code", "Type of data (a)", "Country or area of origin"),
            ],
            [*[None] * 6, "Total", "Other North", "Other South", "Cameroon", "Chad"],
        ]
        for year in YEARS["2019"]:
            for place, name in {"900": "WORLD", **PLACES}.items():
                given = {key[2]: cell for key, cell in table.items() if key[:2] == (place, year)}
                if given or place == "900":
                    figure = _shown(_total(given) if sex == "T" else given.get(sex), blank=None)
                    about = [year, len(rows), name, None, int(place), "B"]
                    rows.append([*about, 2015, 7, 2019, figure, 1990])
        sheets.append((f"Table {number + 1}", rows))
    save_workbook(path, *sheets, ("ANNEX", [["Region, subregion, country or area", "Code"]]))


def _banner(width, years, *texts):
    row = [None] * width
    for text in texts:
        row += [text.format(STOCK), *[None] * (len(years) - 1)]
    return row


def _figures(given, place, years):
    """Return the figures of a row: both sexes of each year, then men, then women."""
    by_year = {year: {sex: given.get((place, year, sex)) for sex in "FMU"} for year in years}
    totals = [_shown(_total(sexes)) for sexes in by_year.values()]
    return totals + [_shown(by_year[year][sex]) for sex in "MF" for year in years]


def _total(sexes):
    """Return everybody: women, men and unknown, where these are told."""
    known = {sex: figure for sex, figure in sexes.items() if figure is not None}
    if WITHHELD in known.values():
        return 12
    return sum(known.values()) if {"F", "M"} <= known.keys() or known.keys() == {"U"} else None


def _shown(figure, blank=".."):
    return blank if figure is None else "~" if figure == WITHHELD else figure


def write_matrix_2015(path, table, *sexes, name="Cameroon"):
    """Write the workbook of 2013 and 2015: a sheet a year and sex, in the order T, M, F."""
    titles = {"T": "Total", "M": "Male", "F": "Female"}
    sheets = [("CONTENTS", [["Table 1", "Total migrant stock at mid-year by origin, 1990-2015"]])]
    years = sorted({year for _, year, _ in table})
    for year, sex in ((year, sex) for year in years for sex in sexes or "TMF"):
        rows = [
            [None, None, None, "United Nations"],
            [None, None, None, f"{titles[sex]} migrant stock at mid-year by origin, {year}"],
            [None, None, None, "POP/DB/MIG/Stock/Rev.2015"],
            ["December 2015 - Copyright © 2015 by United Nations"],
            [],
            [
                *("Sort\norder", "Major area, region, country or area of destination", "Notes"),
                *("Country code", "Type of data (a)", "Country or area of origin"),
            ],
            [*[None] * 5, "Total", "Other North", "Other South", "Chad", name, "Congo"],
        ]
        for place, label in {"900": "WORLD", **PLACES}.items():
            given = {key[2]: cell for key, cell in table.items() if key[:2] == (place, year)}
            if given or place == "900":
                figure = _shown(_total(given) if sex == "T" else given.get(sex))
                rows.append([len(rows), label, "(1)", int(place), "B R", 99, 1, 2, 7, figure, 3])
        sheets.append((f"Table {len(sheets)}", rows))
    save_workbook(path, *sheets, ("NOTES", [["Notes", "(1) Including Corsica"]]))
