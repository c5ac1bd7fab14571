"""What an audit found, as a table and in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.checking.audits.readback import FIGURES
from diasporamap.counts.characteristics import is_characteristic, label_of
from diasporamap.language import LANGUAGES, in_print, text
from diasporamap.language.messages import written
from diasporamap.places.geography import NOWHERE, NOWHERE_NAMES
from diasporamap.places.layers import read_table
from diasporamap.places.origins.matching import NOT_STATED
from diasporamap.places.units import known_units
from diasporamap.protection import BY
from diasporamap.protection.audit import signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.language import Language
    from diasporamap.protection import Profile
    from diasporamap.protection.audit import Term, Told
    from diasporamap.protection.linked import Cell

    #: Called with how many figures are done and how many there are.
    Progress = Callable[[int, int], None]

#: The words for the sex of a cell.
_SEXES: Final = {sex: measure for measure, sex in FIGURES.items()}


@dataclass(frozen=True, eq=False)
class Names:
    """What levels of the origin and places are called, in each language."""

    levels: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)
    places: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Audit:
    """What a reader can tell of hidden figures at best.

    Attributes
    ----------
    file : str
        What was audited.
    kind : {"counts", "outputs", "table"}
        Counts that were released for it, outputs that were read back, or somebody's table.
    profile : Profile
        Under how many people a figure is small.
    told : tuple of Told
        What can be told of each hidden cell.
    found : frozenset of Cell
        The small ones that keep fewer values than the profile asks for.
    tables : mapping of str to (int, int)
        How many figures of each table are hidden, and how many it has.
    elsewhere : tuple of Cell
        Hidden cells that readers know from elsewhere, whatever is hidden.
    standing : {"proved", "seen", "published", "open"}
        What holds of the tables: the release proved them, they were read, they are public, or no
        people.
    notes : tuple of (kind, fields)
        What else is to be said, by kinds of ``language/en/audit.toml``.
    names : Names
        What levels of the origin and places are called.
    unmatched : pandas.DataFrame, optional
        Rows of counts that fit no place, and are left out.
    years : tuple of str
        The year of each of `told`, where outputs are of several; "" where they do not say it.
    """

    file: str
    kind: Literal["counts", "outputs", "table"]
    profile: Profile
    told: tuple[Told, ...]
    found: frozenset[Cell]
    tables: Mapping[str, tuple[int, int]]
    elsewhere: tuple[Cell, ...] = ()
    standing: Literal["proved", "seen", "published", "open"] = "seen"
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()
    names: Names = field(default_factory=Names, repr=False)
    unmatched: pd.DataFrame | None = field(default=None, repr=False)
    years: tuple[str, ...] = ()

    @property
    def cells(self) -> pd.DataFrame:
        """A row a hidden figure, a fresh copy.

        Columns: `table`, `place`, `sex` (F, M, U, T; the header of a column in somebody's table);
        `least`, `most` and `values` (Int64: people, and how many values are possible; blank where
        nothing bounds it); `found`; `way`, in English, the published figures that tell it.
        """
        import pandas as pd

        rows = [
            (*told.cell, *told[1:4], told.cell in self.found, "; ".join(self._ways(told, "en")))
            for told in self.told
        ]
        made = pd.DataFrame(
            rows,
            columns=["table", "place", "sex", "least", "most", "values", "found", "way"],
        )
        kinds = dict.fromkeys(("least", "most", "values"), "Int64")
        kinds |= dict.fromkeys(("table", "place", "sex", "way"), "string")
        return made.astype(kinds)

    def as_json(self) -> dict[str, Any]:
        """Return the audit as plain lists and dictionaries, for programs.

        `hidden` has the figures of `cells`; null is what nothing bounds.
        """
        cells = self.cells
        rows = cells.astype(object).where(cells.notna(), None).to_dict("records")
        return {
            "file": self.file,
            "kind": self.kind,
            "profile": self.profile.name,
            "threshold": self.profile.threshold,
            "standing": self.standing,
            "safe": not self.found,
            "tables": [
                {"table": table, "hidden": hidden, "figures": figures}
                for table, (hidden, figures) in self.tables.items()
            ],
            "hidden": rows,
            "elsewhere": [cell._asdict() for cell in self.elsewhere],
        }

    def lines(self, language: Language = "fr") -> Iterator[str]:
        """Write the report, a line at a time."""

        def say(kind: str, **fields: object) -> str:
            return _written(f"audit.{kind}", language, fields)

        limit, colon = self.profile.threshold, text("web.colon", language)
        yield say(self.kind, file=self.file, profile=self.profile.name, threshold=limit)
        for kind, fields in self.notes:
            yield say(kind, **{"threshold": limit, **_said(fields, language)})
        listed = [
            say("hidden_by", table=self._table(table, language), hidden=hidden, cells=cells).strip()
            for table, (hidden, cells) in self.tables.items()
        ]
        yield say("hidden", listed=", ".join(listed), standing=say(self.standing))
        if self.elsewhere:
            cells = "; ".join(self._cell(cell, language) for cell in self.elsewhere)
            yield say("elsewhere", listed=cells)
        if self.told:
            yield say("best")
        for told, year in zip(self.told, self.years or repeat(""), strict=False):
            cell = self._cell(told.cell, language) + (f" ({year})" if year else "")
            yield f"  {cell}{colon}{_range(told, language)}"
            if told.cell in self.found:
                yield from (f"    {way}" for way in self._ways(told, language))
        yield say("found", number=len(self.found)) if self.found else say("nobody")

    def _ways(self, told: Told, language: Language) -> Iterator[str]:
        """Write what the bounds of a cell are added up from."""
        if told.low == told.high or (told.least == told.most and not told.low):
            bounds: Iterable[tuple[str, Sequence[Term], int | None]] = [
                ("way", told.high, told.most)
            ]
        else:
            bounds = [("way_high", told.high, told.most), ("way_low", told.low, told.least)]
        for kind, terms, people in bounds:
            if terms:
                formula = " ".join(
                    sign
                    + _written(
                        "audit.term" if term.shown else "audit.term_hidden",
                        language,
                        {"people": term.people, "cell": self._cell(term.cell, language)},
                    )
                    for sign, term in signed(terms)
                )
                yield _written(f"audit.{kind}", language, {"formula": formula, "number": people})

    def _cell(self, cell: Cell, language: Language) -> str:
        """Write which figure a cell is."""
        place, names = cell.place, self.names.places.get(cell.place)
        if names is not None and names[language] != place:
            place = _written("audit.place", language, {"name": names[language], "code": cell.place})
        sex = cell.sex
        if self.kind != "table":
            sex = text(f"measure.{_SEXES[sex]}", language).lower()
        return ", ".join(filter(None, (self._table(cell.table, language), place, sex)))

    def _table(self, table: str, language: Language) -> str:
        """Write what the places of a table are."""
        if table in self.names.levels:
            return _written("audit.by_level", language, {"level": self.names.levels[table]})
        if is_characteristic(table):
            name = label_of(table)(language)
            return _written("audit.by_level", language, {"level": name[:1].lower() + name[1:]})
        return _written(f"audit.by_{table}", language, {}) if table in BY else table


def _said(fields: Mapping[str, object], language: Language) -> dict[str, object]:
    """Write the fields of a note that are texts of the catalogue themselves."""
    why = fields.get("why")
    return {**fields, **({"why": _written(f"audit.{why}", language, {})} if why else {})}


def _range(told: Told, language: Language) -> str:
    """Write the values that a figure may have."""
    if told.most is None:
        kind = "or_more"
    elif told.least == told.most:
        kind = "exactly"
    else:
        kind = "between" if told.possible == told.most - told.least + 1 else "some"
    fields = {"least": told.least, "most": told.most, "possible": told.possible}
    return _written(f"audit.{kind}", language, fields)


def names_of(choice: DistrictChoice) -> Names:
    """Return the names of levels, countries, districts and parts of the origin."""
    names: dict[str, Mapping[Language, str]] = {
        code: {"fr": fr, "en": en} for code, (fr, en) in known_units().names.items()
    }
    names[NOWHERE] = dict(zip(LANGUAGES, NOWHERE_NAMES, strict=True))
    names[NOT_STATED] = {one: written("audit.origin_not_stated", one, {}) for one in LANGUAGES}
    for table, code in _name_tables(choice):
        for place, fr, en in zip(table[code], table["name_fr"], table["name_en"], strict=True):
            names[str(place)] = {"fr": str(fr), "en": str(en)}
    levels: dict[str, Mapping[Language, str]] = {
        level.name: {"fr": level.one.fr, "en": level.one.en} for level in choice.origin.levels
    }
    return Names(levels, names)


def _name_tables(choice: DistrictChoice) -> Iterator[tuple[pd.DataFrame, str]]:
    """Give the tables that name places, each with its column of codes."""
    if choice.known:
        yield choice.tables.missions, "mission"
    for level in choice.origin.levels:
        yield read_table(level.layer), "place"


def _written(key: str, language: Language, fields: Mapping[str, object]) -> str:
    """Write a message in which names from data are printed as the language does."""
    return in_print(written(key, language, fields), language)
