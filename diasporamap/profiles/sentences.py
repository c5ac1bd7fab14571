"""Writes the sentences of a profile, each from figures that it shows, and what is not known.

They are drafts: whoever writes the report reads them before they go out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.origin_files import read_origin
from diasporamap.language import list_text, number_text, percent_text, text
from diasporamap.maps.captions import values_of
from diasporamap.maps.words import origin_fields
from diasporamap.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.language import Language
    from diasporamap.profiles.facts import Facts, Figure
    from diasporamap.profiles.missions import Mission

#: How many points there are, and how many places one names.
POINTS, NAMED = 4, 3
#: Per cent at which women and men are as many.
PARITY: Final = 50.0
#: The most per cent that is written of what is not all.
NEARLY_ALL: Final = 99.9


def ordinal(number: int, language: Language, *, feminine: bool = False) -> str:
    """Write an ordinal number: "1er", "1re", "2e"; "1st", "22nd", "13th"."""
    if language == "fr":
        if number == 1:
            return "1re" if feminine else "1er"
        return f"{number_text(number, language)}e"
    teens = number % 100 in (11, 12, 13)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number_text(number, language)}{'th' if teens else ending}"


def signed(value: float, language: Language) -> str:
    """Write people more or fewer, with their sign."""
    return MEASURES["change"].written(value, language)


def signed_percent(value: float, language: Language) -> str:
    """Write a change in per cent, with its sign."""
    return MEASURES["change_percent"].written(value, language)


def people_of(facts: Facts) -> str:
    """Write whom the counts are of: "personnes nées au Cameroun et vivant à l’étranger"."""
    table = facts.table
    definition = next(iter(values_of(table, "definition")), "unknown")
    if table.all_origins:
        definition = "all_origins"
    fields = origin_fields(table.origin, facts.language)
    return text(f"people.{definition}.total", facts.language, **fields)


def women_by_year(facts: Facts) -> str:
    """Say what part women were in the first year and in the last, and in how many a majority.

    Only years of which the share is shown are spoken of.
    """
    return " ".join(filter(None, (_women_by_year(facts), _unstated(facts))))


def _unstated(facts: Facts) -> str:
    """Say of how many people the sex is not stated, "" where it is of all that are shown."""
    unknown = facts.figure("U")
    if not unknown.value or facts.share_women().state == "no_data":
        return ""
    people = number_text(unknown.value, facts.language)
    return text("profile.unstated", facts.language, people=people)


def _women_by_year(facts: Facts) -> str:
    language = facts.language
    shares = [(one.year, facts.share_women(one)) for one in facts.own]
    known = [(year, round(share.value, 1)) for year, share in shares if share.value is not None]
    if not known:
        return _no_share(facts, facts.share_women())
    (first, low), (last, high) = known[0], known[-1]
    if len(known) == 1:
        key = "one" if last else "undated"
        return text(f"profile.women.{key}", language, share=percent_text(high, language), year=last)
    key = "same" if low == high else "from_to"
    fields: dict[str, Any] = {"low": percent_text(low, language), "first": first}
    fields |= {"high": percent_text(high, language), "last": last}
    moved = text(f"profile.women.{key}", language, **fields)
    over = sum(share > PARITY for _, share in known)
    under = sum(share < PARITY for _, share in known)
    kind = "all_over" if over == len(known) else "all_under" if under == len(known) else "some"
    numbers = {"number": number_text(over, language), "of": number_text(len(known), language)}
    return moved + text(f"profile.women.{kind}", language, **numbers)


def _no_share(facts: Facts, share: Figure) -> str:
    return text(
        f"profile.no_share.{share.state}",
        facts.language,
        least=number_text(facts.base, facts.language),
    )


def points_of(facts: Facts, missions: Sequence[Mission]) -> tuple[str, ...]:
    """Return the points to remember, the last one of what is not known."""
    said = [*(_of_district if facts.is_district else _of_country)(facts, missions)]
    lacking = [*_unknown(facts, missions)]
    kept = said[: POINTS - 1]
    kept += lacking[: max(POINTS - len(kept), 1)]
    return tuple(kept)


def _of_country(facts: Facts, _missions: Sequence[Mission]) -> Iterator[str]:
    yield from _place_among(facts)
    yield from _sexes(facts)
    yield from _other_source(facts)
    yield from _changed(facts)


def _of_district(facts: Facts, missions: Sequence[Mission]) -> Iterator[str]:
    yield from _place_among(facts)
    yield from _largest_country(facts)
    yield from _without_area(facts, missions)
    yield from _sexes(facts)
    yield from _other_source(facts)
    yield from _changed(facts)


def _place_among(facts: Facts) -> Iterator[str]:
    """Say which place comes before and after."""
    language, ranked = facts.language, facts.ranked
    if facts.rank is None:
        state = facts.figure("T").state
        yield text("profile.hidden", language, means=facts.means_of(state))
        return
    if len(ranked) == 1:
        yield text("profile.among.alone", language)
        return
    at = [*ranked.index].index(facts.place)
    kind = "district" if facts.is_district else "country"
    rank = ordinal(facts.rank, language, feminine=facts.is_district)
    neighbours = ranked.iloc[at + 1 : at + NAMED] if at == 0 else ranked.iloc[max(at - 1, 0) : at]
    after = ranked.iloc[at + 1 : at + 2]
    key = "first" if at == 0 else "last" if at == len(ranked) - 1 else "between"
    told = {
        place: text(
            "report.place",
            language,
            place=facts.names[place] if facts.is_district else read_origin(place).named(language),
            figure=number_text(ranked[place], language),
        )
        for place in [*neighbours.index, *after.index]
    }
    written = text(
        f"profile.among.{key}",
        language,
        rank=text(f"profile.rank_of.{kind}", language, rank=rank),
        people=number_text(ranked[facts.place], language),
        places=list_text([told[place] for place in neighbours.index], language),
        next=list_text([told[place] for place in after.index], language),
    )
    hidden = text("profile.among_shown", language) if facts.hides else ""
    yield f"{written}{hidden}."


def _sexes(facts: Facts) -> Iterator[str]:
    """Say whether women or men are more, and how many women there are for 100 men."""
    language = facts.language
    if facts.share_women().value is None:  # the sentence beside the chart says why
        return
    women, men = (facts.figure(sex).known for sex in "FM")
    if not men:
        yield text("profile.sexes.women_only", language)
        return
    kind = "more_women" if women > men else "more_men" if women < men else "as_many"
    if women != men and round(100 * women / men) == 100:  # noqa: PLR2004 - as many for 100 men
        kind = "nearly_as_many"
    ratio = number_text(100 * women / men, language)
    yield text(f"profile.sexes.{kind}", language, ratio=ratio)


def _other_source(facts: Facts) -> Iterator[str]:
    """Hold another source's figure of the same year against the own one."""
    language, own = facts.language, facts.figure("T")
    if own.value is None or facts.table.year is None:
        return
    for series in facts.series[1:]:
        for one in series.tables:
            other = facts.figure("T", one)
            known = one.year == facts.table.year and not facts.lacks(one, series)
            if not known or other.value is None:
                continue
            fields = {"year": one.year, "source": series.name}
            fields["people"] = number_text(other.value, language)
            if own.value >= facts.base:
                percent = 100 * (other.value / own.value - 1)
                kind = "more" if percent > 0 else "fewer" if percent < 0 else "same"
                fields["share"] = percent_text(abs(percent), language)
                yield text(f"profile.other.{kind}", language, **fields)
            else:
                yield text("profile.other.gives", language, **fields)
            return


