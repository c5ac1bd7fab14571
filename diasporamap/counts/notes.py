"""Notes of a reading: what was left out, derived or put together, each of a known kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.language.messages import messages_language, written
from diasporamap.language.texts import catalogue, in_print

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.language import Language

#: Every kind of note; each has a text in ``notes.toml`` of each language.
Kind = Literal[
    "and_more",
    "at_home",
    "beyond_sexes",
    "citizens",
    "commented",
    "dates",
    "figures_above",
    "flags",
    "groups",
    "hidden_columns",
    "hidden_rows",
    "hidden_sheet",
    "imputed",
    "marks",
    "merged",
    "moved",
    "no_single_place",
    "no_figure",
    "not_approved",
    "notes_below",
    "origin",
    "origin_of_workbook",
    "origins_uncoded",
    "origins_unknown",
    "other_measures",
    "outside",
    "people",
    "persons",
    "places_agree",
    "places_agree_together",
    "places_differ",
    "places_differ_somewhere",
    "points_columns",
    "points_identifying",
    "points_joined",
    "points_repeated",
    "repeated",
    "rest_are_men",
    "rest_are_women",
    "rounded",
    "sheet",
    "sheets_by_sex",
    "sexes_differ",
    "sum_differs",
    "titles_above",
    "totals_only",
    "totals_unused",
    "total_of",
    "twice_differ",
    "twice_dropped",
    "twice_kept",
    "unnamed",
    "without_sex",
    "values",
    "withheld_totals",
]

#: Kinds that say that part of the table is not in what is shown.
LEFT_OUT: Final[tuple[Kind, ...]] = (
    *(
        "commented",
        "groups",
        "marks",
        "no_single_place",
        "notes_below",
        "origin",
        "origin_of_workbook",
    ),
    *("origins_uncoded", "other_measures", "sheet", "titles_above", "total_of"),
)
#: Kinds that ask for a look.
DOUBTFUL: Final[tuple[Kind, ...]] = (
    *("at_home", "no_single_place", "not_approved", "places_differ", "places_differ_somewhere"),
    *("hidden_columns", "hidden_rows", "hidden_sheet"),
    *(
        "outside",
        "repeated",
        "sexes_differ",
        "twice_differ",
        "unnamed",
        "totals_unused",
        "withheld_totals",
    ),
)
#: Kinds that tell sums of people, and what is said where these are not told.
_UNTOLD: Final[Mapping[Kind, Kind | None]] = {
    "persons": None,
    "places_differ": "places_differ_somewhere",
}


@dataclass(frozen=True)
class Note:
    """One thing that a reader of the counts should know.

    `fields` fill its text: whole numbers, texts, lists of them, other notes.
    """

    kind: Kind
    fields: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Write the note as one clause without a full stop."""
        return in_print(written(f"notes.{self.kind}", language, self.fields), language)

    def __str__(self) -> str:
        """Write it in the language of messages."""
        return self.text(messages_language())

    @property
    def hint(self) -> str:
        """What to do about it, in the language of messages, "" where nothing is."""
        hints = catalogue(messages_language(), "notes").get("hints", {})
        return str(hints.get(self.kind, ""))

    @property
    def left_out(self) -> bool:
        """Whether part of the table is not in what is shown."""
        return self.kind in LEFT_OUT

    @property
    def doubtful(self) -> bool:
        """Whether the note asks for a look."""
        return self.kind in DOUBTFUL

    def without_sums(self) -> Note | None:
        """Return the note without sums of people, None where it is nothing else."""
        if self.kind not in _UNTOLD:
            return self
        untold = _UNTOLD[self.kind]
        return Note(untold) if untold else None


def shortened(items: Sequence[object], most: int, *, left: int = 0) -> Note | tuple[object, ...]:
    """Return items of which the first `most` are named and the others, with `left`, counted."""
    if not items:
        return Note("values", {"number": left})
    more, named = max(len(items) - most, 0) + left, tuple(items[:most])
    return Note("and_more", {"names": named, "number": more}) if more else named
