"""The rows of a published table in their order: by rank, together, without a figure, the total."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from diasporamap.counts.characteristics import category_name, in_order, is_characteristic
from diasporamap.export.published.columns import table_number
from diasporamap.export.published.table import Row
from diasporamap.export.published.words import group_name
from diasporamap.language import LANGUAGES, in_print, number_text, sort_key
from diasporamap.maps import read_style
from diasporamap.maps.companion import Amount
from diasporamap.maps.composition import named
from diasporamap.places.geography import NOWHERE, NOWHERE_NAMES
from diasporamap.places.units import known_units
from diasporamap.protection.by import BY
from diasporamap.protection.linked.system import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.export.published.figures import Figures
    from diasporamap.export.published.spec import TableSpec
    from diasporamap.export.published.table import Column, Part
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: Rows of several places, in their order.
_GROUPS: Final[tuple[Part, ...]] = ("others", "small", "split", "outside", "nowhere")
#: Rows of people in no place of the table that bear a name of their own where they are of one.
_NAMED: Final[tuple[Part, ...]] = ("outside", "nowhere")


@dataclass(frozen=True, eq=False)
class Places:
    """What each place of a table is: which part, and its French and English names."""

    parts: Mapping[str, Part]
    names: Mapping[str, tuple[str, str]]
    geography: Geography | None

    def name(self, place: str, spec: TableSpec) -> str:
        """Return the name of a place as a table in its language writes it."""
        return in_print(self.names[place][LANGUAGES.index(spec.language)], spec.language)


def places_of(protected: ProtectedCounts, spec: TableSpec) -> Places:
    """Find out what each place of a table is, and its names in the style of the table."""
    if is_characteristic(protected.by):
        found = [str(at) for at in protected.cells["place"].unique()]
        named_so = [category_name(protected.by, at, protected.year) for at in found]
        pairs = {at: (name.fr, name.en) for at, name in zip(found, named_so, strict=True)}
        return Places(dict.fromkeys(found, "place"), pairs, None)
    geography = named(protected.geography, read_style(spec.style))
    table = geography.table
    names = {**known_units().names, NOWHERE: NOWHERE_NAMES, **geography.beyond}
    short = zip(table["short_fr"], table["short_en"], strict=True)
    names |= dict(zip(map(str, table.index), short, strict=True))
    status = table["status"].to_dict()
    parts: dict[str, Part] = {}
    for place in (str(at) for one in protected.with_aside for at in one.cells["place"].unique()):
        parts[place] = "place"
        if place == NOWHERE:
            parts[place] = "nowhere"
        elif place in geography.beyond:
            parts[place] = (
                "split" if protected.by == BY[1] and place in known_units().names else "outside"
            )
        elif status.get(place) == "not_attached":
            parts[place] = "outside"
    # A country's part outside all districts is called as the country.
    of_all = {place: names[place.removeprefix("rest of ")] for place in parts}
    return Places(parts, of_all, geography)


def rows_of(
    figures: Figures, places: Places, columns: Sequence[Column], spec: TableSpec
) -> list[Row]:
    """Return the rows of places: those with a total by rank, the others behind, then the sums.

    A place whose total is not shown has no rank, stands in the order of names, and is in no group
    but that of its state: where it stands tells nothing of its figure.
    """
    total, state = figures.count[TOTAL], figures.state[TOTAL]
    own = [place for place, part in places.parts.items() if part == "place"]
    first = sorted(
        (place for place in own if state[place] == "value"),
        key=lambda place: (-float(total[place]), sort_key(places.name(place, spec))),
    )
    blank = sorted(set(own).difference(first), key=lambda at: sort_key(places.name(at, spec)))
    groups: dict[Part, list[str]] = {part: [] for part in _GROUPS}
    small = [place for place in first if total[place] < spec.group_under]
    if len(small) > 1:
        groups["small"], first = small, first[: len(first) - len(small)]
    if spec.top is not None and len(first) + len(groups["small"]) > spec.top + 1:
        groups["others"] = [*first[spec.top :], *groups["small"]]
        groups["small"], first = [], first[: spec.top]
    if spec.top is not None:
        groups["hidden"] = [place for place in blank if state[place] == "suppressed"]
        groups["no_data"] = [place for place in blank if state[place] != "suppressed"]
        blank = []
    for place, part in places.parts.items():
        if part != "place":
            groups[part].append(place)

    def row(name: str, part: Part, members: Sequence[str], place: str = "") -> Row:
        rank = Amount(None, "", "not_applicable")
        return Row(name, part, {"rank": rank, **figures.cells(columns, members)}, place)

    ranked = [row(places.name(at, spec), "place", [at], at) for at in first]
    rows = [
        *_ranked(ranked, spec),
        *(row(places.name(at, spec), "place", [at], at) for at in blank),
    ]
    for part, members in groups.items():
        one = members[0] if len(members) == 1 else ""
        if one and part in _NAMED:
            rows.append(row(places.name(one, spec), part, members, one))
        elif members:
            rows.append(row(group_name(part, len(members), places.geography, spec), part, members))
    everyone = [str(place) for place in total.index]
    return [*rows, row(group_name("total", len(own), places.geography, spec), "total", everyone)]


def _ranked(rows: Sequence[Row], spec: TableSpec) -> list[Row]:
    """Give places their ranks, equal figures the same."""
    found: list[Row] = []
    for at, row in enumerate(rows, start=1):
        rank = Amount(float(at), table_number(number_text(at, spec.language)))
        if found and found[-1].cells["total"].value == row.cells["total"].value:
            rank = found[-1].cells["rank"]
        found.append(replace(row, cells={**row.cells, "rank": rank}))
    return found


def category_rows(
    by: str, figures: Figures, places: Places, columns: Sequence[Column], spec: TableSpec
) -> list[Row]:
    """Return the categories in their order, people of whom none is stated behind, and the total."""
    people = figures.count[TOTAL].astype(object).where(figures.count[TOTAL].notna(), None)
    order = in_order(by, {str(at): here for at, here in people.items()})
    rows = [Row(places.name(at, spec), "place", figures.cells(columns, [at]), at) for at in order]
    name = group_name("total", len(order), None, spec)
    return [*rows, Row(name, "total", figures.cells(columns, order))]
