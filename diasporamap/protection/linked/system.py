"""One linked system: who is counted, and which sums of them the tables show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"

#: The sex of a cell that counts all sexes.
TOTAL: Final = "T"


class Cell(NamedTuple):
    """A figure of a table: how many people of a sex ("T" for all) a place has."""

    table: str
    place: str
    sex: str


#: The table and the place of sums over everyone, which no table shows but a reader may know.
EVERYONE: Final = "*"


@dataclass(frozen=True, eq=False)
class System:
    """Tables that share people, as sums over the smallest groups that the tables tell apart.

    Attributes
    ----------
    inner : tuple of str
        The names of these groups, sorted: places of residence by sex and parts of the origin by
        sex, as far as people can be in them, whether or not anyone is. This structure is public.
    counts : array of int64
        People in each group.
    cells : mapping of Cell to array of int64
        The cells that are shown or hidden, each with the positions of the groups that it adds up.
    links : tuple of (positions, coefficients)
        Sums that are zero: the sides of the system count the same people, by sex.
    sums : mapping of Cell to array of int64
        More sums that a reader may know, such as ``Cell(EVERYONE, EVERYONE, "T")``.
    weights : mapping of str to float
        How dear it is to hide a cell of a table; 1 unless given.
    """

    inner: tuple[str, ...]
    counts: Ints
    cells: Mapping[Cell, Ints]
    links: tuple[tuple[Ints, Ints], ...] = ()
    sums: Mapping[Cell, Ints] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)

    def groups(self, cell: Cell) -> Ints:
        """Return the positions of the groups in a cell or in a sum."""
        found = self.cells.get(cell)
        return self.sums[cell] if found is None else found

    def people(self, cell: Cell) -> int:
        """Return how many people a cell or a sum counts."""
        return int(self.counts[self.groups(cell)].sum())


@dataclass(frozen=True, eq=False)
class Sums:
    """Several sums over the same groups, added up at once and exactly."""

    groups: Ints
    starts: Ints

    @classmethod
    def of(cls, members: list[Ints]) -> Sums:
        """Join the positions of each sum; none may be empty."""
        import numpy as np

        lengths = np.array([len(each) for each in members], dtype=np.int64)
        joined = np.concatenate(members) if members else np.zeros(0, dtype=np.int64)
        return cls(joined, np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64))

    def __call__(self, values: Ints) -> Ints:
        """Add up along the last axis."""
        import numpy as np

        if not len(self.groups):
            return np.zeros((*values.shape[:-1], 0), dtype=np.int64)
        return np.add.reduceat(values[..., self.groups], self.starts, axis=-1)
