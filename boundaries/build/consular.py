"""Write the tables of Cameroon's missions and consular districts from a list of missions.

Usage: ``python boundaries/build/consular.py LIST.csv`` with the project's own environment. The list
has a row a mission; what it says is kept, what it does not say is left blank.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.districts.model import (
    MEMBERSHIP_COLUMNS,
    MISSION_COLUMNS,
    mission_name_en,
    mission_name_fr,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HERE = Path(__file__).parent
#: City as the list writes it: French and English name. Cities not named here are the same in both.
CITIES = {
    "Addis Ababa": ("Addis-Abeba", "Addis Ababa"),
    "Algiers": ("Alger", "Algiers"),
    "Beijing": ("Pékin", "Beijing"),
    "Berne": ("Berne", "Bern"),
    "Brasília": ("Brasilia", "Brasília"),
    "Bruxelles (Forest)": ("Bruxelles", "Brussels"),
    "Cairo": ("Le Caire", "Cairo"),
    "Dubai": ("Dubaï", "Dubai"),
    "Hamburg": ("Hambourg", "Hamburg"),
    "La Haye": ("La Haye", "The Hague"),
    "London": ("Londres", "London"),
    "Moscow": ("Moscou", "Moscow"),
    "N'Djamena": ("N'Djaména", "N'Djamena"),
    "Riyadh": ("Riyad", "Riyadh"),
    "Tel Aviv (Ramat Gan)": ("Tel-Aviv", "Tel Aviv"),
    "Tokyo (Setagaya)": ("Tokyo", "Tokyo"),
    "Washington, D.C.": ("Washington", "Washington, D.C."),
}
#: What tells two missions of one city apart.
ACCREDITED = {"ita-rome-saint-siege": ("Saint-Siège", "Holy See")}
#: Days that the sources of the list give; the decree counts, where it is known.
VALID_FROM = {
    "nga-lagos-cg": ("2009-02-03", "Day of the decree; commissioned on 2010-12-04."),
    "caf-bouar": ("2012-07-19", "Prefectures as of 2012, before they were split in 2020."),
    "cog-ouesso": ("2018-10-31", "Day of the inauguration."),
    "gnq-mongomo": ("2019-10-07", ""),
    "chn-guangzhou-cg": ("2024-11-07", ""),
}
#: Embassies that keep what the consulates of their host country leave.
REMAINDERS = {
    "caf-bangui": "CAF",
    "chn-beijing": "CHN",
    "cog-brazzaville": "COG",
    "nga-abuja": "NGA",
}
#: Units that the list itself calls disputed: not taken as documented.
DISPUTED = {("fra-paris", "GRC")}
#: Words of the list about how it was made, and what they mean to its reader.
WORDING = {
    "memory": "general knowledge, no source seen",
    "not seen in any stored page": "No source was seen.",
    "type from memory": "The kind of mission is general knowledge.",
    "yellow-pages record seen by find_string": "yellow-pages record",
}
#: What the boundaries cannot show.
UNIT_NOTES = {
    "GQ-WN": "The boundaries draw Djibloho (GQ-DJ, split off in 2017), which is in no district, "
    "as part of this province."
}


def missions(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the rows of the table of missions."""
    table = []
    for row in rows:
        city_fr, city_en = CITIES.get(row["city"], (row["city"], row["city"]))
        name_fr = mission_name_fr(row["type"], city_fr)
        name_en = mission_name_en(row["type"], city_en)
        if row["mission_id"] in ACCREDITED:
            seat_fr, seat_en = ACCREDITED[row["mission_id"]]
            name_fr, name_en = f"{name_fr} ({seat_fr})", f"{name_en} ({seat_en})"
        table.append(
            {
                "mission": row["mission_id"],
                "kind": row["type"],
                "city": city_fr,
                "host": row["country_iso3"],
                "lon": row["lon"],
                "lat": row["lat"],
                "precision": row["coord_precision"],
                "name_fr": name_fr,
                "name_en": name_en,
                "existence": row["existence_confidence"],
                "source": row["source"],
                "note": row["note"],
            }
        )
    return table


def memberships(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the rows of the table of districts: a row a mission and unit that it covers."""
    table = []
    for row in rows:
        mission = row["mission_id"]
        valid_from, about_days = VALID_FROM.get(mission, ("", ""))
        for unit in filter(None, row["covers"].split(";")):
            documented = row["covers_confidence"].startswith("documented")
            rest = REMAINDERS.get(mission) == unit
            notes = (
                "Disputed: see the note of the mission." if (mission, unit) in DISPUTED else "",
                "The host country without what its consulates cover." if rest else "",
                about_days,
                UNIT_NOTES.get(unit, ""),
            )
            certain = documented and (mission, unit) not in DISPUTED
            table.append(
                {
                    "district": mission,
                    "unit": f"rest of {unit}" if rest else unit,
                    "valid_from": valid_from,
                    "valid_to": "",
                    "confidence": "documented" if certain else "inferred",
                    "basis": row["covers_confidence"],
                    "source": row["source"],
                    "note": " ".join(filter(None, notes)),
                }
            )
    return table


def _reworded(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row of the list with its source and note in words that stand alone."""
    texts = {name: WORDING.get(row[name], row[name]) for name in ("source", "note")}
    for words in (key for key in WORDING if " seen by " in key):
        texts["source"] = texts["source"].replace(words, WORDING[words])
    return {**row, **texts}


def write(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table as CSV in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("list", type=Path, help="the compiled list of missions, CSV")
    parser.add_argument("--output", type=Path, default=HERE.parent, help="folder to write to")
    options = parser.parse_args(arguments)
    with options.list.open(encoding="utf-8", newline="") as stream:
        rows = sorted(map(_reworded, csv.DictReader(stream)), key=lambda row: row["mission_id"])
    write(options.output / "consular_missions.csv", MISSION_COLUMNS, missions(rows))
    write(options.output / "consular_districts.csv", MEMBERSHIP_COLUMNS, memberships(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
