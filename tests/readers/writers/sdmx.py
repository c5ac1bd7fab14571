"""Writes counts as any SDMX-CSV 2.0 that a national office may give out."""

from __future__ import annotations

from dataclasses import dataclass

from tests.readers.writers.eurostat import written
from tests.readers.writers.tables import WITHHELD

SEX = {"F": "F", "M": "M", "U": "_U"}
NAMES = {
    "F": "Female",
    "M": "Male",
    "_U": "Unknown",
    "GA": "Gabon",
    "FR": "France",
    "NA": "Namibia",
}
NAMES |= {"A": "Normal value", "C": "Confidential", "TD": "Chad"}
PLACES = ("GA", "FR", "NA", "TD")


@dataclass(frozen=True)
class Manner:
    """How a file is written: names in the cells, keys, separator, sub-fields, years, order."""

    both: bool = False
    keys: bool = False
    separator: str = ","
    several: bool = False
    year: str = "{}"
    action: bool = True
    value_first: bool = False


def sdmx_csv(table, manner):
    """Write a row a figure; attributes that differ from row to row stand after the figure."""
    dimensions = {"FREQ": "Frequency", "REF_AREA": "Reference area: of residence", "SEX": "Sex"}
    dimensions |= {"TIME_PERIOD": "Time period"}
    after = {"OBS_STATUS": "Observation status", "CONF_STATUS": "Confidentiality", "REMARK": ""}
    first = ["STRUCTURE[;]" if manner.several else "STRUCTURE", "STRUCTURE_ID"]
    first += ["ACTION"] * manner.action + ["SERIES_KEY", "OBS_KEY"] * manner.keys
    named = {**dimensions, "OBS_VALUE": "Observation value", **after}
    order = [*dimensions, "OBS_VALUE", *after]
    if manner.value_first:
        order = ["OBS_VALUE", *dimensions, "OBS_STATUS", "CONF_STATUS"]
    header = [f"{code}: {named[code]}" if manner.both else code for code in order]
    rows = [[*first, *header]]
    for number, ((place, year, sex), figure) in enumerate(table.items()):
        flow = "NSO:DF_DIASPORA(1.0)" + (": Diaspora: by sex" if manner.both else "")
        key = f"A.{place}.{SEX[sex]}"
        about = ["dataflow", flow, *["I"] * manner.action]
        about += [key, f"{key}.{year}"] * manner.keys
        codes = {
            "FREQ": "A",
            "REF_AREA": place,
            "SEX": SEX[sex],
            "OBS_STATUS": "A",
            "CONF_STATUS": "C" if figure == WITHHELD else "F",
        }
        cells = {code: _both(text) if manner.both else text for code, text in codes.items()}
        value = {None: "NaN", WITHHELD: ""}.get(figure, str(figure))
        cells |= {"TIME_PERIOD": manner.year.format(year), "OBS_VALUE": value}
        cells["REMARK"] = f"Note {number}; as told"
        rows.append([*about, *(cells[code] for code in order)])
    return written(rows, manner.separator)


def _both(code):
    return f"{code}: {NAMES[code]}" if code in NAMES else code
