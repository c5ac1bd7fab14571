"""From counts to a linked system: tables that are shown of them, and the sums that they share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from diasporamap.protection.linked.system import EVERYONE, TOTAL, Cell, Ints, System

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

#: A group of people: the number of its side, its places, its sex.
_Group = tuple[int, tuple[str, ...], str]


@dataclass(frozen=True)
class Side:
    """Groups of people, and the tables that add them up.

    Attributes
    ----------
    groups : pandas.DataFrame
        A row a group: a column for each table with the place of the group in it, blank where it
        is in none; `sex` (F, M, U; T where no sex is known); `count`, people, blank where the
        source has no figure. Groups of nobody belong in it too where people could be.
    tables : mapping of str to float
        The columns that are tables, and how dear it is to hide a cell of each.
    """

    groups: pd.DataFrame = field(repr=False)
    tables: Mapping[str, float]


def residence_side(
    counts: pd.DataFrame, *, pieces: pd.DataFrame | None = None, places: Iterable[str] = ()
) -> Side:
    """Make the side of the tables "country" and, with `pieces`, of their columns, as "district".

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns `place`, `sex`, `count` and those of `pieces`: blank for people of whom that is
        not known.
    pieces : pandas.DataFrame, optional
        Columns `place` and others, each a table: the districts and first-level units that share a
        country, whether or not anyone lives there.
    places : iterable of str, optional
        Countries of the table that have no counts, where nobody is.
    """
    import pandas as pd

    areas = pd.DataFrame({"place": sorted({*counts["place"], *places})})
    tables = {"country": 1.5}  # a country that is hidden is a hole in the main map
    if pieces is not None:
        areas = areas.merge(pieces.drop_duplicates(), how="left")
        tables |= dict.fromkeys(pieces.columns.drop("place"), 1.0)
    groups = _with_nobody(counts, areas)
    return Side(groups.rename(columns={"place": "country"}), tables)


def parts_side(
    counts: pd.DataFrame, *, column: str = "origin", levels: pd.DataFrame | None = None
) -> Side:
    """Make the side of a table for each level of the country of origin, or of a ``by_`` column.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns `sex`, `count` and the one named: a part, blank where it is not stated.
    column : str, default "origin"
        The column, and the table where there are no levels.
    levels : pandas.DataFrame, optional
        A row a part, by code: a column a level, the largest parts first, with the part of this
        level that it is in (or is), blank where that is not known: people of a known region and
        an unknown division have the region alone. Nobody is in parts that have no counts.
    """
    import pandas as pd

    if levels is None:
        parts = pd.DataFrame({column: sorted(counts[column].dropna().unique())})
        return Side(_with_nobody(counts, parts), {column: 1.0})
    groups = _with_nobody(counts, pd.DataFrame({column: levels.index}))
    placed = levels.reindex(groups[column]).reset_index(drop=True)
    tables = {str(level): 1.0 if number else 2.0 for number, level in enumerate(levels.columns)}
    return Side(pd.concat([placed, groups[["sex", "count"]]], axis=1), tables)


def _with_nobody(counts: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Add nobody by area and sex; women and men everywhere, not stated where counts say so."""
    import pandas as pd

    keys = list(areas.columns)
    sexes = set(counts["sex"])
    sexed = pd.DataFrame({"sex": [sex for sex in ("F", "M") if sexes & {"F", "M"}]})
    unsexed = counts.loc[~counts["sex"].isin(["F", "M"]), [keys[0], "sex"]].drop_duplicates()
    areas, unsexed = areas.astype(object), unsexed.dropna().astype(object)
    nobody = pd.concat([areas.merge(sexed, how="cross"), areas.merge(unsexed, on=keys[0])])
    if not len(sexed):
        rest = areas[~areas[keys[0]].isin(unsexed[keys[0]])]
        nobody = pd.concat([nobody, rest.assign(sex=min(sexes, default=TOTAL))])
    return pd.concat([counts[[*keys, "sex", "count"]], nobody.assign(count=0)], ignore_index=True)


