"""The keys that tables of an atlas file may have, taken from what the library takes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from diasporamap.language import message
from diasporamap.maps.spec import OF_COUNTS
from diasporamap.readers.options import ReadingOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diasporamap.language import Message


@dataclass(frozen=True)
class ValueKind:
    """What a value must be: its name in the catalogue, and what tells whether one is."""

    name: str
    fits: Callable[[Any], bool]

    @property
    def told(self) -> Message:
        """Say what is to be written."""
        return message(f"atlas.values.{self.name}")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _all(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _is_bilingual(value: object) -> bool:
    return _is_text(value) or (
        isinstance(value, dict)
        and set(value) == {"fr", "en"}
        and all(map(_is_text, value.values()))
    )


TEXT: Final = ValueKind("text", _is_text)
WHOLE: Final = ValueKind("whole", _is_whole)
NUMBER: Final = ValueKind("number", _is_number)
FLAG: Final = ValueKind("flag", lambda value: isinstance(value, bool))
TEXTS: Final = ValueKind("texts", _all(_is_text))
WHOLES: Final = ValueKind("wholes", _all(_is_whole))
NUMBERS: Final = ValueKind("numbers", _all(_is_number))
BOTH: Final = ValueKind("both", _is_bilingual)
ONE_OR_MORE: Final = ValueKind(
    "one_or_more",
    lambda value: _is_text(value) or _all(_is_text)(value),
)

CODES: Final = ValueKind(
    "codes",
    lambda value: isinstance(value, dict) and all(map(_is_text, value.values())),
)

#: Kinds of values by the type of a field, without its None.
_BY_TYPE: Final = {
    "str": TEXT,
    "Classification": TEXT,
    "Facet": TEXT,
    "Percent": TEXT,
    "int": WHOLE,
    "float": NUMBER,
    "bool": FLAG,
    "tuple[str, ...]": TEXTS,
    "tuple[int, ...]": WHOLES,
    "tuple[float, ...]": NUMBERS,
}
#: Texts of a map that may be of one language each.
TITLES: Final = ("title", "subtitle")
#: Fields of specs that an atlas says elsewhere.
_ELSEWHERE: Final = ("language", "kind", *OF_COUNTS)


def keys_of(spec: type) -> dict[str, ValueKind]:
    """Return the keys of a spec; its `kind` and texts are said by who asks."""
    made = {}
    for field in fields(spec):
        if field.name in TITLES:
            made[field.name] = BOTH
        elif field.name not in _ELSEWHERE:
            made[field.name] = _BY_TYPE[str(field.type).removesuffix(" | None")]
    return made


#: Keys of every entry.
ENTRY: Final[Mapping[str, ValueKind]] = {
    "name": TEXT,
    "source": TEXT,
    "by": TEXT,
    "formats": TEXTS,
    "languages": TEXTS,
    "each": TEXT,
    "over": WHOLE,
    "year": WHOLE,
    "since": WHOLE,
    "restricted": FLAG,
}
#: Keys of a chapter of a report.
CHAPTER: Final[Mapping[str, ValueKind]] = {
    "title": BOTH,
    "text": BOTH,
    "source": TEXT,
    "drafts": TEXTS,
    "items": TEXTS,
}
#: Keys of ``[atlas]``.
ATLAS: Final[Mapping[str, ValueKind]] = {
    "output": TEXT,
    "origin": TEXT,
    "languages": TEXTS,
    "formats": TEXTS,
    "style": TEXT,
    "profile": TEXT,
    "confidential": FLAG,
}
#: Reading options that are no text, and the one that an atlas says once.
_READING: Final = {"year": WHOLE, "sex_codes": CODES, "quantity": BOTH, "unit": BOTH}
READING: Final[Mapping[str, ValueKind]] = {
    option.name: _READING.get(option.name, TEXT)
    for option in fields(ReadingOptions)
    if option.name != "origin"
}
RELEASE: Final[Mapping[str, ValueKind]] = {
    "since": WHOLE,
    "population": TEXT,
    "pattern_file": TEXT,
    "against": TEXTS,
}
DISTRICTS: Final[Mapping[str, ValueKind]] = {
    "districts": TEXT,
    "missions": TEXT,
    "date": TEXT,
    "weights": TEXT,
    "weight_column": TEXT,
}
#: Keys of ``[sources.NAME]``.
SOURCE: Final[Mapping[str, ValueKind]] = {"counts": TEXT, **READING, **RELEASE, **DISTRICTS}
#: Those that name files, which are found from the folder of the atlas.
FILES: Final = (
    *(option.name for option in fields(ReadingOptions) if option.metadata.get("type") == "file"),
    *("allow_unmatched", "population", "pattern_file", "against"),
    *("districts", "missions", "weights"),
)