def _changed(facts: Facts) -> Iterator[str]:
    """Say how many more or fewer people there are than before."""
    if facts.before is None or facts.change.value is None:
        return
    language, value = facts.language, facts.change.value
    kind = "more" if value > 0 else "fewer" if value < 0 else "same"
    yield text(
        f"profile.change.{kind}",
        language,
        people=number_text(abs(value), language),
        first=facts.before.year,
        last=facts.table.year,
    )


def _largest_country(facts: Facts) -> Iterator[str]:
    """Say which country most people of a district live in, where all of it is shown."""
    language, held = facts.language, facts.members
    countries = held["country"].unique()
    whole = facts.figure("T")
    if len(countries) == 1:
        key = "one" if held["whole_country"].all() else "one_in_part"
        yield text(f"profile.countries.{key}", language, country=facts.country_names[countries[0]])
        return
    totals = facts.totals_of_countries
    if not whole.value or whole.value < facts.base:
        return
    kind, named, people = "largest", [str(at) for at in totals.index[:1]], float(totals.max())
    if parts := sorted(set(held.loc[~held["whole_country"], "country"])):
        states = {facts.figure("T", facts.countries, at).state for at in facts.held}
        if "suppressed" in states:  # how many people are in the parts is not known
            return
        rest = whole.value - float(totals.sum())
        if not len(totals) or rest > people:
            kind, named, people = "in_part", parts, rest
    if named:
        yield text(
            f"profile.countries.{kind}",
            language,
            country=list_text([str(facts.country_names[at]) for at in named], language),
            share=percent_text(_part(people, whole.value), language),
        )


