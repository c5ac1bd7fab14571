"""Writes counts as the OECD gives them out: labelled SDMX-CSV, and the older CSV of women only."""

from __future__ import annotations

import csv
import io

from tests.readers.writers.tables import WITHHELD, by_place_and_year

PLACES = ("DEU", "FRA", "USA", "TUR")
NAMES = {
    "DEU": "Germany",
    "FRA": "France",
    "USA": "United States",
    "TUR": "Türkiye",
    "CMR": "Cameroon",
    "NGA": "Nigeria",
    "W": "World",
    "A": "Annual",
    "OECD": "OECD",
    "B11": "Inflows of foreign population",
    "B14": "Stocks of foreign-born population",
    "B15": "Stocks of foreign population",
    "F": "Female",
    "M": "Male",
    "_T": "Total",
    "_Z": "Not applicable",
    "PS": "Persons",
    "0": "Units",
    "B": "Break",
    "Q": "Missing value; suppressed",
    "WMN": "Women",
    "TOT": "Total",
}
MEASURES = {"born_in": "B14", "national": "B15"}
DIMENSIONS = {
    "REF_AREA": "Reference area",
    "CITIZENSHIP": "Citizenship",
    "FREQ": "Frequency of observation",
    "MEASURE": "Measure",
    "SEX": "Sex",
    "BIRTH_PLACE": "Place of birth",
    "EDUCATION_LEV": "Education level",
    "UNIT_MEASURE": "Unit of measure",
    "TIME_PERIOD": "Time period",
    "OBS_VALUE": "Observation value",
    "OBS_STATUS": "Observation status",
    "UNIT_MULT": "Unit multiplier",
    "DECIMALS": "Decimals",
}


def women_and_total(table):
    """Return women and everybody of each place and year: the OECD gives no men."""
    for (place, year), sexes in by_place_and_year(table).items():
        women, men = sexes.get("F"), sexes.get("M")
        known = None not in (women, men) and WITHHELD not in (women, men)
        yield place, year, women, women + men if known else None


def labelled(table, definition, *, labels):
    """Write the labelled CSV: a code and its name side by side, or codes alone."""
    first = ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"] if labels else ["DATAFLOW"]
    flow = "OECD.ELS.IMD:DSD_MIG@DF_MIG(1.0)"
    about = ["DATAFLOW", flow, "International migration database", "I"] if labels else [flow]
    pairs = [(code, label) if labels else (code,) for code, label in DIMENSIONS.items()]
    rows = [[*first, *(cell for pair in pairs for cell in pair)]]
    for codes in _codes(table, MEASURES[definition]):
        coded = [code in DIMENSIONS and code != "OBS_VALUE" for code in DIMENSIONS]
        cells = [
            cell
            for code, named in zip(codes, coded, strict=True)
            for cell in ([code, NAMES.get(code, "") if named else ""] if labels else [code])
        ]
        rows.append([*about, *cells])
    return _written(rows, csv.QUOTE_MINIMAL)


def _codes(table, measure):
    def row(place, origin, kind, sex, year, figure):
        status = "Q" if figure == WITHHELD else "B" if year == 2015 else "A"
        value = "" if figure in (None, WITHHELD) else str(figure)
        dimensions = [place, origin, "A", kind, sex, "_Z", "_Z", "PS"]
        return [*dimensions, str(year), value, status, "0", "0"]

    for place, year, women, total in women_and_total(table):
        yield row(place, "CMR", measure, "F", year, women)
        yield row(place, "CMR", measure, "_T", year, total)
        yield row(place, "NGA", measure, "_T", year, 77)
        yield row(place, "W", measure, "F", year, 88)
        yield row(place, "CMR", "B11", "_T", year, 99)
        yield row("OECD", "CMR", "B11", "_T", year, 99)


def older(table, definition):
    """Write the older CSV, all texts in quotes."""
    header = [
        *("CO2", "Country of birth/nationality", "VAR", "Variable", "GEN", "Gender", "COU"),
        *("Country", "YEA", "Year", "Value", "Flag Codes", "Flags"),
    ]
    rows = [header]
    for place, year, women, total in women_and_total(table):
        for sex, figure in (("WMN", women), ("TOT", total)):
            value = "" if figure in (None, WITHHELD) else figure
            flags = ["c", "Confidential"] if figure == WITHHELD else ["", ""]
            for origin, measure, shown in (
                ("CMR", MEASURES[definition], value),
                *(("NGA", MEASURES[definition], 6), ("CMR", "B11", 7)),
            ):
                names = [NAMES[code] for code in (origin, measure, sex, place)]
                codes = [origin, measure, sex, place]
                pairs = [cell for pair in zip(codes, names, strict=True) for cell in pair]
                rows.append([*pairs, str(year), str(year), shown, *flags])
    return _written(rows, csv.QUOTE_NONNUMERIC)


def _written(rows, quoting):
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator="\n").writerows(rows)
    return out.getvalue()