def linked_system(sides: Sequence[Side], *, linked: bool = True) -> System:
    """Link tables of the same people into one system.

    Parameters
    ----------
    sides : sequence of Side
        The people by residence, by part of the origin, or by anything else, each once; rows of one
        group are added. Tables that cross two sides are a side of their own.
    linked : bool, default True
        Whether all sides count the same people, so that their sums are equal by sex.

    Returns
    -------
    System
        The cells of every table by F, M, U and T, as far as counts know them. A cell with a
        blank count in it is left out, and so are the links of its sex.

    Raises
    ------
    ValueError
        If sides that are linked count different people, or a table is on two sides.
    """
    names = [table for side in sides for table in side.tables]
    if len(set(names)) < len(names):
        raise ValueError("A table is on two sides.")
    people: dict[_Group, int | None] = {}
    for number, side in enumerate(sides):
        columns = [side.groups[table] for table in side.tables]
        columns = [column.astype(object).where(column.notna(), "") for column in columns]
        count = side.groups["count"].astype(object).where(side.groups["count"].notna(), None)
        for *places, sex, here in zip(*columns, side.groups["sex"], count, strict=True):
            group = (number, tuple(map(str, places)), str(sex))
            before = people.get(group, 0)
            people[group] = None if here is None or before is None else before + int(here)

    groups = _distinct(
        [group for group in sorted(people) if people[group] is not None], people, sides
    )
    at = {group: position for position, group in enumerate(groups)}
    found: dict[Cell, list[int]] = {}
    unknown = {
        cell for group, here in people.items() if here is None for cell in _cells(group, sides)
    }
    for group in groups:
        for cell in _cells(group, sides):
            if cell not in unknown:
                found.setdefault(cell, []).append(at[group])
    cells = {cell: np.array(found[cell], dtype=np.int64) for cell in sorted(found)}
    counts = np.array([people[group] for group in groups], dtype=np.int64)
    links = [
        (np.concatenate([here, there]), np.repeat(np.array([1, -1]), [len(here), len(there)]))
        for here, there in (_linked(cells, unknown, sides) if linked else ())
    ]
    if any((counts[groups_in] * by).sum() for groups_in, by in links):
        raise ValueError("Sides that are linked count different people.")
    return System(
        tuple("|".join((str(side), *places, sex)) for side, places, sex in groups),
        counts,
        {cell: within for cell, within in cells.items() if cell.table != EVERYONE},
        tuple(links),
        {
            Cell(EVERYONE, EVERYONE, cell.sex): within
            for cell, within in cells.items()
            if cell.table == EVERYONE and cell.place == "0"
        },
        {table: weight for side in sides for table, weight in side.tables.items()},
    )


def _distinct(
    groups: list[_Group], people: Mapping[_Group, int | None], sides: Sequence[Side]
) -> list[_Group]:
    """Leave out groups of nobody that are in no table where a more exact group could be.

    Who knows that nobody is of an unknown district or division can count on it.
    """
    shared = Counter(cell for group in groups for cell in _cells(group, sides))
    kept = []
    for group in groups:
        cells = list(_cells(group, sides))
        if "" in group[1] and not people[group] and all(shared[cell] > 1 for cell in cells):
            shared.subtract(cells)
        else:
            kept.append(group)
    return kept


def _cells(group: _Group, sides: Sequence[Side]) -> Iterator[Cell]:
    """Give the cells that a group is in, with those of everyone on its side."""
    number, places, sex = group
    for table, place in ((EVERYONE, str(number)), *zip(sides[number].tables, places, strict=True)):
        if place:
            for kind in sorted({sex, TOTAL}):
                yield Cell(table, place, kind)


def _linked(
    cells: Mapping[Cell, Ints], unknown: set[Cell], sides: Sequence[Side]
) -> Iterator[tuple[Ints, Ints]]:
    """Give what is the same on the first and on another side: the people of each known sex."""
    sexes = sorted({cell.sex for cell in cells if cell.sex != TOTAL}) or [TOTAL]
    nobody = np.zeros(0, dtype=np.int64)
    for number in range(1, len(sides)):
        for sex in sexes:
            here, there = (Cell(EVERYONE, str(side), sex) for side in (0, number))
            if not unknown & {here, there}:
                yield cells.get(here, nobody), cells.get(there, nobody)
