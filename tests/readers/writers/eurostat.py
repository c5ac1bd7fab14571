"""Writes counts as Eurostat gives them out: SDMX-CSV with or without names, and the older TSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from tests.readers.writers.tables import WITHHELD

#: Countries as they are read, by Eurostat's own codes.
GEO = {"DE": "DE", "EL": "GR", "UK": "GB", "XK": "XK", "NO": "NO", "AT": "AT"}
NAMES = {
    "DE": "Germany (until 1990 former territory of the FRG)",
    "EL": "Greece",
    "CM": "Cameroon",
    "UK": "United Kingdom",
    "XK": "Kosovo*",
    "NO": "Norway",
    "AT": "Austria",
    "A": "Annual",
    "F": "Females",
    "M": "Males",
    "T": "Total",
    "UNK": "Unknown",
    "TOTAL": "Total",
    "NR": "Number",
    "p": "provisional",
    "c": "confidential",
    "C": "Confidential statistics",
    "Y_LT15": "Less than 15 years",
    "FR": "France",
    "FOR": "Foreign country",
    "EU27_2020": "European Union - 27 countries (from 2020)",
}
LABELS = {
    "freq": "Time frequency",
    "c_birth": "Country of birth",
    "citizen": "Country of citizenship",
    "age": "Age class",
    "unit": "Unit of measure",
    "sex": "Sex",
    "TIME_PERIOD": "Time",
    "geo": "Geopolitical entity (reporting)",
    "OBS_VALUE": "Observation value",
    "OBS_FLAG": "Observation status (Flag) V2 structure",
    "CONF_STATUS": "Confidentiality status (flag)",
}
SEX = {"F": "F", "M": "M", "U": "UNK"}


@dataclass(frozen=True)
class Manner:
    """How a file is written: dataset, order of dimensions, names of codes, what is beside."""

    origin: str = "c_birth"
    order: tuple[str, ...] = ("freq", "origin", "age", "unit", "sex", "geo")
    names: str = "id"
    separator: str = ","
    confidential: bool = True
    totals: bool = True
    others: bool = True


def observations(table, manner):
    """Return a row a figure: codes of the dimensions, year, figure, flag, confidentiality."""
    rows = []
    for (place, year, sex), figure in table.items():
        rows.append(_observation(place, year, SEX[sex], figure, manner))
    keys = {(place, year) for place, year, _ in table}
    for place, year in sorted(keys) if manner.totals else ():
        sexes = [table.get((place, year, sex), 0 if sex == "U" else None) for sex in "FMU"]
        total = None if {None, WITHHELD} & set(sexes) else sum(sexes)
        if total is not None:
            rows.append(_observation(place, year, "T", total, manner))
    if manner.others:
        beside = {"origin": "FR"}, {"age": "Y_LT15"}, {"geo": "EU27_2020"}, {"origin": "FOR"}
        years = sorted({year for _, year, _ in table})
        for number, change in enumerate(beside):
            year = years[number % len(years)]
            rows.append({**_observation("DE", year, "F", 17 + number, manner), **change})
    return rows


def _observation(place, year, sex, figure, manner):
    flag = "c" if figure == WITHHELD else "p" if figure and figure % 7 == 0 else ""
    return {
        "freq": "A",
        "origin": "CM",
        "age": "TOTAL",
        "unit": "NR",
        "sex": sex,
        "geo": place,
        "year": str(year),
        "value": "" if figure in (None, WITHHELD) else str(figure),
        "flag": "" if manner.confidential and flag == "c" else flag,
        "conf": "C" if manner.confidential and flag == "c" else "",
    }


def sdmx_csv(table, manner):
    """Write SDMX-CSV; `names` is "id", "name" (a column beside) or "both" (in each cell)."""
    dataset = "MIGR_POP3CTB" if manner.origin == "c_birth" else "MIGR_POP1CTZ"
    columns = [*manner.order, "year", "value", "flag"] + ["conf"] * manner.confidential
    header, first = [], {"id": ["DATAFLOW", "LAST UPDATE"]}.get(manner.names)
    first = first or ["STRUCTURE", "STRUCTURE_ID"] + ["STRUCTURE_NAME"] * (manner.names == "name")
    flow = f"ESTAT:{dataset}(1.0)"
    about = {"id": [flow, "10/08/26 11:00:00"], "name": ["dataflow", flow, "Population"]}
    about["both"] = ["dataflow", f"{flow}: Population: on 1 January"]
    for name in columns:
        code = _code_of(name, manner)
        label = LABELS[code]
        header += {"id": [code], "name": [code, label], "both": [f"{code}: {label}"]}[manner.names]
    rows = [[*first, *header]]
    for seen in observations(table, manner):
        cells = [cell for name in columns for cell in _cells(name, seen[name], manner.names)]
        rows.append([*about[manner.names], *cells])
    return written(rows, manner.separator)


def _cells(name, code, names):
    label = NAMES.get(code, "")
    coded = name not in ("year", "value") and code
    if names == "id":
        return [code]
    if names == "name":
        return [code, label if coded else code if name == "year" else ""]
    return [f"{code}: {label}" if coded else code]


def _code_of(name, manner):
    codes = {"origin": manner.origin, "year": "TIME_PERIOD", "value": "OBS_VALUE"}
    return {**codes, "flag": "OBS_FLAG", "conf": "CONF_STATUS"}.get(name, name)


def tsv(table, manner):
    """Write the older TSV: dimensions packed, a column a year, ``:`` for no figure, flags after."""
    seen = observations(table, manner)
    years = sorted({row["year"] for row in seen})
    packed = {}
    for row in seen:
        key = ",".join(row[name] for name in manner.order)
        value = f"{row['value'] or ':'} {row['flag']}"
        packed.setdefault(key, {})[row["year"]] = value
    header = ",".join(_code_of(name, manner) for name in manner.order) + r"\TIME_PERIOD"
    lines = ["\t".join([header, *(f"{year} " for year in years)])]
    for key, values in packed.items():
        lines.append("\t".join([key, *(values.get(year, ": ") for year in years)]))
    return "\n".join(lines) + "\n"


def written(rows, separator):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
