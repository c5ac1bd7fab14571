"""Takes one country of origin out of a table with countries down a column and across a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from diasporamap.counts.codes import alpha2, country_named, names_of
from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError
from diasporamap.language import message
from diasporamap.readers.aggregates import is_aggregate, is_whole
from diasporamap.readers.plain_header import LOOKED_AT, PEOPLE, Found
from diasporamap.tables.books import number_of_column
from diasporamap.tables.headers import known_form, known_headers
from diasporamap.tables.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.tables.encoded import Row
    from diasporamap.tables.raw import Grid

#: How many rows under a header tell what its columns hold.
_SAMPLE: Final = 60
#: How many codes of two letters stand side by side where they head a matrix: one may be a word.
_SEVERAL: Final = 3

#: Names of peoples, which head the columns of tables by nationality: no list of them is kept.
_PEOPLES: Final = re.compile(
    r"[^\W\d_]{3,}(?:[ao]is|[i\u00e9]ens?|ains|ians?|ese)(?:es)?", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]{3}")
_ORIGINS: Final = re.compile(
    r"orig(?:in|\b)|sending|source|birth|naissance|nationalit|citizen|citoyen|provenance|d[e\u00e9]part(?!e)"
)
_PLACES: Final = re.compile(
    r"dest(?:ination|\b)|r[e\u00e9]siden|receiving|reception|host|accueil|asylum|asile|arriv[e\u00e9]e|living"
)
_DOWN: Final = re.compile(r"rows?\b|\bdown|lignes?\b|vertical")
_ACROSS: Final = re.compile(r"columns?\b|\bacross|colonnes?\b|horizontal")
_PARTS: Final = re.compile(r"[/|;,\n\u2013\u2192>]| - | (?:and|et|by|par) ")


@dataclass(frozen=True)
class _Matrix:
    """Where countries stand: the row at `at`, in the columns `across`, and the column `places`.

    `labels` head all columns, `above` stands over `across`; `rows` are those with figures, `left`
    the number of those after them.
    """

    at: int
    labels: tuple[str, ...]
    places: int
    across: tuple[int, ...]
    above: str
    rows: tuple[Row, ...]
    left: int

    def columns(self, *meanings: str) -> list[int]:
        """Return the columns whose headers mean one of these columns of the schema."""
        known = [known_headers().get(known_form(label), "") for label in self.labels]
        return [at for at, name in enumerate(known) if name in meanings and at not in self.across]


def is_matrix(grid: Grid) -> bool:
    """Tell whether countries stand down a column and across a row of figures."""
    return _matrix(grid) is not None


def matrix_of(grid: Grid, origin: str, *, file: str) -> Found | None:
    """Return the table of the people from one country of a matrix, None where a grid is none.

    It is a CountsError that the matrix does not tell whether its columns or its rows are the
    countries of origin, or that this country is not, or twice, among them.
    """
    matrix = _matrix(grid)
    if matrix is None:
        return None
    row = grid.rows[matrix.at][0]
    down = _down(matrix, grid)
    if not down:
        label = matrix.labels[matrix.places] or number_of_column(matrix.places)
        raise CountsError.of("matrix_unclear", file=file, row=row, column=label)
    upright, name = down == "places", names_of(origin)
    heads = [matrix.labels[at] for at in matrix.across]
    if not upright:
        heads = [cells[matrix.places] for _, cells in matrix.rows]
    chosen = [at for at, head in enumerate(heads) if country_named(head) == alpha2(origin)]
    if not chosen or (upright and len(chosen) > 1):
        kind, what = "matrix_twice" if chosen else "matrix_without", "column" if upright else "row"
        called = message(f"readers.of.{what}")
        raise CountsError.of(kind, file=file, row=row, country=name, what=called)
    if upright:
        table, meaning = _of_column(grid, matrix, matrix.across[chosen[0]])
    else:
        table, meaning = _of_rows(grid, matrix, [matrix.rows[at] for at in chosen])
    origins = len({*map(country_named, heads)} - {""})
    notes = [
        Note("titles_above", {"number": matrix.at}),
        *([Note("origin", {"name": name, "origins": origins})] if origins > 1 else []),
        Note("notes_below", {"number": matrix.left}),
    ]
    told = (note for note in notes if note.fields.get("number", 1))
    return Found(table, meaning, (row,), tuple(told))


def _of_column(grid: Grid, matrix: _Matrix, chosen: int) -> tuple[RawTable, tuple[str, ...]]:
    """Keep the column of one origin, and beside it what tells place, year and the like."""
    others = {*known_headers().values()} - {*PEOPLE}
    kept = sorted({matrix.places, chosen, *matrix.columns(*others)})
    rows = tuple((row, tuple(cells[at] for at in kept)) for row, cells in matrix.rows)
    formulas = {(row, kept.index(at)) for row, at in grid.formulas if at in kept}
    meaning = {at: matrix.labels[at] for at in kept} | {chosen: "count"}
    if not matrix.columns("place"):
        meaning[matrix.places] = "place"
    header = tuple(matrix.labels[at] or "place" for at in kept)
    return RawTable(header, rows, frozenset(formulas)), tuple(meaning.values())


def _of_rows(
    grid: Grid, matrix: _Matrix, chosen: Sequence[Row]
) -> tuple[RawTable, tuple[str, ...]]:
    """Turn the rows of one origin upright: a row a place, with what else tells them apart."""
    kept = matrix.columns("year", "sex", "source", "definition")
    across = [
        at
        for at in range(matrix.across[0], len(matrix.labels))
        if at not in kept and any(cells[at] for _, cells in chosen)
        if at in matrix.across or _are_figures([cells[at] for _, cells in matrix.rows])
    ]
    rows = tuple(
        (row, (*(cells[at] for at in kept), matrix.labels[at], cells[at]))
        for row, cells in chosen
        for at in across
    )
    used = {(row, at) for row, _ in chosen for at in across} & grid.formulas
    formulas = frozenset((row, len(kept) + 1) for row, _ in used)
    header = (*(matrix.labels[at] for at in kept), "place", "count")
    return RawTable(header, rows, formulas), header


def _matrix(grid: Grid) -> _Matrix | None:
    for at, (_, cells) in enumerate(grid.rows[:LOOKED_AT]):
        heads = _heads(cells)
        sample = [below for _, below in grid.rows[at + 1 : at + 1 + _SAMPLE]]
        across = tuple(
            head for head in heads if _are_figures([row[head] for row in sample if row[head:]])
        )
        if not across:
            continue
        over = grid.rows[at - 1][1] if at else ()
        labels = tuple(below or above for above, below in zip_longest(over, cells, fillvalue=""))
        places = next((at for at in range(across[0]) if _are_places(sample, at)), None)
        known = {known_headers().get(known_form(label), "") for label in labels}
        sure = len(across) > 1 and any(country_named(labels[column]) for column in across)
        if places is None or (not sure and known & {"count", "sex", "women", "men"}):
            continue
        lines = [" ".join(texts[across[0] :]) for _, texts in grid.rows[max(0, at - 2) : at]]
        above = " ".join(lines)
        rows = [
            (row, (*texts, *[""] * (len(labels) - len(texts))))
            for row, texts in grid.rows[at + 1 :]
        ]
        end = len(rows)
        while end and not any(rows[end - 1][1][column] for column in across):
            end -= 1
        return _Matrix(at, labels, places, across, above, tuple(rows[:end]), len(rows) - end)
    return None


def _heads(cells: Sequence[str]) -> list[int]:
    """Return the positions of the cells that are countries, or of several groups of countries."""
    countries = [at for at, cell in enumerate(cells) if country_named(cell)]
    if all(len(cells[at]) == len("FR") for at in countries) and len(countries) < _SEVERAL:
        countries = []
    groups = [at for at, cell in enumerate(cells) if _is_group(cell)]
    return sorted({*countries, *groups}) if countries or len(groups) > 1 else []


def _is_group(cell: str) -> bool:
    """Tell whether a cell is a group of countries or a people."""
    group = is_aggregate(cell) and not is_whole(cell) and not cell.isdigit()
    return group or bool(_PEOPLES.fullmatch(cell))


def _are_figures(cells: Sequence[str]) -> bool:
    """Tell whether there are digits in some cells, and words in none."""
    return any(map(str.isdigit, "".join(cells))) and not any(map(_WORD.search, cells))


def _are_places(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Tell whether most cells of a column are countries or groups of them."""
    filled = [row[at] for row in rows if any(row[at:]) and row[at]]
    return 2 * sum(bool(country_named(cell)) or is_aggregate(cell) for cell in filled) > len(filled)


