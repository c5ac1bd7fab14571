"""Knows which measures and dataflows are stocks of migrants; only these are read as a diaspora."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import problem
from diasporamap.language import message
from diasporamap.resources import rows_of
from diasporamap.tables.encoded import encoded
from diasporamap.tables.headers import figures_named, plain_header
from diasporamap.tables.redaction import redacted_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diasporamap.errors import Problem
    from diasporamap.tables.raw import RawTable

#: Problems of what may be a stock, which a source can declare.
OPEN: Final = ("stock_unknown", "stock_words", "percentages_likely")

#: Columns that name the dataflow or the unit of a row.
_FLOWS: Final = ("dataflow", "structure_id")
_UNITS: Final = ("unit", "unit_measure", "measure_unit", "unit_code")

#: A dataset of Eurostat in the name of a file.
_DATASET: Final = re.compile(r"(?:migr|demo|proj|cens|lfs[aqi])_\w+")

#: Columns of Eurostat's populations by origin; a file of these alone, without its name, is one.
_ORIGINS: Final = {"c_birth", "citizen"}
_OF_STOCKS: Final = {"freq", "age", "unit", "sex", "geo", "time_period", "obs_value", "obs_flag"}

#: Headers of columns that say what a row counts, and in which unit.
_INDICATORS: Final = frozenset(
    [
        *("indicator", "indicator_name", "indicator_code", "series", "series_name", "series_code"),
        *("measure", "variable", "statistic", "unit", "unit_of_measure", "units", "subject"),
        *("indicateur", "mesure", "statistique", "unite", "unite_de_mesure", "serie", "flux"),
    ]
)
#: How words begin, before a sign that stands for others.
_LETTERS: Final = re.compile(r"[a-z0-9_]*")
#: A longer text above a table is no title.
_LONGEST: Final = 300


@dataclass(frozen=True)
class _Rule:
    """What a code is of; `stock` is the definition of its people, `what` what it counts."""

    of: str
    pattern: str
    stock: str
    what: str


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_Rule(**row) for row in rows_of(Path(__file__).with_name("stocks.csv")))


@cache
def _rule(of: str, code: str) -> _Rule | None:
    """Return the first rule that the code of a measure, a dataflow or a unit falls under."""
    plain = code.strip().casefold()
    fitting = (rule for rule in _rules() if rule.of == of and fnmatchcase(plain, rule.pattern))
    return next(fitting, None)


def stock_of(measure: str) -> str:
    """Return the definition of people that a measure is a stock of, "" where it is none known."""
    rule = _rule("measure", measure)
    return rule.stock if rule else ""


def dataset_of(flow: str) -> str:
    """Return the dataset of a dataflow: DF_MIG of OECD.ELS.IMD:DSD_MIG@DF_MIG(1.0)."""
    agency, colon, rest = flow.partition(":")
    return re.split(r"[(:]", rest if colon else agency)[0].rpartition("@")[2].strip()


def stock_problems(
    table: RawTable, measure: int | None, *, file: str, source: str
) -> Iterator[Problem]:
    """Refuse by name what is no stock, and what is not known to be one until it is declared."""
    names = [plain_header(header.split(":", 1)[0]) for header in table.header]
    flows = _codes(table, [names.index(name) for name in _FLOWS if name in names], whole=True)
    flows = {dataset_of(flow) for flow in flows} - {""}
    named = flows or set(_DATASET.findall(Path(file).stem.casefold()))
    units = _codes(table, [names.index(name) for name in _UNITS if name in names])
    measures = _codes(table, [] if measure is None else [measure])
    given = {"dataflow": named, "measure": measures, "unit": units, "dimension": set(names)}
    refused = [
        _no_stock(of, code, rule)
        for of, codes in given.items()
        for code in sorted(codes)
        if (rule := _rule(of, code)) and not rule.stock
    ]
    yield from refused
    known = [*(_rule("dataflow", flow) for flow in named), *map(stock_of, measures)]
    eurostat = set(names) - _OF_STOCKS
    unnamed = bool(eurostat & _ORIGINS) and eurostat <= {*_ORIGINS, "conf_status"}
    if refused or any(map(stock_of, measures)) or all(known or [unnamed]):
        return
    codes = redacted_codes(named or measures or {"?"}, most=4)
    yield problem("stock_unknown", topic="Measure", code=codes, source=source)


def _codes(table: RawTable, columns: Iterable[int], *, whole: bool = False) -> set[str]:
    rows = encoded(table.rows)
    cells = {cell.strip() for at in columns for cell in rows.columns[at].different}
    return {cell if whole else cell.split(":", 1)[0].strip() for cell in cells} - {""}


@dataclass(frozen=True)
class _Words:
    """Words that say what figures are; where they do, and whether a source may declare a stock."""

    where: str
    words: str
    declared: str
    what: str

    @property
    def pattern(self) -> str:
        """What finds them in a plain text; ^ and $ are its ends, * the rest of a word."""
        words = self.words
        body = words.strip("^$").replace("*", "[a-z0-9]*")
        return f"{words[0] * (words[0] == '^')}_({body})(?=_{words[-1] * (words[-1] == '$')})"

    @cached_property
    def _begins(self) -> str:
        return "_" + _LETTERS.match(self.words.lstrip("^"))[0]  # type: ignore[index]

    def search(self, plain: str) -> re.Match[str] | None:
        """Look for them; most texts have not even how they begin, for which no pattern is made."""
        return re.search(self.pattern, plain) if self._begins in plain else None


@cache
def _all_words() -> tuple[_Words, ...]:
    given = (_Words(**row) for row in rows_of(Path(__file__).with_name("stock_words.csv")))
    return tuple(sorted(given, key=lambda words: words.declared))  # what none can declare first


@cache
def _of_headers() -> re.Pattern[str]:
    words = (words for words in _all_words() if words.where in ("any", "header"))
    return re.compile("|".join(one.pattern for one in words))


def bare_header(header: str) -> str:
    """Return what people a header is of beside words that say that they are no stock.

    "Arrivals of women" is "women", "Demandes d'asile 2020" is "count 2020"; "" without such words.
    """
    rest, found = _of_headers().subn("", f"_{plain_header(header)}_")
    return figures_named(rest) if found else ""


def word_problems(
    titles: Iterable[str], headers: Iterable[str] = (), table: RawTable | None = None
) -> list[Problem]:
    """Refuse what titles, headers of people and columns of indicators say is no stock.

    Of words that may stand there by chance a source can declare that it is one; where there are
    others, these alone are given. Only the words are told.
    """
    titles = [text for text in titles if len(text) <= _LONGEST]
    header = table.header if table else ()
    at = [at for at, name in enumerate(header) if plain_header(name) in _INDICATORS]
    indicators = sorted(_codes(table, at, whole=True)) if table else []
    found = {
        one.message: one
        for of, texts in (("title", titles), ("header", headers), ("indicator", indicators))
        for text in texts
        if (one := _word_problem(of, text))
    }
    datasets = {code for text in titles for code in _DATASET.findall(text.casefold())}
    for code, rule in ((code, _rule("dataflow", code)) for code in sorted(datasets)):
        if rule and not rule.stock:
            one = _no_stock("dataflow", code, rule)
            found[one.message] = one
    sure = [one for one in found.values() if one.kind not in OPEN]
    return sure or list(found.values())


def _word_problem(of: str, text: str) -> Problem | None:
    """Refuse a title, a header or an indicator by the first words that say what it counts."""
    plain = f"_{plain_header(text)}_"
    for words in _all_words():
        asked = words.where in ("any", of) or (of == "indicator")
        if asked and (seen := words.search(plain)):
            kind = "stock_words" if words.declared else "no_stock_words"
            kind = "amount_words" if words.what == "money" else kind
            told = re.sub(r"\b([dl]) ", r"\1'", seen[1].replace("_", " ")).replace("pct", "%")
            column = text if of == "header" else None
            said = {"source": "NAME", "of": message(f"counts.of.{of}"), "words": told}
            what = message(f"counts.what.{words.what}")
            return problem(kind, column=column, topic="Measure", what=what, **said)
    return None


def _no_stock(of: str, code: str, rule: _Rule) -> Problem:
    """Refuse the code of a measure, a dataflow or a unit by the rule that it falls under."""
    said = {"of": message(f"counts.of.{of}"), "what": message(f"counts.what.{rule.what}")}
    return problem("no_stock", topic="Measure", code=code, **said)
