"""Writes counts as analysts lay tables out: tidy or wide, in any spelling, encoding and file."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from tests.readers.writers.tables import WITHHELD, by_place_and_year
from tests.workbooks import save_workbook

PLACES = (
    *("FRA", "Côte d’Ivoire", "Gabon", "NA", "Congo; (RDC)", 'Île "Maurice"', "250"),
    *("Guinée, Rép. de", "Trinité | Tobago", "Saint\nMartin"),
)
WORDS = {
    "fr": {
        "place": "Pays de résidence",
        "sex": "Sexe",
        "count": "Effectif",
        "year": "Année",
        "F": "Femmes",
        "M": "Hommes",
        "U": "Inconnu",
        "total": "Total",
        "source": "Source",
        "definition": "Définition",
        "origin": "Région d'origine",
    },
    "en": {
        "place": "country",
        "sex": "gender",
        "count": "number",
        "year": "YEAR",
        "F": "Female",
        "M": "Male",
        "U": "Not stated",
        "total": "Both sexes",
        "source": "source",
        "definition": "definition",
        "origin": "origin",
    },
}
TAGS = {
    "place": "#country+dest+name",
    "sex": "#gender",
    "count": "#population",
    "year": "#date",
    "F": "#population+f",
    "M": "#population + m",
    "U": "#population+unknown",
    "total": "#population+total",
    "source": "#meta+source",
    "definition": "#meta+definition",
    "origin": "#adm1+origin+name",
}


@dataclass(frozen=True)
class Manner:
    """How a table is written.

    `group` stands between thousands, `decimals` after a number; `blank` and `withheld` are the
    marks of what is not told; `kept` are columns beside, with one value each; `numbers` says
    whether cells of a workbook are numbers.
    """

    language: str = "fr"
    tags: bool = False
    titles: int = 0
    notes: int = 0
    padded: bool = True
    group: str = ""
    decimals: str = ""
    blank: str = ""
    withheld: str = "~"
    kept: tuple[str, ...] = ()
    numbers: bool = True
    separator: str = ","
    declared: bool = False
    encoding: str = "utf-8"
    end: str = "\n"


KEPT = {"source": "registre", "definition": "registered", "origin": "Ouest"}


def tidy(table, manner):
    """Lay out a row a place, year and sex."""
    words = WORDS[manner.language]
    names = ["place", "sex", "year", "count", *manner.kept]
    rows = [
        [place, words[sex], year, shown(figure, table, manner), *(KEPT[k] for k in manner.kept)]
        for (place, year, sex), figure in table.items()
    ]
    return _framed([words[name] for name in names], [TAGS[name] for name in names], rows, manner)


def wide(table, manner, *, total=False):
    """Lay out a row a place and year, with a column a sex, and where asked for their total."""
    words = WORDS[manner.language]
    sexes = ["F", "M"] + ["U"] * (total or any(sex == "U" for _, _, sex in table))
    names = ["place", "year", *sexes, *["total"] * total, *manner.kept]
    rows = []
    for (place, year), figures in by_place_and_year(table).items():
        cells = [shown(figures.get(sex), table, manner) for sex in sexes]
        if total:
            known = [figures.get(sex) for sex in sexes]
            whole = None if {None, WITHHELD} & set(known) else sum(known)
            cells.append(shown(whole, table, manner))
        rows.append([place, year, *cells, *(KEPT[name] for name in manner.kept)])
    return _framed([words[name] for name in names], [TAGS[name] for name in names], rows, manner)


def years_across(table, manner, *, two_rows):
    """Lay out a row a place, with a column a year and sex: under years, or named after both."""
    words = WORDS[manner.language]
    years = sorted({year for _, year, _ in table})
    sexes = ["F", "M"] + ["U"] * any(sex == "U" for _, _, sex in table)
    rows = [
        [
            place,
            *(shown(table.get((place, y, s)), table, manner) for y in years for s in sexes),
            *(KEPT[name] for name in manner.kept),
        ]
        for place in dict.fromkeys(place for place, _, _ in table)
    ]
    kept = [words[name] for name in manner.kept]
    if two_rows:
        over = [cell for year in years for cell in (year, *[""] * (len(sexes) - 1))]
        upper = [words["place"], *over, *kept]
        lower = ["", *(words[s] for _ in years for s in sexes), *[""] * len(kept)]
        return _framed(upper, lower, rows, manner, second=True)
    header = [words["place"], *(f"{words[s]} {year}" for year in years for s in sexes), *kept]
    return _framed(header, [], rows, manner)


def _framed(header, below, rows, manner, *, second=False):
    """Put titles above and notes under a table; `below` are tags, or a second row of headers."""
    width = len(header)
    titles = [[f"Tableau {number + 1}. Diaspora"] for number in range(manner.titles)]
    notes = [[f"Note {number + 1} : chiffres inventés"] for number in range(manner.notes)]
    if manner.padded:
        titles, notes = ([row + [""] * (width - 1) for row in part] for part in (titles, notes))
    under = [below] if second or (manner.tags and below) else []
    return [*titles, header, *under, *rows, *notes]


def shown(figure, table, manner):
    """Write a figure; thousands are parted by a point or comma only where the table proves it."""
    if figure is None:
        return manner.blank
    if figure == WITHHELD:
        return manner.withheld
    group = manner.group
    numbers = [number for number in table.values() if isinstance(number, int)]
    if group in (".", ",") and max(numbers) < 10**6:
        group = ""
    text = f"{figure:,}".replace(",", group) + manner.decimals
    return figure if text == str(figure) else text


def text_of(rows, manner):
    """Write the rows as text, with the separator declared where the manner says so."""
    out = io.StringIO()
    csv.writer(out, delimiter=manner.separator, lineterminator=manner.end).writerows(rows)
    declared = f"sep={manner.separator}{manner.end}" if manner.declared else ""
    return declared + out.getvalue()


def write_text(path, rows, manner):
    text = text_of(rows, manner)
    if manner.encoding == "cp1252":
        text = text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    path.write_bytes(text.encode(manner.encoding))


def write_xlsx(path, rows, manner):
    cells = [row if manner.numbers else [str(cell) for cell in row] for row in rows]
    filled = [[None if cell == "" else cell for cell in row] for row in cells]
    save_workbook(path, ("Feuille 1", filled))


def as_ods(rows):
    """Write the least content that an ODS workbook needs."""
    lines = []
    for row in rows:
        cells = "".join(_ods_cell(cell) for cell in row)
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Feuille1">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _ods_cell(cell):
    if cell in (None, ""):
        return "<table:table-cell/>"
    if isinstance(cell, int):
        value = quoteattr(str(cell))
        return f'<table:table-cell office:value-type="float" office:value={value}/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def write_ods(path, rows, manner):
    rows = rows if manner.numbers else [[str(cell) for cell in row] for row in rows]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", as_ods(rows))


WRITERS = {"csv": write_text, "tsv": write_text, "txt": write_text}
WRITERS |= {"xlsx": write_xlsx, "ods": write_ods}
