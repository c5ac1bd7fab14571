"""Finds totals of a plain table that agree with their parts, by column.

Where one does not agree, or a figure is blank, rows must be compared one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diasporamap.counts.schema import SEXES
from diasporamap.readers.aggregates import is_total_of
from diasporamap.tables.encoded import Column, groups_of
from diasporamap.tables.figures import Figure
from diasporamap.tables.headers import CHARACTERISTICS, is_own, is_total, sex_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from diasporamap.tables.encoded import Mapped

    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]


def agreeing_totals(labels: Mapping[str, Column], figures: Mapped[Figure]) -> Flags | None:
    """Tell which rows of a tidy table are totals beside their parts: of both sexes, of all ages.

    None where some do not agree with them, or are not sure to.
    """
    columns = {name: column for name, column in labels.items() if name != "status"}
    codes, read = figures
    if columns.keys() != labels.keys() or any(figure.count is None for figure in read):
        return None
    counts = np.array([figure.count for figure in read], np.int64)[codes]
    found = np.zeros(len(counts), bool)
    if "sex" in columns:
        of_row, sexes = columns["sex"].mapped(sex_of)
        sex = columns["sex"] = Column(of_row, np.array(sexes, object))
        both = sex.where(is_total)
        if both.any() and not _are_parts(sex.at(~both), _groups(columns, "sex")[~both]):
            return None
        totals = _beside_parts(_groups(columns, "sex"), both, counts)
        if totals is None or (totals != both).any():
            return None
        found = totals
    for name, column in columns.items():
        if name in CHARACTERISTICS or is_own(name):
            kept = np.flatnonzero(~found)
            totals = _beside_parts(
                _groups(columns, name)[kept], column.where(is_total_of)[kept], counts[kept]
            )
            if totals is None:
                return None
            found[kept] = totals
    return found


def _are_parts(sexes: Column, groups: Ints) -> bool:
    """Tell whether rows are of women, men and not stated, women and men among them, each once."""
    cells = groups * len(sexes.texts) + sexes.codes
    known = {"F", "M"} <= set(sexes.different) <= set(SEXES)
    return known and len(np.unique(cells)) == len(cells)


def _groups(columns: Mapping[str, Column], without: str) -> Ints:
    """Return for each row of which group it is, whatever stands in one of the columns."""
    number = len(columns[without].codes)
    return groups_of([column for name, column in columns.items() if name != without], number)


def _beside_parts(groups: Ints, total: Flags, counts: Ints) -> Flags | None:
    """Tell which totals have parts in their group, None where some are not the sum of these."""
    many = int(groups.max(initial=-1)) + 1
    parts, totals = (np.bincount(groups[rows], minlength=many) for rows in (~total, total))
    both = (parts > 0) & (totals > 0)
    beyond = np.zeros(many, np.int64)
    np.add.at(beyond, groups, np.where(total, counts, -counts))
    if beyond[both].any() or (totals[both] > 1).any():
        return None
    found: Flags = total & both[groups]
    return found


def unknown_sex(people: Mapping[str, Mapped[Figure]]) -> Mapped[Figure] | None:
    """Return the people of each row whom its total has beyond women and men.

    None where some figures are blank, or do not add up.
    """
    counts = {}
    for name in ("women", "men", "total"):
        codes, read = people.get(name, (np.zeros(0, np.int32), [Figure()]))
        if any(figure.count is None for figure in read):
            return None
        counts[name] = np.array([figure.count for figure in read], np.int64)[codes]
    rest = counts["total"] - counts["women"] - counts["men"]
    codes, given = people.get("unknown", (np.zeros(len(rest), np.int32), [Figure()]))
    if any(figure.withheld or figure.message for figure in given):
        return None
    stated = np.array([-1 if figure.count is None else figure.count for figure in given])[codes]
    if (rest < 0).any() or ((stated >= 0) & (stated != rest)).any():
        return None
    different, of_row = np.unique(rest, return_inverse=True)
    return of_row.astype(np.int32), [Figure(int(number)) for number in different]
