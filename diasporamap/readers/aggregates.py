"""Knows the areas that are no countries: world, continents, unions, totals."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.notes import Note, shortened
from diasporamap.counts.schema import DEFINITIONS
from diasporamap.resources import rows_of
from diasporamap.tables.headers import CHARACTERISTICS, is_own, known_headers, plain_header
from diasporamap.tables.redaction import bare_year, is_address, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diasporamap.counts.quantity import Quantity

#: M49 codes from here on are groups of countries of UN DESA.
FIRST_GROUP: Final = 900

#: What tells figures apart when places are compared with their total, beside the sex.
_APART: Final = ("year", "definition", "source", "origin", "age")

#: How many groups of countries, and how many sums that differ, a note names.
GROUPS_NAMED: Final = 6
SUMS_NAMED: Final = 3

#: What means all countries together.
_WHOLE: Final = frozenset(
    ["world", "monde", "monde_entier", "total", "total_general", "grand_total", "ensemble", "wld"]
)

#: What means all parts of the people together.
_ALL: Final = frozenset(
    [
        "all_ages",
        "tous_ages",
        "tous_les_ages",
        "toutes",
        "y_total",
        "tot",
        "all_levels",
        "all_groups",
    ]
)

#: Words that say that a row is the sum of a group, and articles: "Total Africa", "L'Europe".
_PASSED_OVER: Final = frozenset(
    ["total", "sous", "sub", "subtotal", "ensemble", "l", "le", "la", "les", "de", "des", "the"]
)
#: Words of the groups beside which a name that a country bears too is one of theirs.
_PACIFIC: Final = ("oceania", "oceanie", "melanesia", "melanesie", "polynesia", "polynesie")
_CONTINENTS: Final = ("africa", "afrique", "europe", "asia", "asie")
_SHARED: Final = {
    **dict.fromkeys(["micronesia", "micronesie"], _PACIFIC),
    **dict.fromkeys(["polynesia", "polynesie"], (*_PACIFIC[:4], "micronesia", "micronesie")),
    **dict.fromkeys(["central_africa", "afrique_centrale", "america", "amerique"], _CONTINENTS),
}


@cache
def _known() -> frozenset[str]:
    rows = rows_of(Path(__file__).with_name("aggregates.csv"))
    return frozenset(plain_header(row["name"]) for row in rows)


def without_totals(records: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Note]]:
    """Take out what would count people twice: a total of all ages or the like beside its parts.

    The parts stay where they add up to their totals everywhere, else the totals. An answer "all"
    to a question of one's own, with fewer people than the others, is no total.
    """
    own = ("row", "code", "count", "status")
    notes = []
    names = list(records[0]) if records else []
    for name in (name for name in names if name in CHARACTERISTICS or is_own(name)):
        cells: dict[tuple[object, ...], tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {}
        for record in records:
            key = tuple((part, value) for part, value in record.items() if part not in (*own, name))
            total = is_total_of(str(record.get(name, "")))
            cells.setdefault(key, ([], []))[total].append(record)
        both = [(parts, totals) for parts, totals in cells.values() if parts and totals]
        sums = [(_sum(parts), _sum(totals[:1])) for parts, totals in both]
        if not both or (is_own(name) and any((parts or 0) > (all_ or 0) for parts, all_ in sums)):
            continue
        agree = all(parts == all_ is not None for parts, all_ in sums)
        left = {id(one) for parts, totals in both for one in (totals if agree else parts)}
        groups = {record[name] for parts, _ in both for record in parts}
        records = [record for record in records if id(record) not in left]
        notes += [] if agree else [Note("total_of", {"name": name, "groups": len(groups)})]
    return records, notes


def _sum(records: Sequence[Mapping[str, object]]) -> int | None:
    """Add up the people of records, None where some are not known."""
    counts = [_number(record) for record in records]
    return None if None in counts else sum(count or 0 for count in counts)


def is_total_of(text: str) -> bool:
    """Tell whether a text is the total of a characteristic, as "all ages"."""
    plain = plain_header(text)
    return known_headers().get(plain) == "total" or plain in _ALL or text == "_T"


def is_aggregate(place: str) -> bool:
    """Tell whether a place is a group of countries, by its name or its code.

    The names are listed in ``aggregates.csv``, codes of M49 too; "Total Africa" is the sum of one.
    """
    name = plain_header(place.strip("* "))
    alone = "_".join(word for word in name.split("_") if word not in _PASSED_OVER)
    return name in _known() or (alone != name and (alone in _known() or alone in _SHARED))


def _is_of_groups(name: str) -> bool:
    return name in _known() or name in _SHARED


def is_group_code(code: str) -> bool:
    """Tell whether an M49 code, with or without leading zeros, is a group of countries."""
    if not (code.isascii() and code.isdigit()):
        return False
    return int(code) >= FIRST_GROUP or code.zfill(3) in _known()


def is_whole(place: str) -> bool:
    """Tell whether a place means all countries together."""
    return plain_header(place.strip("* ")) in _WHOLE or place.strip() in ("900", "W", "_T")


def without_aggregates(
    records: list[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    """Take groups of countries out: give places, the world or total, and the names left out."""
    kept, wholes, left_out = [], [], []
    groups = groups_among({str(record["place"]) for record in records})
    for record in records:
        place = str(record["place"])
        if place not in groups:
            kept.append(record)
            continue
        left_out.append(place)
        if is_whole(place):
            wholes.append(record)
    return kept, wholes, left_out


def groups_among(places: Iterable[str]) -> set[str]:
    """Return those of some places that are groups of countries, beside the others."""
    plain = {place: plain_header(place) for place in places}
    groups = {name: set(name.split("_")) for name in plain.values() if _is_of_groups(name)}
    shared = {
        place
        for place, name in plain.items()
        if any(
            other != name and words & set(_SHARED.get(name, ())) for other, words in groups.items()
        )
    }
    return shared | set(filter(is_aggregate, plain))


def left_out_note(places: Iterable[str]) -> Note:
    """Say which groups of countries were left out."""
    given = dict.fromkeys(place.strip() for place in places)
    names = [name if not is_address(name) else kind_of(name) for name in given]
    return Note("groups", {"number": len(names), "names": shortened(names, GROUPS_NAMED)})


def control_notes(
    records: Sequence[Mapping[str, object]],
    wholes: Sequence[Mapping[str, object]],
    *,
    quantity: Quantity | None = None,
) -> list[Note]:
    """Compare the sums of the places with the rows that stand for all countries together."""
    compared, by_sex = _differences(records, wholes, ("sex", *_APART), quantity)
    _, together = _differences(records, wholes, _APART, quantity)
    if not compared:
        return []
    if not by_sex:
        return [Note("places_agree", {"number": compared})]
    if not together:
        return [Note("places_agree_together")]
    return [Note("places_differ", {"sums": shortened(together, SUMS_NAMED)})]


def _differences(
    records: Sequence[Mapping[str, object]],
    wholes: Sequence[Mapping[str, object]],
    apart: Sequence[str],
    quantity: Quantity | None,
) -> tuple[int, list[Note]]:
    """Return how many sums of records and of wholes were compared, and those that differ."""
    added, stated = _sums(records, apart), _sums(wholes, apart)
    both = [key for key in stated if key in added]
    exact = quantity.exact if quantity else int
    found = [
        Note(
            "sum_differs",
            {
                "what": _parts(key) or _WHAT[quantity is None],
                "stated": exact(stated[key]),
                "added": exact(added[key]),
            },
        )
        for key in both
        if stated[key] != added[key]
    ]
    return len(both), found


def _parts(key: Iterable[object]) -> object:
    """Return what a sum is of, as far as it is told."""
    texts = [str(part) for part in key if part]
    return [text if text in DEFINITIONS else bare_year(text) for text in texts]


#: What a sum is of that is told without its year or sex: a quantity, or people.
_WHAT: Final = ({"fr": "somme", "en": "sum"}, {"fr": "personnes", "en": "people"})


def _sums(
    records: Sequence[Mapping[str, object]], apart: Sequence[str]
) -> dict[tuple[object, ...], int]:
    sums: dict[tuple[object, ...], int] = {}
    for record in records:
        count = _number(record)
        if count is not None:
            key = tuple(record.get(name) for name in apart)
            sums[key] = sums.get(key, 0) + count
    return sums


def _number(record: Mapping[str, object]) -> int | None:
    count = record.get("count")
    return count if isinstance(count, int) else None