def _down(matrix: _Matrix, grid: Grid) -> str:
    """Return what the rows are, "places" or "origins", "" where the table does not tell."""
    label = matrix.labels[matrix.places].casefold()
    first, turned, second = label.partition("\\")
    if turned:
        down, across = _meaning(first), _meaning(second)
    else:
        titles = [text for _, texts in grid.rows[: matrix.at] for text in texts]
        told = [_marked(text) for text in (label, *map(str.casefold, titles))]
        down, across = next(filter(any, told), (_meaning(label), ""))
    across = across or _meaning(matrix.above.casefold())
    if down == across:
        return ""
    return down or {"places": "origins", "origins": "places"}[across]


def _marked(text: str) -> tuple[str, str]:
    """Return what a text says that the rows are and the columns: "Origin (rows) / destination"."""
    down = across = ""
    for part in _PARTS.split(text):
        down = down or (_meaning(part) if _DOWN.search(part) else "")
        across = across or (_meaning(part) if _ACROSS.search(part) else "")
    return down, across


def _meaning(text: str) -> str:
    """Return whether a text is of places of residence or of countries of origin, "" of both."""
    origins, places = _ORIGINS.search(text), _PLACES.search(text)
    return "" if bool(origins) == bool(places) else "origins" if origins else "places"
