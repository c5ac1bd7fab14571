"""Writes the questionnaire of a survey of the diaspora as an XLSForm, in French and in English.

What people answer is asked in questions named ``q_...``; hidden calculations beside them bear the
names that counts have, so that every export of KoboToolbox, with labels or with XML values, has the
same codes under the same headers. Nothing asks who somebody is, and nothing of the device is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import UsageError
from diasporamap.export.tables import write_workbook
from diasporamap.language import LANGUAGES, message, sort_key, text
from diasporamap.persons.form import ANSWERS, FORM, VERSION
from diasporamap.places.layers import read_table
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from diasporamap.counts.origin import Level, Origin

#: How XLSForms head a column of one language.
_OF: Final = {"fr": "Français (fr)", "en": "English (en)"}
#: The years that somebody may have arrived in.
_YEARS: Final = ". >= 1930 and . <= number(format-date(today(), '%Y'))"
_CONSENT: Final = ". = 'yes'"

_Row = dict[str, str]


@dataclass(frozen=True)
class _Parts:
    """What people of an origin are asked of places: units of residence, and levels of origin."""

    units: Mapping[str, tuple[str, str]]
    country_of: Mapping[str, str]
    levels: tuple[Level, ...]


def write_form(path: str | os.PathLike[str], *, origin: Origin | str | None = None) -> int:
    """Write the questionnaire for people from a country.

    Parameters
    ----------
    path : path-like
        The workbook to write, .xlsx.
    origin : Origin or str, optional
        The country that the people come from, as for `read_origin`; its levels make the cascade of
        the place that they come from.

    Returns
    -------
    int
        How many questions it asks.

    Raises
    ------
    UsageError
        If the file is no .xlsx, or there is no such country.
    """
    import pandas as pd

    if Path(path).suffix.lower() != ".xlsx":
        raise UsageError(message("export.form_ending", file=path))
    home = read_origin(origin)
    parts = _Parts(*_units(home), home.levels)
    survey = [*_survey(home, parts)]
    sheets = {
        "survey": survey,
        "choices": [*_choices(home, parts)],
        "settings": [
            {
                "form_title": " / ".join(_text("title", home)[of] for of in LANGUAGES),
                "form_id": f"{FORM}_{home.code.lower()}",
                "version": VERSION,
                "default_language": _OF["fr"],
            }
        ],
    }
    write_workbook({name: pd.DataFrame(rows).fillna("") for name, rows in sheets.items()}, path)
    return sum(str(row["name"]).startswith("q_") for row in survey)


def _survey(origin: Origin, parts: _Parts) -> Iterator[_Row]:
    """Give the rows of the questions: consent first, then all others only where it is given."""
    yield _asked("note", "welcome", origin)
    consent = {"required": "true()", "constraint": _CONSENT}
    yield _asked("select_one yes_no", "q_consent", origin, **consent) | _said(
        "constraint_message", "consent_message", origin
    )
    yield {"type": "begin_group", "name": "answers", "relevant": "${q_consent} = 'yes'"}
    yield _one("sex", origin)
    yield _one("age", origin)
    yield _one("place", origin, of="countries", appearance="minimal")
    if parts.units:
        cascade = {"choice_filter": "country = ${q_place}", "appearance": "minimal"}
        among = " or ".join(f"${{q_place}} = '{c}'" for c in sorted({*parts.country_of.values()}))
        yield _one("subdivision", origin, of="units", relevant=among, **cascade)
    above = ""
    for level in parts.levels:
        cascade = {"choice_filter": f"parent = ${{q_{above}}}"} if above else {}
        name = f"origin_{level.name}"
        shown = {"relevant": f"${{q_{above}}} != ''"} if above else {}
        asked = _said("label", "q_origin", origin, part=level.one)
        kind = {"type": f"select_one {level.name}s", "name": f"q_{name}", "required": "false()"}
        yield kind | asked | cascade | shown | {"appearance": "minimal"}
        above = name
    years = {"constraint": _YEARS, "required": "false()"}
    yield _asked("integer", "q_arrival", origin, **years) | _said(
        "constraint_message", "arrival_message", origin
    )
    for name in ("education", "occupation", "by_sector", "by_ties", "by_contribution"):
        yield _one(name, origin)
    yield from _calculated(parts)
    yield {"type": "end_group", "name": "answers"}
    yield _asked("note", "thanks", origin)


def _one(name: str, origin: Origin, *, of: str = "", **more: str) -> _Row:
    """Make a question with one answer of a list; nobody has to answer but where and which sex."""
    needed = "true()" if name in ("sex", "place") else "false()"
    return _asked(f"select_one {of or name}", f"q_{name}", origin, required=needed, **more)


def _calculated(parts: _Parts) -> Iterator[_Row]:
    """Give the hidden values that exports are counted by: the code of each answer."""
    names = ["sex", "age", "place", *(["subdivision"] if parts.units else []), "arrival"]
    names += ["education", "occupation", "by_sector", "by_ties", "by_contribution"]
    formulas = {name: f"${{q_{name}}}" for name in names}
    lowest = ""
    for level in parts.levels:
        own = f"${{q_origin_{level.name}}}"
        lowest = f"if({own} != '', {own}, {lowest})" if lowest else own
    formulas |= {"origin": lowest} if lowest else {}
    formulas |= {"year": "format-date(today(), '%Y')", FORM: f"'{VERSION}'"}
    for name, formula in formulas.items():
        yield {"type": "calculate", "name": name, "calculation": formula}


def _choices(origin: Origin, parts: _Parts) -> Iterator[_Row]:
    """Give the answers of each list, places with what they lie in."""
    for name, codes in ANSWERS.items():
        yield from (_choice(name, code, _text(f"{name}.{code}", origin)) for code in codes)
    units = known_units()
    countries = {code: units.names[code] for code in units.parts if code != origin.code}
    yield from _places("countries", countries)
    yield from _places("units", parts.units, country=parts.country_of)
    for level in parts.levels:
        table = read_table(level.layer).set_index("place")
        names = dict(
            zip(table.index, zip(table["name_fr"], table["name_en"], strict=True), strict=True)
        )
        above = dict(table[level.parent]) if level.parent else {}
        yield from _places(f"{level.name}s", names, **({"parent": above} if above else {}))


def _places(
    name: str, names: Mapping[str, tuple[str, str]], **above: Mapping[str, str]
) -> Iterator[_Row]:
    """Give places in the order of their French names, with what each lies in."""
    for code in sorted(names, key=lambda code: sort_key(names[code][0])):
        lies_in = {column: str(of[code]) for column, of in above.items()}
        yield _choice(name, code, dict(zip(LANGUAGES, names[code], strict=True))) | lies_in


def _choice(name: str, code: str, labels: Mapping[str, str]) -> _Row:
    return {
        "list_name": name,
        "name": code,
        **{f"label::{_OF[of]}": labels[of] for of in LANGUAGES},
    }


def _units(origin: Origin) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Return the parts of countries that several districts share, and the country of each."""
    from diasporamap.districts import read_districts

    if origin.districts is None:
        return {}, {}
    units = known_units()
    covered = read_districts(origin=origin).memberships["unit"]
    shared = {
        units.country_of[unit] for unit in covered if unit in units.country_of and "-" in unit
    }
    found = {unit: country for country in shared for unit in units.parts[country]}
    return {unit: units.names[unit] for unit in found}, {u: units.country_of[u] for u in found}


def _asked(kind: str, name: str, origin: Origin, **more: str) -> _Row:
    return {"type": kind, "name": name, **_said("label", name, origin), **more}


def _said(column: str, key: str, origin: Origin, **fields: Any) -> _Row:  # noqa: ANN401 - names
    return {f"{column}::{_OF[of]}": said for of, said in _text(key, origin, **fields).items()}


def _text(key: str, origin: Origin, **fields: Any) -> dict[str, str]:  # noqa: ANN401 - names
    """Return a text in both languages; fields are names of which each has both."""
    named = {"of": origin.of, "within": origin.within, "name": origin.name, **fields}
    return {
        of: text(f"form.{key}", of, **{name: getattr(both, of) for name, both in named.items()})
        for of in LANGUAGES
    }
