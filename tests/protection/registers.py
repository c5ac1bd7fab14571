"""Invented registers of any size, for the tests and the benchmarks of protection."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from diasporamap.protection.linked import linked_system, parts_side, residence_side

#: How the people of a country are spread, by kind of register: places, median, spread, zeros.
KINDS = {
    "small": ((1, 10), (2, 3, 6, 40), 1.3, 0.45),
    "survey": ((2, 12), (2,), 0.8, 0.3),
    "wide": ((10, 60), (2, 4, 16), 1.5, 0.4),
}


@dataclass(frozen=True)
class Register:
    """People by residence and by origin, as a reader knows the structure of both.

    `residence`: place, district, sex, count. `pieces`: place, district. `origin`: origin, sex,
    count; a blank origin is not stated. `levels`: region and division by code of a part.
    `categories`: by the name of a characteristic, each category, sex, count.
    """

    residence: pd.DataFrame
    pieces: pd.DataFrame
    origin: pd.DataFrame
    levels: pd.DataFrame
    places: tuple[str, ...] = ()
    categories: dict[str, pd.DataFrame] = field(default_factory=dict)

    def system(self, tables=("residence", "origin")):
        """Return the linked system of the country, district, region and division tables."""
        sides = {
            "residence": lambda: residence_side(
                self.residence, pieces=self.pieces, places=self.places
            ),
            "origin": lambda: parts_side(self.origin, levels=self.levels),
        }
        own = [parts_side(counts, column=name) for name, counts in self.categories.items()]
        return linked_system([*(sides[name]() for name in tables), *own])


def random_register(seed: int, kind: str = "small") -> Register:
    """Invent a register of one of `KINDS`, or of "world": 250 places, 58 divisions, 42 districts.

    "unsexed" is a small one that counts no sexes.
    """
    draw = np.random.default_rng([seed, sum(map(ord, kind))])
    if kind == "unsexed":
        return _unsexed(random_register(seed))
    if kind == "world":
        return _register(draw, places=250, median=12, spread=2.8, zeros=0.23)
    (least, most), medians, spread, zeros = KINDS[kind]
    places = int(draw.integers(least, most + 1))
    register = _register(draw, places, float(draw.choice(medians)), spread, zeros)
    if kind == "survey":
        return _survey(draw, register)
    return register


def with_categories(register: Register) -> Register:
    """Spread the people of a register over the categories of two characteristics."""
    people = register.residence.groupby("sex")["count"].sum()
    draw = np.random.default_rng([int(people.sum()), len(register.residence)])
    made = {}
    for name in ("education", "by_sector"):
        share = draw.dirichlet(np.full(int(draw.integers(2, 6)), 0.5))
        rows = [
            (f"{name[0]}{number}", sex, int(n))
            for sex, all_ in people.items()
            for number, n in enumerate(draw.multinomial(all_, share))
            if n or sex != "U"
        ]
        made[name] = pd.DataFrame(rows, columns=[name, "sex", "count"])
    return replace(register, categories=made)


def _register(draw, places: int, median: float, spread: float, zeros: float) -> Register:
    names = [f"P{number:03}" for number in range(places)]
    districts = [f"d{number:02}" for number in range(max(1, round(places / 6)))]
    regions = max(1, min(10, places // 3))
    divisions = max(1, min(58, round(places * 0.8)))
    shared = {name: int(draw.choice([1, 1, 1, 1, 2, 3])) for name in names}
    pieces = [
        (name, district)
        for name in names
        for district in sorted(
            draw.choice(districts, min(shared[name], len(districts)), replace=False)
        )
    ]
    by_piece = pd.DataFrame(pieces, columns=["place", "district"])
    unsure = draw.random() < 0.5
    rows = []
    for name in names:
        own = by_piece.loc[by_piece["place"] == name, "district"].tolist()
        size = max(1, round(median * np.exp(spread * draw.normal())))
        if draw.random() < zeros:
            size = 0
        women = int(draw.binomial(size, draw.beta(4, 4)))
        unknown = int(draw.binomial(women, 0.1)) if unsure and draw.random() < 0.4 else 0
        stated = {"F": women - unknown, "M": size - women, "U": unknown}
        lost = draw.random() < 0.1  # some of the people of a country are of no known district
        share = draw.dirichlet(np.full(len(own) + lost, 0.6))
        for sex, people in stated.items():
            if sex == "U" and not people and draw.random() < 0.8:
                continue
            split = draw.multinomial(people, share)
            where = [*own, None][: len(split)]
            rows += [(name, d, sex, n) for d, n in zip(where, split, strict=True)]
    residence = pd.DataFrame(rows, columns=["place", "district", "sex", "count"])
    residence["count"] = residence["count"].astype("int64")
    return Register(residence, by_piece, *_origins(draw, residence, regions, divisions))


def _origins(draw, residence, regions: int, divisions: int):
    """Spread the same people over divisions; some of them are of a region only, or of nothing."""
    region = [f"R{number % regions}" for number in range(divisions)]
    codes = [f"V{number:02}" for number in range(divisions)]
    levels = pd.DataFrame(
        {
            "region": [*region, *sorted(set(region))],
            "division": [*codes, *[None] * len(set(region))],
        },
        index=[*codes, *sorted(set(region))],
    )
    share = draw.dirichlet(np.full(divisions, 0.5)) * 0.94
    vague = draw.dirichlet(np.full(len(set(region)), 0.3)) * 0.04
    share = np.array([*share, *vague, 0.02]) if draw.random() < 0.4 else share / 0.94
    parts = [*levels.index, None][: len(share)]
    rows = []
    for sex, people in residence.groupby("sex")["count"].sum().items():
        split = draw.multinomial(people, share / share.sum())
        rows += [(part, sex, n) for part, n in zip(parts, split, strict=True) if n or sex != "U"]
    return pd.DataFrame(rows, columns=["origin", "sex", "count"]), levels


def _survey(draw, register: Register) -> Register:
    """Keep 5 to 50 persons of a register, one each."""
    people = register.residence
    persons = people.loc[people.index.repeat(people["count"])]
    if len(persons) > 50:
        persons = persons.iloc[np.sort(draw.choice(len(persons), 50, replace=False))]
    counts = persons.groupby(["place", "district", "sex"], dropna=False).size()
    residence = counts.rename("count").reset_index()
    parts = int(register.levels["division"].notna().sum())
    regions = int(register.levels["region"].nunique())
    return Register(residence, register.pieces, *_origins(draw, residence, regions, parts))


def _unsexed(register: Register) -> Register:
    """Count the same people without their sex."""
    residence, origin = (
        table.assign(sex="U").groupby([*keys, "sex"], dropna=False, as_index=False)["count"].sum()
        for table, keys in (
            (register.residence, ["place", "district"]),
            (register.origin, ["origin"]),
        )
    )
    return Register(residence, register.pieces, origin[origin["count"] > 0], register.levels)
