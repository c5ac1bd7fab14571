"""What a file gives to a database: the rows of each table, read and checked as maps take them."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import DEFINITIONS, SEXES, WITHHELD
from diasporamap.counts.sources import read_sources
from diasporamap.errors import CountsError, UsageError
from diasporamap.intake import join_file
from diasporamap.language import LANGUAGES, has_text, message, text
from diasporamap.persons.tally import NO_PLACE
from diasporamap.store.reading import read_declared, source_row
from diasporamap.store.tables import LOADS, TABLES
from diasporamap.store.writing import Given
from diasporamap.tables.frames import name_of
from diasporamap.tables.headers import is_own

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.tables.frames import Source as Readable

    Address = str | os.PathLike[str]

#: How many letters PostgreSQL keeps of the name of a column.
_LONGEST: Final = 60
#: What may be loaded.
ABOUT: Final = ("counts", "sources", "districts", "associations", "releases")


def given_by(
    table: Readable,
    about: str,
    options: ReadingOptions,
    *,
    database: Address,
    missions: str | os.PathLike[str] | None,
) -> Given:
    """Read what a file gives, or raise all that is wrong with it."""
    if missions is not None and about != "districts":
        raise UsageError(message("database.missions_alone"))
    if about == "counts":
        return _counts(table, options, database)
    if not isinstance(table, str | os.PathLike):
        raise UsageError(message(f"database.from_file.{about}"))
    if about == "sources":
        frames = {"sources": _source_rows(read_sources(table).values(), database)}
        return Given("sources", Path(table).name, _digest_of(table), frames)
    if about == "districts":
        return _districts(Path(table), missions, options.country)
    return _associations(Path(table)) if about == "associations" else _releases(Path(table))


def reference_of(origin: Origin, *, districts_too: bool) -> Given:
    """Return what is shipped: the codebook and definitions, missions and districts of an origin."""
    import pandas as pd

    from diasporamap.districts import read_districts

    frames = {"definitions": pd.DataFrame(_definitions()), "codebook": pd.DataFrame(_codebook())}
    if districts_too and origin.districts is not None:
        districts = read_districts(origin=origin)
        frames |= {"missions": districts.missions, "districts": districts.memberships}
    rows = json.dumps({name: _as_text(frame) for name, frame in frames.items()}).encode()
    digest = hashlib.sha256(rows).hexdigest()
    return Given("reference", "shipped", digest, frames, needs_reason=False)


def _counts(table: Readable, options: ReadingOptions, database: Address) -> Given:
    """Read counts as maps do: places as codes, all that is wrong raised."""
    import pandas as pd

    known = read_declared(database)
    read = join_file(table, options).refuse_problems()
    file = name_of(table)
    if read.table.of_persons:
        raise CountsError.of("database_persons", file=file)
    if read.table.all_origins:
        raise CountsError.of("all_origins", file=file)
    if read.quantity is not None:
        raise CountsError.of("database_quantity", file=file, name=read.quantity.label)
    counts = read.every()
    aside = read.joined.not_stated(counts)
    if aside is not None:
        counts = pd.concat([counts, aside.assign(place=NO_PLACE)])  # however they say so
    if options.year is not None and "year" in counts:
        counts = counts[(counts["year"] == options.year).fillna(value=False).astype(bool)]
    sources = {**known, **read.sources}
    named = counts.get("source", pd.Series(pd.NA, counts.index, dtype="string"))
    lost = int((~named.isin(list(sources))).sum())
    if lost:
        raise CountsError.of("database_no_source", file=file, number=lost)
    own = named.map({name: source.definition for name, source in sources.items()})
    blank = pd.Series(pd.NA, counts.index, dtype="string")
    given = counts.get("definition", blank).fillna(own.astype("string"))
    counts = counts.assign(definition=given)
    kept = [name for name in counts if name in TABLES["counts"].columns or is_own(str(name))]
    if long := [name for name in kept if len(str(name)) > _LONGEST]:
        raise CountsError.of("database_column", file=file, column=long[0], most=_LONGEST)
    used = [sources[name] for name in dict.fromkeys(named) if name in read.sources]
    frames = {"counts": counts[kept].reset_index(drop=True)}
    if used:
        frames["sources"] = _source_rows(used, database)
    chosen = ("sheet", "format", "year", "source", "definition", "sex_codes")
    read_with = {name: getattr(options, name) for name in chosen if getattr(options, name)}
    return Given(
        "counts",
        *_file_of(table, frames["counts"]),
        frames,
        ("counts",),
        read_with=json.dumps(read_with, sort_keys=True) if read_with else "",
    )


def _source_rows(sources: Iterable[Source], database: Address) -> pd.DataFrame:
    """Return sources as rows; those of a quantity that is no people are none of a database."""
    import pandas as pd

    kept = [source for source in sources if source.measured is None]
    return pd.DataFrame([source_row(source, database) for source in kept])


def _districts(file: Path, missions: str | os.PathLike[str] | None, origin: Origin) -> Given:
    from diasporamap.districts import read_districts

    read = read_districts(file, missions=missions, origin=origin)
    frames = {"missions": read.missions, "districts": read.memberships}
    return Given("districts", file.name, _digest_of(file, missions), frames, tuple(frames))


def _associations(file: Path) -> Given:
    from diasporamap.points.model import COLUMNS as POINT
    from diasporamap.points.reading import every_point

    points = every_point(file).table
    frames = {"associations": points[list(POINT)].drop_duplicates()}
    return Given("associations", file.name, _digest_of(file), frames, tuple(frames))


def _releases(file: Path) -> Given:
    from diasporamap.protection.editions import as_rows, read_editions

    frames = {"releases": as_rows(read_editions(file))}
    return Given("releases", file.name, _digest_of(file), frames, needs_reason=False)


def _digest_of(*files: str | os.PathLike[str] | None) -> str:
    content = b"".join(Path(file).read_bytes() for file in files if file is not None)
    return hashlib.sha256(content).hexdigest()


def _file_of(table: Readable, counts: pd.DataFrame) -> tuple[str, str]:
    """Return the name of a file without its folder, and its SHA-256 or that of the rows."""
    if isinstance(table, str | os.PathLike) and Path(table).is_file():
        return Path(table).name, _digest_of(table)
    return name_of(table), hashlib.sha256(_as_text(counts).encode()).hexdigest()


def _as_text(frame: pd.DataFrame) -> str:
    return str(frame.to_csv(index=False))


def _definitions() -> list[dict[str, str]]:
    return [
        {"definition": name, **{f"name_{of}": text(f"definition.{name}", of) for of in LANGUAGES}}
        for name in DEFINITIONS
    ]


def _codebook() -> list[dict[str, str]]:
    """Return what each column of each table holds, and what its codes mean, in both languages."""
    told = []
    for name, columns in {**{n: t.columns for n, t in TABLES.items()}, "loads": LOADS}.items():
        told += [(f"{name}.{column}", "") for column in columns]
    told += [("counts.sex", sex) for sex in SEXES]
    told += [("counts.status", WITHHELD)]
    return [
        {
            "about": about,
            "code": code,
            **{f"meaning_{of}": text(_key(about, code), of) for of in LANGUAGES},
        }
        for about, code in told
    ]


def _key(about: str, code: str) -> str:
    """Return the key of a meaning: of the column of its table, or of the column of any."""
    key = f"codebook.{about}{f'_{code}' if code else ''}"
    return key if has_text(key, LANGUAGES[0]) else f"codebook.any.{about.rpartition('.')[2]}"