def _part(people: float, whole: float) -> float:
    """Return per cent of a whole, which are 100 only of all of it."""
    return min(100 * people / whole, NEARLY_ALL if people < whole else 100.0)


def _without_area(facts: Facts, missions: Sequence[Mission]) -> Iterator[str]:
    """Name missions in the same countries of which nobody knows what they cover."""
    names = [one.name for one in missions if not one.covers and one.code != facts.place]
    if names:
        form = "one" if len(names) == 1 else "other"
        yield text(
            f"profile.without_area.{form}",
            facts.language,
            missions=list_text(names[:NAMED], facts.language),
        )


def _unknown(facts: Facts, missions: Sequence[Mission]) -> Iterator[str]:
    """Say what is not known: figures that are hidden, small ones, what the counts do not say."""
    language = facts.language
    shown = [(facts.table, facts.place), *((facts.countries, at) for at in facts.held)]
    if any(
        facts.figure(sex, table, at).state == "suppressed" for table, at in shown for sex in "FMUT"
    ):
        yield text("profile.unknown.hidden", language)
    columns = [text(f"report.unknown.{name}", language) for name in facts.lacking]
    if facts.is_district:
        yield from _small_countries(facts)
        inferred = facts.members[facts.members["confidence"] == "inferred"]
        names = [str(facts.country_names[place]) for place in inferred["country"].unique()]
        if names:
            places = list_text(names[:NAMED], language)
            yield text("profile.unknown.inferred", language, places=places)
    if columns:
        yield text("profile.unknown.columns", language, columns=list_text(columns, language))
    if not facts.is_district and not missions:
        key = "no_mission" if facts.table.districts.known else "no_missions_at_all"
        yield text(f"profile.unknown.{key}", language)
    if facts.before is None:
        yield text("profile.unknown.one_year", language)
    yield text("profile.unknown.others", language, people=people_of(facts))


def _small_countries(facts: Facts) -> Iterator[str]:
    totals = facts.totals_of_countries
    small = totals[totals < facts.base]
    if len(small) and "F" in facts.countries.cells["sex"].to_numpy():
        listed = [
            text(
                "report.place",
                facts.language,
                place=facts.country_names[place],
                figure=number_text(people, facts.language),
            )
            for place, people in zip(small.index[:NAMED], small, strict=False)
        ]
        yield text(
            "profile.unknown.small",
            facts.language,
            places=list_text(listed, facts.language),
            least=number_text(facts.base, facts.language),
        )
