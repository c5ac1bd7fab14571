"""Write the names of countries of origin as a text needs them: "au Cameroun", "of the Gambia".

Usage: ``python boundaries/build/origin_names.py`` with the project's own environment. The articles
of each country stand in ``origin_articles.csv``; its names are those of the layer of countries, but
where that table has another.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from shipping import Recipe, ship_table

from diasporamap.places.layers import read_table

HERE = Path(__file__).parent
COLUMNS = ("code", "name_fr", "in_fr", "of_fr", "name_en", "in_en", "of_en")
#: What stands before a French name after "né" and after "originaire", by its article.
FRENCH: Final = {
    "le": ("au ", "du "),
    "la": ("en ", "de "),
    "en de la": ("en ", "de la "),
    "l'": ("en ", "d'"),
    "en de l'": ("en ", "de l'"),
    "les": ("aux ", "des "),
    "à": ("à ", "de "),
    "à d'": ("à ", "d'"),
    "à la": ("à la ", "de la "),
    "à l'": ("à l'", "de l'"),
    "dans le": ("dans le ", "du "),
    "dans les": ("dans les ", "des "),
    "dans l'": ("dans l'", "de l'"),
}
RECIPE = Recipe(
    file="origins/names.csv",
    licence="CC0 1.0",
    attribution="Names: the United Nations, as the layer of countries has them",
    steps=(
        (
            "Took the short French and English names of the layer of countries, and where these "
            "are abridged or ambiguous the name of boundaries/build/origin_articles.csv."
        ),
        (
            "Wrote 'in' and 'of' by the articles of that table: a row a country, read one by "
            "one, by the usage of the United Nations' terminology and of French ministries."
        ),
    ),
)


def rows() -> list[tuple[str, ...]]:
    """Return a row a country, in the order of codes."""
    layer = read_table("countries").set_index("place")
    with (HERE / "origin_articles.csv").open(encoding="utf-8", newline="") as stream:
        articles = {row["code"]: row for row in csv.DictReader(stream)}
    table = []
    for code in sorted(layer.index):
        row = articles[code]
        french = row["name_fr"] or layer.at[code, "short_fr"]
        english = row["name_en"] or layer.at[code, "short_en"]
        within, of = FRENCH[row["article_fr"]]
        the = "the " if row["article_en"] == "the" else ""
        names = (french, within + french, of + french)
        table.append((code, *names, english, f"in {the}{english}", f"of {the}{english}"))
    return table


def main() -> None:
    """Write the table and its provenance."""
    table = [COLUMNS, *rows()]
    ship_table(table, RECIPE, {}, folder=HERE.parent, script=Path(__file__).name)


if __name__ == "__main__":
    main()
