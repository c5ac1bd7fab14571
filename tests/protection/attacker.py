"""A reader who wants to know: what can be told from published tables, by integer programming.

It shares no code with the package. It knows how the tables hang together (which districts share
a country, which region a division is in), what is shown, that the same people are counted by
residence and by origin, what a hidden figure may be at least, and the rule: in every group of
hidden figures that hang together one is small. It tries values one by one: a figure is opened
where one value is possible, and weak where fewer than the threshold less 1 are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np

#: The row of people of no stated part; those of a region only have its code among the divisions.
NOT_STATED = "origin-not-stated"
#: More people than any hidden figure of the registers that are attacked has.
MANY = 100_000


@dataclass
class Attack:
    """What a reader found: small hidden figures, and those with too few values, by cell."""

    small: int = 0
    values: dict = field(default_factory=dict)
    threshold: int = 5

    @property
    def opened(self):
        return sorted(cell for cell, values in self.values.items() if len(values) == 1)

    @property
    def weak(self):
        least = self.threshold - 1
        return sorted(cell for cell, values in self.values.items() if len(values) < least)


class Reader:
    """Everything that a reader knows of a register, as an integer programme."""

    def __init__(
        self, register, published, *, threshold, level=1, known=None, occupied=(), rule=True
    ):
        self.published, self.threshold = published, threshold
        self.groups = [*_residence(register, published), *_origin(register, published)]
        self.groups += _categories(register, published)
        self.cells = sorted(published)
        at = {cell: [] for cell in self.cells}
        for number, (_, cells, _) in enumerate(self.groups):
            for cell in cells:
                if cell in at:
                    at[cell].append(number)
        self.at = at
        nobody = {n for c in self.cells if c[2] == "T" and published[c] == 0 for n in at[c]}
        self.alive = {cell: frozenset(groups) - nobody for cell, groups in at.items()}
        self.zeros_shown = any(  # that of a sex whose total is hidden
            people == 0 and self.alive[cell] and published[(*cell[:2], "T")] is None
            for cell, people in published.items()
        )
        self.hidden = [cell for cell in self.cells if published[cell] is None]
        self.rows, self.bounds = [], []
        self._columns(level)
        for cell in occupied:  # what an earlier release tells to be 1 or more
            self.low[self.column[cell]] = max(1, self.low[self.column[cell]])
        self._sums()
        self._links()
        for cell, people in (known or {}).items():
            if cell in at:
                here = at[cell]
            else:  # everyone, or everyone of a sex
                here = [
                    n
                    for n, (side, _, sex) in enumerate(self.groups)
                    if side == self.groups[0][0] and cell[2] in (sex, "T")
                ]
            self._row(dict.fromkeys(here, 1), people, people)
        if rule:
            self._rule()
        self.solver = self._model() if self.hidden else None

    def _columns(self, level):
        """Groups first, then a column a cell, then a yes or no for each hidden cell."""
        self.first = len(self.groups)
        self.column = {cell: self.first + n for n, cell in enumerate(self.cells)}
        self.yes = {cell: self.first + len(self.cells) + n for n, cell in enumerate(self.hidden)}
        count = self.first + len(self.cells) + len(self.hidden)
        self.low, self.high = np.zeros(count), np.full(count, float(MANY))
        self.high[self.first + len(self.cells) :] = 1
        for cell, people in self.published.items():
            column = self.column[cell]
            if people is None:
                self.low[column] = self._least(cell) if level == 1 else 0
            else:
                self.low[column] = self.high[column] = people

    def _least(self, cell):
        """Return 1 unless the figure, under one of its names, may be a hidden zero."""
        if self.zeros_shown:
            return 1
        for twin in self.cells:
            if self.alive[twin] == self.alive[cell] and twin[2] != "T":
                total = (*twin[:2], "T")
                if self.published[total] is None and self.alive[total] != self.alive[cell]:
                    return 0
        return 1

    def _row(self, coefficients, low, high):
        self.rows.append(coefficients)
        self.bounds.append((float(low), float(high)))

    def _sums(self):
        for cell, groups in self.at.items():
            self._row({**dict.fromkeys(groups, 1), self.column[cell]: -1}, 0, 0)
            if cell[2] == "T":
                parts = [(*cell[:2], sex) for sex in "FMU" if (*cell[:2], sex) in self.column]
                if parts:
                    parts = {self.column[part]: 1 for part in parts}
                    self._row({**parts, self.column[cell]: -1}, 0, 0)

    def _links(self):
        sides = [*dict.fromkeys(side for side, _, _ in self.groups)]
        for side in sides[1:]:
            sign = {sides[0]: 1, side: -1}
            for sex in sorted({sex for _, _, sex in self.groups}):
                of_sex = [(n, g[0]) for n, g in enumerate(self.groups) if g[2] == sex]
                self._row({n: sign[own] for n, own in of_sex if own in sign}, 0, 0)

    def _rule(self):
        """In each group of hidden figures that hang together one is of 1 to threshold - 1."""
        linked = len({side for side, _, _ in self.groups}) > 1
        root = {}

        def find(item):
            while root.setdefault(item, item) != item:
                item = root[item]
            return item

        unsure = {number for cell in self.hidden for number in self.at[cell]}
        for cell in self.cells:
            for number in unsure.intersection(self.at[cell]):
                root[find(number)] = find(cell)
                if linked:
                    root[find(self.groups[number][2])] = find(cell)
        together = {}
        for cell in self.hidden:
            together.setdefault(find(cell), []).append(cell)
            column, yes = self.column[cell], self.yes[cell]
            self._row({column: 1, yes: MANY}, -np.inf, self.threshold - 1 + MANY)
            self._row({column: 1, yes: -1}, 0, np.inf)
        for cells in together.values():
            self._row({self.yes[cell]: 1 for cell in cells}, 1, np.inf)

    def _model(self):
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.low), len(self.rows)
        lp.col_cost_ = np.zeros(len(self.low))
        lp.col_lower_, lp.col_upper_ = self.low, self.high
        lp.row_lower_ = np.array([low for low, _ in self.bounds])
        lp.row_upper_ = np.array([high for _, high in self.bounds])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.append(0, np.cumsum([len(row) for row in self.rows]))
        lp.a_matrix_.index_ = np.array([at for row in self.rows for at in row])
        lp.a_matrix_.value_ = np.array([float(by) for row in self.rows for by in row.values()])
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.low)
        solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1)):
            solver.setOptionValue(option, value)
        solver.passModel(lp)
        return solver

    def table_with(self, cell, value):
        """Return a table that fits in which a cell has a value: people by cell, or None."""
        column = self.column[cell]
        self.solver.changeColBounds(column, float(value), float(value))
        self.solver.run()
        fits = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = np.rint(self.solver.getSolution().col_value).astype(int) if fits else None
        self.solver.changeColBounds(column, self.low[column], self.high[column])
        if found is None:
            return None
        return {each: int(found[at]) for each, at in self.column.items()}


def attack(register, published, truth, *, threshold=5, **known):
    """Try every small hidden figure of `truth`."""
    reader = Reader(register, published, threshold=threshold, **known)
    targets = [c for c in reader.hidden if 0 < truth[c] < threshold]
    result = Attack(len(targets), {cell: {truth[cell]} for cell in targets}, threshold)
    if targets:
        assert reader.table_with(targets[0], truth[targets[0]]), "the reader rules the truth out"
    for cell in targets:
        assert truth[cell] >= reader.low[reader.column[cell]], cell
        candidates = sorted(
            range(4 * threshold), key=lambda value: (abs(value - truth[cell]), value)
        )
        for value in candidates:
            if len(result.values[cell]) >= threshold - 1:
                break
            if value in result.values[cell] or value < reader.low[reader.column[cell]]:
                continue
            table = reader.table_with(cell, value)
            for other in targets if table else ():
                result.values[other].add(table[other])
    return result


def _residence(register, published):
    """Give the groups by residence: side, the cells that they are in, sex."""
    shown = {(place, sex) for table, place, sex in published if table == "country"}
    shared = {}
    for place, district in register.pieces.itertuples(index=False):
        shared.setdefault(place, []).append(district)
    lost = register.residence[register.residence["district"].isna()]
    lost = lost[lost["count"] > 0]  # nobody else is of an unknown district
    lost = set(zip(lost["place"], lost["sex"], strict=True))
    for place, sex in sorted(shown):
        if sex == "T" and any((place, other) in shown for other in "FMU"):
            continue
        for district in [*shared[place], *([None] if (place, sex) in lost else [])]:
            cells = {("country", place, sex), ("country", place, "T")}
            if district is not None:
                cells |= {("district", district, sex), ("district", district, "T")}
            yield "residence", cells, sex


def _categories(register, published):
    """Give the groups by each characteristic: its categories by sex, as tables name them."""
    for table, category, sex in sorted(published):
        told = any((table, category, other) in published for other in "FMU")
        if table in register.categories and (sex != "T" or not told):
            yield table, {(table, category, sex), (table, category, "T")}, sex


def _origin(register, published):
    """Give the groups by origin: parts of every level, and people of no known part."""
    shown = {cell for cell in published if cell[0] in ("region", "division")}
    if not shown:
        return
    rows = register.origin.fillna({"origin": ""})
    said = set(zip(rows["origin"], rows["sex"], strict=True))
    people = rows[rows["count"] > 0]
    stated = set(zip(people["origin"], people["sex"], strict=True))
    sexes = sorted({sex for _, _, sex in shown} - {"T"}) or ["T"]
    parts = [(code, row.region, row.division) for code, row in register.levels.iterrows()]
    for code, region, division in [*parts, ("", None, None)]:
        for sex in sexes:
            vague = not isinstance(division, str)
            unsaid = sex == "U" and sexes != ["U"] and (code, sex) not in said
            above = region if isinstance(region, str) else NOT_STATED
            below = division if isinstance(division, str) else above
            named = (("region", above), ("division", below))
            told = (code, sex) in stated or any((*at, sex) in published for at in named[vague:])
            if unsaid or (vague and not told):
                continue
            yield "origin", {(*at, known) for at in named for known in (sex, "T")}, sex
