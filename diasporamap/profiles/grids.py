"""The tables of a profile: the countries of a district, and the missions that serve a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.language import number_text, sort_key, text
from diasporamap.profiles.charts import percent_of, sign_of
from diasporamap.profiles.facts import Figure
from diasporamap.profiles.missions import INFERRED, basis_text, covered_text
from diasporamap.profiles.model import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.profiles.facts import Facts
    from diasporamap.profiles.missions import Mission

#: The most rows of single countries and of missions.
COUNTRIES, MISSIONS = 6, 5
#: Figures of a row of countries, women first.
_FIGURES: Final = ("F", "M", "T")


def countries_grid(facts: Facts) -> Grid | None:
    """Return the countries of a district with their people; None for a country."""
    if not facts.is_district:
        return None
    language, held = facts.language, facts.members
    whole = held.groupby("country")["whole_country"].all()
    inferred = set(held.loc[held["confidence"] == INFERRED, "country"])
    people = facts.totals_of_countries
    order = sorted(
        whole.index,
        key=lambda at: (-float(people.get(at, -1.0)), sort_key(str(facts.country_names[at]))),
    )
    kept = order if len(order) <= COUNTRIES + 1 else order[:COUNTRIES]
    has_sexes = any(
        facts.figure(sex, facts.countries, at).state != "no_data" for at in order for sex in "FM"
    )
    total = facts.figure("T")

    def figures(figure: dict[str, Figure], share: Figure) -> list[str]:
        part = _part(figure["T"], total)
        cells = [sign_of(figure[sex], language) for sex in _FIGURES if has_sexes or sex == "T"]
        return [*cells, percent_of(part, language), *([percent_of(share, language)] * has_sexes)]

    rows = []
    for place in kept:
        name = str(facts.country_names[place])
        basis = text(f"profile.basis.{'inferred' if place in inferred else 'documented'}", language)
        if whole[place]:
            found = {sex: facts.figure(sex, facts.countries, place) for sex in _FIGURES}
            cells = figures(found, facts.share_women(facts.countries, place))
        else:
            name = text("profile.part_of", language, country=name)
            none = Figure(None, "not_applicable")
            cells = figures(dict.fromkeys(_FIGURES, none), none)
        rows.append((name, *cells, basis))
    width = len(rows[0]) if rows else 0
    if others := order[len(kept) :]:
        number = number_text(len(others), language)
        rows.append((text("chart.others.countries", language, number=number), *[""] * (width - 1)))
    own = {sex: facts.figure(sex) for sex in _FIGURES}
    whole_name = text("profile.district", language)
    rows.append((whole_name, *figures(own, facts.share_women()), ""))
    heads = ["country", *(["women", "men"] * has_sexes), "total", "share"]
    heads += [*(["share_women"] * has_sexes), "basis"]
    return Grid(
        text("profile.title.countries", language),
        tuple(text(f"profile.header.{head}", language) for head in heads),
        tuple(rows),
        (2.4, *[1.0] * (width - 2), 1.3),
        tuple(range(1, width - 1)),
        total=True,
    )


def _part(of: Figure, whole: Figure) -> Figure:
    for figure in (of, whole):
        if figure.value is None:
            return figure
    return Figure(100 * of.known / whole.known) if whole.known else Figure(None, "not_applicable")


def missions_grid(facts: Facts, missions: Sequence[Mission]) -> Grid | None:
    """Return the missions with what each is known to cover and the basis; None without any."""
    if not missions:
        return None
    language = facts.language
    kept = missions if len(missions) <= MISSIONS + 1 else missions[:MISSIONS]
    rows = [(one.name, covered_text(one, language), basis_text(one, language)) for one in kept]
    if left := len(missions) - len(kept):
        number = number_text(left, language)
        rows.append((text("profile.more_missions", language, number=number), "", ""))
    kind = "district" if facts.is_district else "country"
    return Grid(
        text(f"profile.title.missions.{kind}", language),
        tuple(text(f"profile.header.{head}", language) for head in ("mission", "covers", "basis")),
        tuple(rows),
        (1.6, 2.6, 1.7),
    )
