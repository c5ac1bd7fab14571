"""Reads the counts of a database, as of its last load or of a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.counts.frames import checked, tidy_frame
from diasporamap.counts.table import Recognised, Table
from diasporamap.errors import CountsError
from diasporamap.language import LANGUAGES, message
from diasporamap.readers.reader import title_of
from diasporamap.store.address import is_database, label

if TYPE_CHECKING:
    import os

    from diasporamap.counts.sources import Source
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.store.reading import Stored

NAME: Final = "database"
#: Options that are about a file, and of no use here.
_OF_FILES: Final = ("sheet", "format", "sex_codes", "codebook", "sources", "quantity", "unit")


def database_origin(table: object) -> str | None:
    """Return the country of origin of a database, None of what is none."""
    if not is_database(table):
        return None
    from diasporamap.store.reading import origin_of

    return origin_of(str(table))


def read_database(database: str | os.PathLike[str], options: ReadingOptions) -> Table:
    """Read the counts of a database; rows have their number in the order of places."""
    from diasporamap.store.reading import read_state

    options.refuse(_OF_FILES, message("readers.is_database", file=label(database)))
    stored = read_state(database, options.as_of)
    counts = stored.counts
    if counts.empty:
        raise CountsError.of("database_no_counts", file=label(database))
    kept = [name for name in counts.columns if name == "count" or counts[name].notna().any()]
    cells = counts[kept].astype("object").where(counts[kept].notna(), None)
    for name in {"count", "year"} & {*kept}:
        cells[name] = [None if value is None else int(value) for value in cells[name]]
    records = [
        {**{str(name): value for name, value in record.items()}, "row": row}
        for row, record in enumerate(cells.to_dict("records"), start=1)
    ]
    frame, problems = checked(tidy_frame(records, kept), [], {}, file=label(database))
    if "type" in kept:
        frame = frame.assign(type=cells["type"].astype("string").to_numpy())
    return Table(
        frame,
        NAME,
        {name: name for name in frame.columns},
        recognised=Recognised(NAME, title_of(NAME), "database"),
        sources=_dated(stored, options.as_of),
        problems=problems,
        file=str(database),
    )


def _dated(stored: Stored, as_of: str | None) -> dict[str, Source]:
    """Return the sources, which say of which day the figures are where one was asked for."""
    if as_of is None or stored.at is None:
        return dict(stored.sources)
    from babel.dates import format_date

    day = {language: format_date(stored.at, "long", locale=language) for language in LANGUAGES}
    said = message("readers.state", day=day, load=str(stored.load))
    return {
        name: replace(
            source,
            note_fr=f"{source.note_fr or ''} {said.text('fr')}".strip(),
            note_en=f"{source.note_en or ''} {said.text('en')}".strip(),
        )
        for name, source in stored.sources.items()
    }
