"""What people are counted by beside where they live and come from: age, education, arrival."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin import Bilingual
from diasporamap.language import LANGUAGES, capitalised, has_text, in_print, sort_key, text
from diasporamap.resources import rows_of
from diasporamap.tables.headers import CHARACTERISTICS, OWN, is_own, known_form, known_headers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: Those of ages and of the time of arrival, and those that are shown only where it is asked for.
AGE, ARRIVAL = "age", "arrival"
RESTRICTED: Final = ("legal_status",)
#: A characteristic of more categories than these is no table.
MOST_CATEGORIES: Final = 100

#: A year alone, or a day of it, as files write them; two years of a period.
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:\.0+|-\d\d-\d\d(?:[T ].*)?)?")
_PERIOD: Final = re.compile(r"((?:19|20)\d\d)\s*(?:-|–|à|to)\s*((?:19|20)\d\d)")
#: Codes of ISCED and of the major groups of ISCO, as Eurostat and others write them.
_CODES: Final = {
    "education": re.compile(r"(?:isced|cite|ed)(?:[ _-]?(?:20)?11)?[ :_-]*([0-8](?:[-_][0-8])?)"),
    "occupation": re.compile(r"(?:isco|citp|oc)(?:[ _-]?(?:20)?08)?[ :_-]*([0-9])"),
}
_SYSTEMS: Final = {"education": "ISCED ", "occupation": "ISCO "}
#: Words in the names of levels of education, by their level of ISCED; who has the certificate of a
#: level stands behind who was in it.
_LEVELS: Final = (
    "aucun aucune sans_diplome sans_instruction non_scolarise jamais none no_education illiterate",
    "primaire primary cep elementaire elementary",
    "premier_cycle 1er_cycle college bepc brevet lower_secondary",
    "secondaire secondary lycee high_school|bac baccalaureat",
    "post_secondaire post_secondary",
    "bts dut bac_2 deug short_cycle hnd",
    "licence bachelor bac_3 superieur tertiary higher universitaire university",
    "master maitrise bac_5 ingenieur postgraduate dea dess",
    "doctorat doctorate doctoral doctor phd bac_8",
)
_BEFORE: Final = re.compile(r"<|lt|moins|under|less|avant|before", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+")
_ELIDED: Final = re.compile(r"\b([dl]) (?=[aeiouyh])")


def is_characteristic(by: str) -> bool:
    """Tell whether a table is by a characteristic, and not by places or years."""
    return by in CHARACTERISTICS or is_own(by)


def characteristic_named(header: str) -> str | None:
    """Return the characteristic that a header means: "by_education", "Niveau d'études"; or None."""
    plain = known_form(header)
    known = known_headers().get(plain.removeprefix(OWN))
    if known in CHARACTERISTICS:
        return known
    return plain if is_own(plain) else None


def characteristics_of(columns: Collection[str]) -> list[str]:
    """Return the characteristics among the columns of counts: those of the schema, one's own."""
    return [name for name in CHARACTERISTICS if name in columns] + sorted(filter(is_own, columns))


def not_stated(column: str) -> str:
    """Return the category of people of whom a characteristic is not stated."""
    return f"{column}-not-stated"


def cohort_of(arrival: str) -> str:
    """Return the ten years that a year of arrival is in; other texts stay.

    Examples
    --------
    >>> cohort_of("2014"), cohort_of("2010-2014")
    ('2010-2019', '2010-2014')
    """
    found = _YEAR.fullmatch(arrival.strip())
    if found is None:
        return arrival
    first = int(found[1]) // 10 * 10
    return f"{first}-{first + 9}"


def label_of(column: str) -> Bilingual:
    """Name a characteristic: "Niveau d’études"; one's own by the words of its header."""
    if has_text(f"table.by.{column}", "fr"):
        fr, en = (text(f"table.by.{column}", language) for language in LANGUAGES)
        return Bilingual(fr, en)
    words = capitalised(column.removeprefix(OWN).replace("_", " "))
    return Bilingual(_ELIDED.sub("\\1\N{RIGHT SINGLE QUOTATION MARK}", words), words)


