"""Writes invented persons as KoboToolbox exports them: CSV or XLSX, labels or XML values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.workbooks import save_workbook

#: What each value is called: as a label, and as an XML value.
PLACES = {"France": "fr", "Côte d'Ivoire": "ci", "Allemagne": "de", "Congo (Kinshasa)": "rdc"}
SEX = {"F": ("Femme", "f"), "M": ("Homme", "m"), "U": ("", "")}
ORIGINS = {"Ouest": "ou", "Nord-Ouest": "nw", "Extrême-Nord": "en"}
COLUMNS = {
    "start": ("start", "start"),
    "sex": ("Sexe", "sexe"),
    "place": ("Pays de résidence", "pays_residence"),
    "origin": ("Région d'origine", "region_origine"),
    "remark": ("Remarque", "remarque"),
    "skills": ("Métiers", "metiers"),
    "skill": ("Métiers{}Bâtiment / travaux", "metiers{}btp"),
}
TAGS = {"sex": "#gender", "place": "#country+dest", "origin": "#adm1+origin"}
END = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_index")


@dataclass(frozen=True)
class Manner:
    """How an export is set up: labels or XML values, groups in headers, what stands between."""

    labels: bool = True
    group: str = ""
    separator: str = "/"
    tags: bool = False
    origin: bool = True
    title: str = "Profil de la diaspora"


def expected(groups, manner):
    """Return what is read: women and men of each group, 0 where it has none, and unknown."""
    table = {}
    for (place, origin), people in groups.items():
        where = place if manner.labels else _code(PLACES[place])
        key = (where, *([origin if manner.labels else ORIGINS[origin]] if manner.origin else []))
        for sex, number in people.items():
            table[*key, sex] = table.get((*key, sex), 0) + number
    return {key: number for key, number in table.items() if number or key[-1] != "U"}


def _code(value):
    return value.upper() if len(value) == len("fr") else value


def persons(groups, shuffle):
    """Return a person each, as a place, an origin and a sex, in any order."""
    one_by_one = [
        (place, origin, sex)
        for (place, origin), people in groups.items()
        for sex, number in people.items()
        for _ in range(number)
    ]
    shuffle(one_by_one)
    return one_by_one


def submissions(people, manner):
    """Return the sheet of the submissions: header, tags where there are any, a row a person."""
    names = [name for name in COLUMNS if manner.origin or name != "origin"]
    rows = [[*(_header(name, manner) for name in names), *END]]
    if manner.tags:
        rows.append([*(TAGS.get(name, "") for name in names), *[""] * len(END)])
    for number, (place, origin, sex) in enumerate(people, start=1):
        at = 0 if manner.labels else 1
        cells = {
            "start": "2026-03-02T10:01:02.000+01:00",
            "remark": 'Un "mot"; deux\nlignes',
            "sex": SEX[sex][at],
            "place": (place, PLACES[place])[at],
            "origin": (origin, ORIGINS[origin])[at],
            "skills": ("Bâtiment", "btp")[at],
            "skill": "1",
        }
        end = [100 + number, f"uuid-{number}", "2026-03-02T09:10:00", "", "", "submitted_via_web"]
        rows.append([*(cells[name] for name in names), *end, number])
    return rows


def _header(name, manner):
    header = COLUMNS[name][0 if manner.labels else 1].format(manner.separator)
    group = manner.group if manner.labels else re.sub(r"\W+", "_", manner.group)
    return f"{group}{manner.separator}{header}" if group and name != "start" else header


def members(people, manner):
    """Return two sheets: a submission a place and origin, and its members in a repeated group."""
    homes = list(dict.fromkeys((place, origin) for place, origin, _ in people))
    main = submissions([(*home, "F") for home in homes], manner)
    sex = "Sexe" if manner.labels else "membres/sexe_membre"
    rows = [[sex, "_index", "_parent_table_name", "_parent_index", "_submission__id"]]
    for number, (place, origin, sex) in enumerate(people, start=1):
        home = homes.index((place, origin)) + 1
        given = SEX[sex][0 if manner.labels else 1]
        rows.append([given, number, manner.title, home, 100 + home])
    return [(sheet_name(manner.title), main), ("membres", rows)]


def sheet_name(title):
    """Return the name of a sheet: some characters replaced, at most 31 of them."""
    plain = re.sub(r"[\[\]:*?/\\]", "_", title)
    return plain if len(plain) <= 31 else f"{plain[:28]}..."


def as_csv(rows):
    """Write semicolons between, and everything in quotes."""
    lines = [";".join('"{}"'.format(str(cell).replace('"', '""')) for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


def as_xlsx(path, sheets):
    filled = (
        (name, [[None if cell == "" else cell for cell in row] for row in rows])
        for name, rows in sheets
    )
    save_workbook(path, *filled)
