"""Invent a register with a row a person, as an embassy may keep one; nobody in it is real.

Usage: python examples/build/invent_persons.py examples/invented_persons.csv

The same rows come out on every machine: they are drawn with a fixed seed.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

#: How many persons a country has, as people write its name.
COUNTRIES = {
    "France": 880,
    "Allemagne": 280,
    "U.S.A.": 200,
    "Etats Unis": 90,
    "GABON": 150,
    "Tchad": 120,
    "République centrafricaine": 70,
    "RCA": 25,
    "Guinée équat.": 95,
    "Nigéria": 110,
    "Congo (RDC)": 22,
    "Congo-Brazzaville": 30,
    "Italie": 85,
    "Belgique": 80,
    "Suisse": 52,
    "Canada": 80,
    "Grande Bretagne": 48,
    "Espagne": 24,
    "Cote d'ivoire": 31,
    "Sénégal": 20,
    "Afrique du Sud": 17,
    "Pays-bas": 14,
    "Luxembourg": 7,
    "Chine": 6,
    "Emirats Arabes Unis": 9,
    "Turquie": 4,
    "Maroc": 3,
    "Russie": 2,
    "Suède ": 3,
}
CITIES = {"France": ["Paris", "Paris", "Lyon", "Marseille", "Toulouse", ""]}
SEXES = {"F": 40, "M": 43, "Féminin": 8, "Masculin": 7, "": 2}
AGES = {"0-24": 26, "25-44": 51, "45-64": 19, "65+": 4}
ORIGINS = {
    "Centre": 18,
    "Littoral": 20,
    "Ouest": 25,
    "Nord-Ouest": 9,
    "Sud-Ouest": 8,
    "Extrême-Nord": 4,
    "Nord": 2,
    "Adamaoua": 2,
    "Est": 2,
    "Sud": 6,
    "": 4,
}
LEVELS = {"Primaire": 12, "Secondaire": 37, "Supérieur": 47, "Non renseigné": 4}
COLUMNS = ("Pays de résidence", "Ville", "Sexe", "Âge", "Région d'origine", "Niveau d'études")


def persons() -> list[tuple[str, ...]]:
    """Return the rows, in no order."""
    chance = random.Random(1960)  # noqa: S311 - nothing secret is drawn

    def one_of(weights: dict[str, int]) -> str:
        return chance.choices(list(weights), list(weights.values()))[0]

    rows = [
        (
            *(country, chance.choice(CITIES.get(country, [""]))),
            *map(one_of, (SEXES, AGES, ORIGINS, LEVELS)),
        )
        for country, people in COUNTRIES.items()
        for _ in range(people)
    ]
    chance.shuffle(rows)
    return rows


def main(target: str) -> None:
    """Write OUTPUT."""
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerows([COLUMNS, *persons()])


if __name__ == "__main__":
    main(*sys.argv[1:])
