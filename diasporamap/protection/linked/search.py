"""A search for what to hide: proofs are looked for, and what stands in their way is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.protection.linked.moves import Moves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diasporamap.protection.linked.figures import Figures
    from diasporamap.protection.linked.system import Flags, Ints

#: A unit of change of a shown figure costs this many times its weight; of a hidden one 1 to 2.
_SHOWN_COST: Final = 500.0

#: The arrays of a search with a row for each value that is to be proved.
_ROWS: Final = ("_of", "_value", "_change", "_proved", "_proof", "_effect")


class Search:
    """Hidden figures that only grow while proofs are looked for, and the proofs.

    A proof of a value is a change of the counts that gives a small figure that value, moves
    nothing that is shown or known, and takes no hidden figure under what readers know of it.
    """

    def __init__(
        self,
        figures: Figures,
        threshold: int,
        keep: Flags,
        *,
        level: int,
        start: Flags | None = None,
        moves: Moves | None = None,
    ) -> None:
        self.figures, self.threshold, self.level = figures, threshold, level
        people = figures.people
        small = (people > 0) & (people < threshold) & ~figures.public
        at = np.flatnonzero(small)
        self.small: Ints = at[np.lexsort((figures.draws[at], -people[at]))]
        self._keep = (keep | small) & ~figures.public
        self.hidden = self._keep if start is None else start | self._keep
        values = [
            (k, value, value - people[k])
            for k in self.small
            for value in self.values_for(k)[: threshold - 2]
        ]
        wanted = np.array(values, dtype=np.int64).reshape(-1, 3)
        self._of, self._value, self._change = wanted.T
        self._proof = np.zeros((len(wanted), len(figures.counts)), dtype=np.int64)
        self._effect = np.zeros((len(wanted), len(people)), dtype=np.int64)
        self._proved = np.zeros(len(wanted), dtype=bool)
        self._frozen = False
        self.moves = moves or (Moves(figures) if values else None)  # nothing small: none
        self._settle()

    # What readers know

    def zeros_to_hide(self) -> Flags:
        """Return the zeros that are hidden because the total of their place is."""
        found: Flags = (self.figures.people == 0) & ~self.figures.public
        sexes, totals = self.figures.sexes.T
        found[np.setdiff1d(np.arange(len(found)), sexes[self.hidden[totals]])] = False
        return found

    def least_known(self) -> Ints:
        """Return what readers know at least of each figure where it is hidden.

        A zero is shown, unless the total of its place is hidden; at level 2 it may be hidden too.
        """
        low = self.figures.occupied.copy()
        if self.level == 1:
            sexes, totals = self.figures.sexes.T
            low |= self.figures.totals
            low[sexes[~self.hidden[totals]]] = True
        return np.minimum(low, self.figures.people)

    def _settle(self) -> None:
        """Hide the zeros that go with hidden totals; bring bounds and costs up to date."""
        while (more := self.zeros_to_hide() & ~self.hidden).any():
            self.hidden = self.hidden | more
        self._low = self.least_known()
        if self.moves is None:
            return
        people, movable = self.figures.people, ~self.figures.public
        if self._frozen:
            movable &= self.hidden
        opened = movable & (self.hidden | (people > 0) | (self.level > 1))
        self.moves.allow(
            np.where(opened, np.inf, 0.0),
            np.where(movable, people - self._low, 0).astype(np.float64),
            np.where(self.hidden, 1.0, _SHOWN_COST * self.figures.weights) + self.figures.draws,
        )

    # Proofs

    def prove(self) -> Iterator[tuple[int, int]]:
        """Look for a proof of each value of 1 to the threshold less 1, the farthest first.

        Gives how many are looked for, and of how many.
        """
        rank = {k: position for position, k in enumerate(self.small.tolist())}
        rows = sorted(
            range(len(self._of)),
            key=lambda row: (rank[self._of[row]], -abs(self._change[row]), self._value[row]),
        )
        for done, row in enumerate(rows, 1):
            if not self._proved[row]:
                self.try_value(int(self._of[row]), int(self._value[row]))
            yield done, len(rows)

    def try_value(self, figure: int, value: int) -> bool:
        """Look for a table in which a figure has a value, hiding what it changes."""
        assert self.moves is not None  # noqa: S101 - made where anything is small
        move = self.moves.find(figure, value - int(self.figures.people[figure]))
        if move is None:
            return False
        effect = self.figures.add(move)
        changed = (effect != 0) & ~self.hidden
        if changed.any():
            self.hidden = self.hidden | changed
            self._settle()
        return self._note(move, effect, figure, value)

    def _note(self, move: Ints, effect: Ints, figure: int, value: int) -> bool:
        """Keep a move as the proof of every missing value that a multiple of it gives.

        Everything is checked in whole numbers. Return whether the move itself is a proof.
        """
        least, most = self._multiples(move, effect)
        if least > 1 or most < 1 or effect[figure] + self.figures.people[figure] != value:
            return False
        unit = int(np.gcd.reduce(move))
        least, most = least * unit, most * unit
        move, effect = move // unit, effect // unit
        least, most = self._multiples(move, effect)
        by = effect[self._of]
        fits = ~self._proved & (by != 0)
        times = np.zeros_like(by)
        times[fits] = self._change[fits] // by[fits]
        fits &= (times * by == self._change) & (times >= least) & (times <= most)
        self._proved |= fits
        self._proof[fits] = times[fits, None] * move
        self._effect[fits] = times[fits, None] * effect
        return True

    def _multiples(self, move: Ints, effect: Ints) -> tuple[int, int]:
        """Return the least and the most times that a move can be made; (1, 0) if it cannot."""
        if (effect[~self.hidden] != 0).any() or any(
            (move[at] * by).sum() for at, by in self.figures.fixed
        ):
            return 1, 0
        room = np.concatenate([self.figures.counts, self.figures.people - self._low])
        step = np.concatenate([move, effect])
        down, up = step < 0, step > 0
        most = (room[down] // -step[down]).min(initial=np.iinfo(np.int64).max)
        least = -(room[up] // step[up]).min(initial=np.iinfo(np.int64).max)
        return int(least), int(most)

    def values_for(self, figure: int) -> list[int]:
        """Return the values that a small figure may be proved to have: those asked for first."""
        values = [*range(1, self.threshold), 0, *range(self.threshold, 2 * self.threshold + 2)]
        return [value for value in values if value != self.figures.people[figure]]

    def substitute(self) -> None:
        """Look for 0 or for larger values where some of the small ones are impossible."""
        for k in sorted(self.weak()):
            for value in self.values_for(k)[self.threshold - 2 :]:
                if k not in self.weak():
                    break
                more = {"_of": k, "_value": value, "_change": value - self.figures.people[k]}
                for name in _ROWS:
                    rows = getattr(self, name)
                    row = np.full((1, *rows.shape[1:]), more.get(name, 0), dtype=rows.dtype)
                    setattr(self, name, np.concatenate([rows, row]))
                self.try_value(k, value)
        proved = self._proved
        for name in _ROWS:
            setattr(self, name, getattr(self, name)[proved])

    # Showing again

    def clean_up(self) -> None:
        """Show again what was hidden for nothing, the dearest first."""
        self._frozen = True
        self._settle()
        spare = self.hidden & ~self._keep & ((self.figures.people > 0) | (self.level > 1))
        draws, weights = self.figures.draws, self.figures.weights
        for k in sorted(np.flatnonzero(spare), key=lambda k: (-weights[k], draws[k], k)):
            before, low = self.hidden, self._low
            self.hidden = before.copy()
            self.hidden[k] = False
            if self.level == 1:
                self.hidden[(self.figures.people == 0) & ~self._keep] = False
            self._settle()
            rows = self._moved(before & ~self.hidden, self._low > low)
            proofs = self._proof[rows], self._effect[rows]
            self._proved[rows] = False
            if not all(
                self._proved[row] or self.try_value(int(self._of[row]), int(self._value[row]))
                for row in rows
            ):
                self.hidden = before
                self._proof[rows], self._effect[rows] = proofs
                self._proved[rows] = True
                self._settle()

    def _moved(self, shown: Flags, raised: Flags) -> Ints:
        """Return the proofs that change what is shown now or go under what is known now."""
        moved = self._effect[:, shown].any(axis=1)
        left = self.figures.people[raised] + self._effect[:, raised]
        return np.flatnonzero(moved | (left < self._low[raised]).any(axis=1))

    # Results

    def weak(self) -> dict[int, int]:
        """Return the small figures with too few values, and how many they have."""
        values = dict.fromkeys(self.small.tolist(), 1)
        for k in self._of[self._proved].tolist():
            values[k] += 1
        return {k: count for k, count in values.items() if count < self.threshold - 1}

    def cost(self) -> tuple[int, float]:
        """Return how many values are missing, and what hiding costs."""
        missing = sum(self.threshold - 1 - values for values in self.weak().values())
        return missing, float(self.figures.weights[self.hidden].sum())

    def proofs(self) -> Iterator[tuple[int, int, Ints]]:
        """Give each figure and value that is proved, with the move."""
        for row in np.flatnonzero(self._proved):
            yield int(self._of[row]), int(self._value[row]), self._proof[row]

    def statistics(self) -> Mapping[str, int]:
        """Count figures and programmes."""
        return {
            "figures": len(self.figures.people),
            "small": len(self.small),
            "hidden": int(self.hidden.sum()),
            "programmes": self.moves.solved if self.moves else 0,
            "fractional": self.moves.fractional if self.moves else 0,
        }
