"""Sets counts of several sources side by side: a row a country, a column a source, no sum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Unpack

from diasporamap.comparison.reading import ComparingKeywords, ReadFile, read_files
from diasporamap.counts.aggregation import latest_year
from diasporamap.counts.schema import WITHHELD
from diasporamap.counts.table import all_origins_said
from diasporamap.errors import CountsError, UsageError
from diasporamap.export.tables import ABOVE
from diasporamap.intake import release_of, remembered
from diasporamap.language import both, message
from diasporamap.maps.ranges import Compared, ranges_of
from diasporamap.measures import measure_table, stocks
from diasporamap.places.geography import NOWHERE, NOWHERE_NAMES
from diasporamap.places.layers import read_table as read_layer_table
from diasporamap.protection import Profile, profile_named
from diasporamap.protection.gate import telling_apart

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.sources import Source
    from diasporamap.language import Message
    from diasporamap.protection import Release

#: What stands in a column where there is no number.
SUPPRESSED, NO_DATA = "suppressed", ""

#: The ends of a range, as columns of the table.
ENDS: Final = ("lowest", "highest")


@dataclass(frozen=True, eq=False)
class Comparison:
    """Counts of several sources, protected each by itself.

    Attributes
    ----------
    table : pandas.DataFrame
        A row a country that any source has, in the order of the codes: `place`, `name_fr`,
        `name_en`; a column a source, definition and year (people, "withheld" where a published
        source keeps the figure back, "suppressed" where another is not shown, blank where the
        source has none); `lowest`, `highest` and `ratio` of the figures shown, where two are. Its
        `attrs` tell where it is confidential, as those of `Release.table`.
    columns : tuple of str
        The columns of the sources. Those of migrants of all origins come last and are in no
        `lowest`, `highest` or `ratio`.
    sources : mapping of str to Source
        The sources that are declared.
    measure : {"total", "women", "men"}
        What is compared.
    compared : tuple of Compared
        The protected counts of each column but those of migrants of all origins.
    unmatched : pandas.DataFrame
        The rows of the files that fit no place, with their `file`.
    warnings : tuple of str
        What a reader must know: columns that stand apart, years that a source does not have, and
        sources that are protected each by itself.
    """

    table: pd.DataFrame
    columns: tuple[str, ...]
    sources: Mapping[str, Source]
    measure: str
    compared: tuple[Compared, ...]
    unmatched: pd.DataFrame
    warnings: tuple[str, ...]


def compare_counts(
    paths: Sequence[str | os.PathLike[str]],
    *,
    measure: str = "total",
    year: int | None = None,
    profile: str | Profile = "standard",
    confidential: bool = False,
    **options: Unpack[ComparingKeywords],
) -> Comparison:
    """Read several files and set each source and definition in them side by side.

    Parameters
    ----------
    paths : sequence of path-like
        Counts tables; see `read_counts`. The sources file of each stands beside it.
    measure : {"total", "women", "men"}, default "total"
        What is compared.
    year : int, optional
        Year to compare; by default the last one of each source and definition.
    profile : str or Profile, default "standard"
        How strictly small cells are protected; "none" needs `confidential`.
    confidential : bool, default False
        Whether table, map and page are stamped as confidential; see `diasporamap.release`.
    **options
        Fields of `diasporamap.readers.options.ReadingOptions`; see `ComparingKeywords`.

    Returns
    -------
    Comparison
        The figures. Definitions differ, so no column is ever added to another.

    Raises
    ------
    CountsError, UnmatchedPlacesError
        If something in the files is wrong, or two files give the same source, definition and year.
    UsageError
        If there is no such measure, no source has the year, or an option is about none of the
        files.
    """
    import pandas as pd

    if measure not in stocks():
        raise UsageError(message("comparison.not_compared", name=measure, known=[*stocks()]))
    strictness = profile_named(profile, confidential=confidential)
    protect = partial(release_of, profile=strictness, confidential=confidential)
    columns: dict[str, Compared] = {}
    sources: dict[str, Source] = {}
    warnings: list[str] = []
    files = read_files(paths, **options)
    for file in files:
        if file.read.quantity is not None:
            said = {"file": str(file.path), "quantity": file.read.quantity.name}
            raise UsageError(message("comparison.quantity", **said))
        sources |= file.read.sources
        for name, compared in _columns(file, year, protect, warnings):
            if name in columns:
                raise CountsError.of("comparison_twice", file=str(file.path), name=name)
            columns[name] = compared
    if not columns:
        raise UsageError(message("comparison.no_year", year=year))
    apart = {name: one for name, one in columns.items() if one.protected.all_origins}
    together = {name: one for name, one in columns.items() if name not in apart}
    warnings = [
        *(_of_all_origins(name) for name in apart),
        *warnings,
        *_set_aside(files),
        *_not_published(list(together.values())),
    ]
    table = _table(together, apart, measure)
    if confidential:
        table.attrs[ABOVE] = both("confidential.stamp")
    lost = [f.read.report.unmatched.assign(file=f.path.name) for f in files]
    return Comparison(
        table=table,
        columns=(*together, *apart),
        sources=sources,
        measure=measure,
        compared=tuple(together.values()),
        unmatched=pd.concat(lost, ignore_index=True),
        warnings=tuple(warnings),
    )


def _of_all_origins(name: str) -> Message:
    """Warn of figures that are no diaspora, and stand beside the others."""
    said = all_origins_said()
    return message("comparison.all_origins", name=name, what=said.message, hint=said.hint)


def _set_aside(files: Sequence[ReadFile]) -> Iterator[str]:
    """Name the units of a source that are several places, and in no row of the table."""
    for file in files:
        for note in file.read.table.recognised.notes:
            if note.kind == "no_single_place":
                yield message("comparison.note", file=file.path.name, note=note)


def _columns(
    file: ReadFile, year: int | None, protect: partial[Release], warnings: list[str]
) -> Iterator[tuple[str, Compared]]:
    """Give a column for each source and definition of a file, protected by itself."""
    counts = file.counts
    keys = [name for name in ("source", "definition") if name in counts.columns]
    groups = counts.groupby(keys, dropna=False, sort=True) if keys else [((), counts)]
    before = remembered(file.read)
    for key, rows in groups:
        known = dict(zip(keys, map(str, key), strict=True))
        source = known.get("source", "<NA>").replace("<NA>", file.path.stem)
        definition = known.get("definition", "<NA>")
        chosen = latest_year(rows) if year is None or "year" not in rows.columns else year
        kept = rows[(rows["year"] == chosen).fillna(value=False)] if chosen is not None else rows
        if kept.empty:
            warnings.append(message("comparison.left_out", name=source, year=year))
            continue
        protected = protect(file.read, kept, before=before).by("country")
        parts = [
            "" if definition == "<NA>" else definition,
            str(chosen or ""),
            "all origins" if protected.all_origins else "",
        ]
        apart = ", ".join(part for part in parts if part)
        yield f"{source} ({apart})" if apart else source, Compared(source, protected)


def _not_published(columns: Sequence[Compared]) -> Iterator[str]:
    """Warn where two sources that are protected by themselves may count the same people."""
    if closed := telling_apart(column.protected for column in columns):
        yield message("comparison.not_published", number=closed)


def _table(
    together: Mapping[str, Compared], apart: Mapping[str, Compared], measure: str
) -> pd.DataFrame:
    """Set the columns side by side; add names, and lowest, highest and ratio of those compared."""
    import pandas as pd

    columns = {**together, **apart}
    figures = pd.DataFrame(
        {name: _figures(column, measure) for name, column in columns.items()}
    ).sort_index()
    table = figures.astype("object").where(figures.notna(), None)
    layer = read_layer_table("countries").set_index("place")
    for at, (name, nowhere) in enumerate(zip(("fr", "en"), NOWHERE_NAMES, strict=True)):
        names = layer[f"short_{name}"].to_dict() | {NOWHERE: nowhere}
        table.insert(at, f"name_{name}", [str(names.get(place, "")) for place in figures.index])
    blank = pd.Series(index=figures.index, dtype="Int64")
    table = table.assign(lowest=blank, highest=blank, ratio=blank.astype("Float64"))
    if together:
        ranges = ranges_of(list(together.values()), measure)
        found = ranges.table.reindex(figures.index)
        several = found["shown"] > 1
        lowest, highest = (found[name].where(several).astype("Int64") for name in ENDS)
        table = table.assign(lowest=lowest, highest=highest, ratio=ranges.ratio.round(2))
    return table.rename_axis("place").reset_index()


def _figures(column: Compared, measure: str) -> pd.Series:
    """Return the figures of one source: people, a word where one is hidden, blank otherwise.

    Of a published source nothing is hidden but what it withholds itself. Elsewhere both have one
    word: to tell which the source withholds would tell that the others beside it are small.
    """
    import pandas as pd

    found = pd.concat([measure_table(at, measure) for at in column.protected.with_aside])
    figures = found["value"].astype("Int64").astype("object").where(found["state"] == "value", None)
    return figures.mask(
        found["state"] == "suppressed", WITHHELD if column.protected.published else SUPPRESSED
    )