def category_name(column: str, category: str, year: int | None = None) -> Bilingual:
    """Name a category: codes of ISCED and ISCO in words, one's own as it is written.

    Nobody arrives after the `year` of the counts.
    """
    if category == not_stated(column):
        key = f"table.not_stated.{column}"
        key = key if has_text(key, "fr") else "table.not_stated.other"
        fr, en = (text(key, language) for language in LANGUAGES)
        return Bilingual(fr, en)
    if found := _classified(column, category):
        return found
    if is_own(column) and category in ("0", "1"):
        fr, en = (text(f"table.answer.{category}", language) for language in LANGUAGES)
        return Bilingual(fr, en)
    name = category.replace("-", "\N{EN DASH}") if column == AGE else category
    if column == ARRIVAL and (period := _PERIOD.fullmatch(category.strip())):
        first, last = int(period[1]), int(period[2])
        last = year if year is not None and first <= year < last else last
        name = f"{first}\N{EN DASH}{last}" if first < last else str(first)
    return Bilingual(name, name)


def one_name(column: str, name: str) -> str:
    """Return a name of a category as it is in English, whichever language it is in."""
    return _english(column).get(name, name)


@cache
def _english(column: str) -> dict[str, str]:
    codes = [code for of, code in _classifications() if of == column]
    known = [not_stated(column), *(_SYSTEMS.get(column, "") + code for code in codes), "0", "1"]
    names = (category_name(column, category) for category in known)
    return {in_print(name.fr, "fr"): in_print(name.en, "en") for name in names}


def in_order(column: str, people: Mapping[str, float | None]) -> list[str]:
    """Return the categories of a characteristic in their order, those not stated last.

    Ages, cohorts and what is numbered rise, as levels of education do; others are ordered by their
    `people`, None where these are not shown, the largest first.
    """
    stated = [category for category in people if category != not_stated(column)]
    levels = {at: _level(column, at) for at in stated}
    if None not in levels.values():
        order = sorted(stated, key=lambda at: (levels[at] or (0, 0), sort_key(at)))
    else:
        order = sorted(stated, key=lambda at: (_size(people[at]), sort_key(at)))
    return [*order, *(category for category in people if category not in levels)]


def _size(people: float | None) -> tuple[bool, float]:
    return people is None, -(people or 0.0)


def _level(column: str, category: str) -> tuple[float, float] | None:
    """Return where a category stands on a scale, None where it is on none."""
    if column == "education":
        if code := _code(column, category):
            return float(code[0]), float(code[-1])
        plain = f"_{known_form(category)}_"
        found = [
            (float(level), float(part))
            for level, parts in enumerate(_LEVELS)
            for part, words in enumerate(parts.split("|"))
            if any(f"_{word}_" in plain for word in words.split())
        ]
        return found[-1] if found else None
    if column == "occupation":
        return None
    number = _NUMBER.search(category)
    if number is None or not (column in (AGE, ARRIVAL) or number.start() == 0):
        return (-1.0, 0.0) if column == AGE else None
    return float(number[0]), 0.0 if _BEFORE.search(category[: number.start()]) else 1.0


def _code(column: str, category: str) -> str:
    """Return the level or group that a category is the code of, "" for none."""
    known = _CODES.get(column)
    found = known.fullmatch(category.strip().casefold()) if known else None
    return found[1].replace("_", "-") if found else ""


def _classified(column: str, category: str) -> Bilingual | None:
    return _classifications().get((column, _code(column, category)))


@cache
def _classifications() -> dict[tuple[str, str], Bilingual]:
    rows = rows_of(Path(__file__).with_name("classifications.csv"))
    return {(row["column"], row["code"]): Bilingual(row["fr"], row["en"]) for row in rows}
