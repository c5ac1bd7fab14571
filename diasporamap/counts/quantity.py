"""What is counted where it is not people: its name, its unit, and how its figures are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin import NONE, Bilingual
from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES, message, number_text, text
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.language import Language

    TextOrBoth = str | Mapping[str, str]

#: Words for how many of a unit a figure has, in the texts of ``unit.NAME``.
_MULTIPLES: Final = {
    **dict.fromkeys(["thousand", "thousands", "millier", "milliers"], "thousand"),
    **dict.fromkeys(["million", "millions"], "million"),
    **dict.fromkeys(["billion", "billions", "milliard", "milliards"], "billion"),
}
#: What currencies are called beside their codes (ISO 4217).
_CALLED: Final = {"FCFA": "XAF", "F CFA": "XAF", "US$": "USD", "$US": "USD", "€": "EUR", "£": "GBP"}

#: Where each language has its words and signs of currencies from.
_LOCALES: Final = {"fr": "fr", "en": "en_GB"}

#: Words that are codes of currencies in capitals only.
_WORDS: Final = ("all", "top", "try", "cup", "pen")

#: Units that count persons, and so are protected as people are.
_PEOPLE: Final = re.compile(
    r"(?:^|_)(?:pers|people|habitant|inhabitant|resident|residant|national|ressortissant|citi[zs]en"
    r"|citoyen|inscrit|immatricul|registered|enrol|individu|membre|member|adheren|tetes?(?:_|$)"
    r"|ames?(?:_|$)|souls?(?:_|$)|femme|homme|women|woman|men(?:_|$)|man(?:_|$)|female|male(?:_|s?$)"
    r"|girl|boy|fille|garcon|enfant|child|migrant|emig|immig|emigre|diaspora|expat|refugi|refugee"
    r"|asile|asylum|etudiant|student|eleve|pupil|apprenti|trainee|stagiaire|boursier|scholar"
    r"|doctorant|travailleu|worker|employ|salari|ouvrier|labou?r|retraite|pensioner|pensionne"
    r"|retiree|menage|household|famil|medecin|doctor|physician|infirmi|nurse|enseignant|teacher"
    r"|professeur|chercheu|researcher|marin|seafarer|joueu|player|athlet|beneficia|visiteu|visitor"
    r"|touris|travell?er|voyageu|passager|passenger|returnee|deport|expuls|detenu|prisoner|victim"
    r"|naissance|birth|deces|death|marriage|mariage|patient|volunt|volontaire|electeu|voter|visa"
    r"|passport|passeport|permit|titres?_de_sejour|effectif|headcount|population|stocks?(?:_|$))"
)
#: What no sum can be made of.
_SHARES: Final = ("pct", "per_cent", "percent", "pour_cent", "pourcent", "permil", "pour_mille")


@dataclass(frozen=True)
class Unit:
    """A unit: of money a currency and how many of it (`multiple`), or any word (`word`)."""

    word: Bilingual = NONE
    currency: str = ""
    multiple: str = ""

    def amount(self, number: str, value: float, language: Language) -> str:
        """Write a number in a sentence: "12,5 millions d'euros", "US$1,234", "40 tonnes"."""
        if not self.currency:
            word = self.word(language)
            return f"{number}\N{NO-BREAK SPACE}{word}" if word else number
        if not self.multiple:
            return _with_symbol(number, self.currency, language)
        many = value >= 2 if language == "fr" else value != 1  # noqa: PLR2004 - 1,9 is one in French
        key = f"unit.{self.multiple}.{'many' if many else 'one'}"
        name = _currency_name(self.currency, language)
        of = {"fr": "d'" if name[0] in "aeiouéh" else "de ", "en": ""}[language]
        return f"{number}\N{NO-BREAK SPACE}{text(key, language, of=of, currency=name)}"

    def short(self, language: Language) -> str:
        """Write the unit alone, for headers and legends: "millions USD", "FCFA"."""
        if not self.currency:
            return self.word(language)
        symbol = _symbol(self.currency, language)
        if not self.multiple:
            return symbol
        code = symbol if symbol.replace("\u202f", "").isalpha() else self.currency
        return text(f"unit.{self.multiple}.short", language, currency=code)


@dataclass(frozen=True)
class Quantity:
    """What the figures of a table are where they are not people.

    Attributes
    ----------
    name : Bilingual
        What it is, as "Transferts de fonds".
    unit : Unit
        What a figure is in.
    title : Bilingual
        Title of maps, instead of the name.
    decimals : int
        Figures are kept as whole numbers of units of ``10 ** -decimals``, so that sums are exact.
    is_open : bool
        Whether the figures are no people and are shown as they are; others are protected as people.
    """

    name: Bilingual
    unit: Unit = Unit()
    title: Bilingual = NONE
    decimals: int = 0
    is_open: bool = False

    @property
    def of_people(self) -> bool:
        """Whether the unit, or the name where there is none, is of persons."""
        if self.unit.currency:
            return False
        told = self.unit.word if self.unit.word != NONE else self.name
        return any(tells_people(plain_header(told(language))) for language in LANGUAGES)

    @property
    def step(self) -> float:
        """The smallest step of its figures, 1 of whole ones."""
        return 10.0**-self.decimals

    def unscaled(self, figures: pd.Series) -> pd.Series:
        """Return figures as they are written, Float64 where they have decimals."""
        if not self.decimals:
            return figures
        exact: pd.Series = figures.astype("Float64") / 10**self.decimals
        return exact

    def exact(self, figure: int) -> Decimal:
        """Return a figure or a sum of them as it is written, without zeros behind it."""
        value = Decimal(figure).scaleb(-self.decimals)
        return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()

    def number(self, value: float, language: Language) -> str:
        """Write a figure: one decimal where figures have any, more where it would look like 0.

        From 1,000 on decimals say nothing.
        """
        decimals = min(self.decimals, 1) if 0 < abs(value) < 1000 else 0  # noqa: PLR2004
        if decimals and 0 < abs(value) < 0.1:  # noqa: PLR2004 - two digits of what is smaller
            return number_text(value, language, decimals=min(self.decimals, _two_digits(value)))
        return number_text(value, language, decimals=decimals)

    def amount(self, value: float, language: Language) -> str:
        """Write a figure with its unit, for a sentence."""
        return self.unit.amount(self.number(value, language), value, language)

    def label(self, language: Language) -> str:
        """Write the name with the unit behind it: "Transferts (millions USD)"."""
        name, unit = self.name(language), self.unit.short(language)
        return f"{name} ({unit})" if unit and unit.casefold() != name.casefold() else name


def tells_people(plain: str) -> bool:
    """Tell whether words without accents and signs, joined by underscores, are of persons."""
    return bool(_PEOPLE.search(plain))


def _two_digits(value: float) -> int:
    """Return how many decimals show the first two digits of a number under 1."""
    return 1 - int(f"{value:e}".partition("e")[2])


def quantity_of(name: TextOrBoth | Quantity | None, unit: TextOrBoth | None) -> Quantity | None:
    """Return the quantity that a name and a unit describe, None without either.

    Raises
    ------
    UsageError
        If there is a unit and no name, a text in one language of two, or the unit is per cent.
    """
    if name is None:
        if unit is not None:
            raise UsageError(message("counts.unit_alone"))
        return None
    if isinstance(name, Quantity):
        return name if unit is None else replace(name, unit=_unit(unit))
    written = _bilingual(name, "quantity")
    if not (written.fr and written.en):
        raise UsageError(message("counts.quantity_unnamed"))
    return Quantity(written, _unit(unit))


def _bilingual(given: TextOrBoth, what: str) -> Bilingual:
    if isinstance(given, str):
        return Bilingual(given.strip(), given.strip())
    if set(given) != set(LANGUAGES) or not all(isinstance(text, str) for text in given.values()):
        raise UsageError(message(f"counts.two_texts.{what}"))
    return Bilingual(given["fr"].strip(), given["en"].strip())


def _unit(given: TextOrBoth | None) -> Unit:
    if given is None:
        return Unit()
    both = _bilingual(given, "unit")
    if any(plain_header(both(language)) in _SHARES for language in LANGUAGES):
        raise UsageError(message("counts.shares"))
    if both.fr != both.en:
        return Unit(both)
    words = [word for word in both.fr.split() if word.casefold() not in ("de", "of", "in", "en")]
    multiples = [_MULTIPLES[word.casefold()] for word in words if word.casefold() in _MULTIPLES]
    rest = " ".join(word for word in words if word.casefold() not in _MULTIPLES)
    code = _CALLED.get(rest.upper(), rest.upper())
    if len(multiples) <= 1 and code in _currencies() and rest not in _WORDS:
        return Unit(both, code, "".join(multiples))
    return Unit(both)


@cache
def _currencies() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").currencies)


@cache
def _symbol(code: str, language: Language) -> str:
    """Return the sign of a currency that no other has in this language: "$US", "US$", "FCFA"."""
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(code, _LOCALES[language]))


@cache
def _currency_name(code: str, language: Language) -> str:
    """Return the name of several units of a currency, without the bank that issues it."""
    from babel.numbers import get_currency_name

    name = str(get_currency_name(code, 2, _LOCALES[language]))
    return re.sub(r" \([^)]*\)$", "", name)


def _with_symbol(number: str, code: str, language: Language) -> str:
    """Write a number of a currency: behind it in French, before it in English."""
    symbol = _symbol(code, language)
    if language == "fr":
        return f"{number}\N{NO-BREAK SPACE}{symbol}"
    space = "\N{NO-BREAK SPACE}" if symbol[-1].isalpha() else ""
    return f"{symbol}{space}{number}"
