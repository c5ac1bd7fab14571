"""Reads a table or a layer of points, or says all that is wrong with it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.notes import Note
from diasporamap.counts.sources import read_sources, sources_file_of
from diasporamap.districts.cells import CellError
from diasporamap.errors import CountsError, Problem, UsageError, problem
from diasporamap.language import message
from diasporamap.points.cells import (
    in_per_cent,
    read_date,
    read_degrees,
    read_name,
    read_pair,
    read_women_led,
)
from diasporamap.points.columns import find_columns
from diasporamap.points.kinds import read_kind
from diasporamap.points.model import COLUMNS, MOST_KINDS, OTHER, Points, kinds_of, known_kind
from diasporamap.points.places import Located, locate
from diasporamap.store.address import is_database, name_of
from diasporamap.store.reading import read_stored
from diasporamap.tables.books import formula_problems, grid_named
from diasporamap.tables.frames import frame_book, is_frame, labelled, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from diasporamap.points.columns import Found
    from diasporamap.tables.frames import Source as Readable
    from diasporamap.tables.raw import Book

#: Endings of layers, which geopandas reads.
LAYER_ENDINGS: Final = (".gpkg", ".geojson", ".json", ".shp", ".fgb")
#: Cells beside those that say where a point is.
_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "name": read_name,
    "kind": read_kind,
    "date": read_date,
}


def read_points(table: Readable, *, sheet: str | None = None, as_of: str | None = None) -> Points:
    """Read associations, missions, events or other points; a row is never a person.

    Parameters
    ----------
    table : path-like, pandas.DataFrame or geopandas.GeoDataFrame
        A table (CSV, XLSX, ODS, Parquet) or a layer (GeoPackage, GeoJSON). Where a point is, is
        told by latitude and longitude (`lat`, `lon`), by both in one column (`coordinates`, as
        "48.8566; 2.3522"), or by `city` and `country`; what it is by `kind`, or by the header of
        its name, as "Association". Other columns read are `name`, `women_led` (yes, no, or the
        share of women who lead it, yes over half) and `date`. Headers may be French.
    sheet : str, optional
        The sheet of a workbook.
    as_of : str, optional
        The state of a database, whose associations are taken; see `ReadingOptions`.

    Returns
    -------
    Points
        A row a point. Other columns are not read, and its `notes` say so. At most six kinds stay
        apart; where there are more, the rarest are "other".

    Raises
    ------
    CountsError
        If the table is one of persons (columns of sex, age, birth, first names, ...), does not say
        what or where its points are, or a row fits no place: a city that is not known or not clear,
        coordinates out of range, at sea or outside their country. Every problem is listed.
    UsageError
        If there is no such sheet.
    """
    if isinstance(table, (str, os.PathLike)) and is_database(table):
        stored = read_stored(table, "associations", as_of)[list(COLUMNS)]
        stored.index = stored.index.rename("row") + 1
        points, joined = _few_kinds(stored)
        return Points(points, name_of(table), {}, tuple(joined))
    every = every_point(table, sheet=sheet)
    points, joined = _few_kinds(every.table)
    return replace(every, table=points, notes=(*every.notes, *joined))


def every_point(table: Readable, *, sheet: str | None = None) -> Points:
    """Read points as `read_points` does, of however many kinds they are."""
    book = _opened(table)
    found = _found(book, sheet)
    points, problems = _points(found)
    problems += formula_problems(found.table, set(found.columns.values()))
    if problems:
        problems = labelled(problems) if is_frame(table) else problems
        raise CountsError([replace(wrong, file=book.file) for wrong in problems])
    file = str(table) if isinstance(table, (str, os.PathLike)) else ""
    beside = sources_file_of(file) if file else None
    return Points(
        points,
        file,
        read_sources(beside) if beside is not None and beside.is_file() else {},
        tuple(_notes(found, points)),
    )


def _opened(table: Readable) -> Book:
    """Open a table, or a layer whose points become columns `lat` and `lon`."""
    if not isinstance(table, (str, os.PathLike)):
        layer = hasattr(table, "geometry")
        return opened(_columns_of_layer(table, "GeoDataFrame") if layer else table, persons=True)
    path = Path(table)
    if path.suffix.lower() not in LAYER_ENDINGS:
        return opened(table)
    layer = _read_layer(path)
    layer.index += 1
    return frame_book(_columns_of_layer(layer, str(table)), file=str(table), persons=True)


def _read_layer(path: Path) -> Any:  # noqa: ANN401 - a GeoDataFrame
    import geopandas as gpd
    import pyogrio

    if not path.is_file():
        raise CountsError.of("points_no_file", file=str(path))

    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        if len(layers) == 1:
            return gpd.read_file(path)
    except (OSError, ValueError, RuntimeError) as error:
        why = type(error).__name__
        raise CountsError.of("points_no_layer", file=str(path), why=why) from None
    raise CountsError.of("points_layers", file=str(path), number=len(layers), layers=layers)


def _columns_of_layer(layer: Any, file: str) -> pd.DataFrame:  # noqa: ANN401 - a GeoDataFrame
    """Return a layer of points as a frame with columns `lat` and `lon`."""
    shapes = layer.geometry
    wrong = [
        row
        for row, kind in enumerate(shapes.geom_type, start=1)
        if kind not in ("Point", "MultiPoint")
    ]
    if wrong:
        rows = ", ".join(map(str, wrong))
        raise CountsError.of("points_no_point", file=file, row=rows)
    if layer.crs is not None:
        shapes = shapes.to_crs("EPSG:4326")
    middles = shapes.centroid if (shapes.geom_type == "MultiPoint").any() else shapes
    frame = layer.drop(columns=layer.geometry.name)
    taken = [name for name in frame.columns if str(name).lower() in ("lat", "lon")]
    frame = frame.drop(columns=taken)
    located: pd.DataFrame = frame.assign(
        lat=middles.y.round(6).to_numpy(), lon=middles.x.round(6).to_numpy()
    )
    return located


def _found(book: Book, sheet: str | None) -> Found:
    """Find the columns of the sheet that is named, or of the only one that is a table of points."""
    grid = grid_named(book, sheet)
    if grid is not None:
        return find_columns(grid, book.file)
    fitting = []
    for each in book.grids:
        with suppress(CountsError):
            fitting.append(find_columns(each, book.file))
    if len(fitting) == 1:
        return fitting[0]
    said = {"file": Path(book.file).name, "sheets": [*book.sheets], "number": len(fitting)}
    raise UsageError(message("points.sheets", **said))


def _points(found: Found) -> tuple[pd.DataFrame, list[Problem]]:
    """Read every row, and describe all that is wrong."""
    import pandas as pd

    records: list[dict[str, Any]] = []
    problems: list[Problem] = []
    located: list[Located] = []
    led = found.columns.get("women_led")
    per_cent = led is not None and in_per_cent(cells[led] for _, cells in found.table.rows)
    readers: dict[str, Callable[[str], str]] = {
        **_READERS,
        "women_led": partial(read_women_led, per_cent=per_cent),
    }
    for row, cells in found.table.rows:
        given = {column: cells[at] for column, at in found.columns.items()}
        record: dict[str, Any] = dict.fromkeys(COLUMNS, "")
        record["kind"] = found.kind or OTHER
        for column, reader in readers.items():
            if given.get(column):
                record[column] = _read(reader, given[column], row, found.header(column), problems)
        place = _place(given, row, found, problems)
        located.append(place)
        records.append(record)
    problems += [*_nothing_said(found), *locate(located, found)]
    for record, place in zip(records, located, strict=True):
        record |= {"city": place.city, "country": place.country, "lon": place.lon, "lat": place.lat}
    index = pd.Index([int(row) for row, _ in found.table.rows], name="row", dtype="int64")
    frame = pd.DataFrame(records, columns=list(COLUMNS), index=index)
    return frame, sorted(problems, key=lambda wrong: int(wrong.row or 0))


def _nothing_said(found: Found) -> list[Problem]:
    """Say that there are no rows, or that none says what its point is."""
    rows, at = found.table.rows, found.columns.get("kind")
    if not rows:
        return [problem("points_no_rows")]
    if at is None or any(known_kind(cells[at] or OTHER) != OTHER for _, cells in rows):
        return []
    return [problem("points_untold", row=rows[0][0], column=found.header("kind"))]


def _read(
    reader: Callable[[str], str], text: str, row: int, header: str, problems: list[Problem]
) -> str:
    try:
        return reader(text)
    except CellError as error:
        problems.append(error.problem(row, header))
        return ""


def _place(given: Mapping[str, str], row: int, found: Found, problems: list[Problem]) -> Located:
    """Read where a row says that its point is; coordinates go before a city."""
    place = Located(
        row,
        city=given.get("city", ""),
        part=given.get("part", ""),
        written_country=given.get("country", ""),
    )
    column = ""
    try:
        for column in ("lat_lon", "lon_lat"):
            if given.get(column):
                place.lon, place.lat = read_pair(given[column], lon_first=column == "lon_lat")
                return place
        if given.get("lat") or given.get("lon"):
            for column in ("lat", "lon"):
                setattr(place, column, read_degrees(column, given.get(column, "")))
            return place
    except CellError as error:
        problems.append(error.problem(row, found.header(column)))
        place.wrong = True
    return place


def _few_kinds(points: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Join the rarest kinds where more are there than signs can tell apart."""
    kinds = kinds_of(points)
    if len(kinds) <= MOST_KINDS:
        return points, []
    ranked = sorted(kinds, key=lambda kind: (kind.key == OTHER, -kind.number, kind.key))
    rare = {kind.key: kind for kind in ranked[MOST_KINDS - 1 :] if kind.key != OTHER}
    names = [{"fr": rare[key].name("fr"), "en": rare[key].name("en")} for key in sorted(rare)]
    points = points.assign(kind=points["kind"].where(~points["kind"].isin([*rare]), OTHER))
    return points, [Note("points_joined", {"names": names})]


def _notes(found: Found, points: pd.DataFrame) -> list[Note]:
    """Say which columns are not read, and how many rows say the same as another."""
    notes = []
    if found.identifying:
        notes.append(Note("points_identifying", {"number": len(found.identifying)}))
    if found.other:
        notes.append(Note("points_columns", {"number": len(found.other)}))
    again = int(points.duplicated().sum())
    if again:
        notes.append(Note("points_repeated", {"number": again}))
    return notes
