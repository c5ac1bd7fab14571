"""Draw sheets and write a page of every country of origin in both languages, and check each.

``.venv/bin/python benchmarks/all_origins.py FOLDER [CODE...]`` takes the shipped figures of UN DESA
of all countries that have some, or of those that are named. A title must name the country, and the
people on the map must be those of the shipped table. Of every country with parts it draws two
sheets of these too, of invented figures: circles and shares of women; all people must be on them.
What fails is printed, and is the exit code. What is in FOLDER already is passed over, so that a run
can be taken up again.
"""

from __future__ import annotations

import csv
import random
import sys
import time
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.api import release
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.origin_tables import country_names, units_of_countries
from diasporamap.language import LANGUAGES
from diasporamap.places.layers import read_table
from diasporamap.readers.reference import REVISIONS
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from diasporamap.api import Release
    from diasporamap.sheet.page import MapFigure

#: No single country: the Channel Islands.
APART = "XCX"
#: The sources file of invented figures.
INVENTED = """
[source.invented]
title = "Invented"
citation_fr = "Chiffres inventés"
citation_en = "Invented figures"
published = true
larger_than_expected = true
"""


def last_totals(revision: str) -> dict[str, int]:
    """Return the people of the last year of each origin, as the shipped table has them."""
    table = shipped("reference") / f"undesa_stock_{revision}.csv"
    totals: dict[str, int] = {}
    with table.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            year = max(name[1:] for name in row if name[1:].isdigit())
            people = int(row[f"F{year}"]) + int(row[f"M{year}"])
            here = 0 if row["destination"] == APART else people
            totals[row["origin"]] = totals.get(row["origin"], 0) + here
    return totals


def check_people(shown: Release, by: str, people: int) -> None:
    """Refuse a table that holds other people than went in."""
    cells = shown.by(by).cells
    found = int(cells.loc[cells["sex"] == "T", "count"].sum())
    if found != people:
        raise AssertionError(f"{found:,} people by {by}, {people:,} in the source")


def save(sheet: MapFigure, named: str, path: Path) -> None:
    """Write a sheet that names its country."""
    if named not in sheet.alt:
        raise AssertionError(f"'{named}' is not in: {sheet.alt}")
    sheet.savefig(path, dpi=72)


def draw(name: str, code: str, people: int, folder: Path) -> None:
    """Draw the sheet and write the page of one origin in both languages; check them."""
    shown = release(name)
    check_people(shown, "country", people)
    for language in LANGUAGES:
        within = read_origin(code).within(language)
        save(shown.map(language=language), within, folder / f"{code}_{language}.png")
        page = folder / f"{code}_{language}.html"
        shown.page(page, language=language)
        if within.replace("'", "’") not in page.read_text(encoding="utf-8").replace("'", "’"):
            raise AssertionError(f"'{within}' is not on the page")


def draw_parts(code: str, folder: Path) -> None:
    """Draw invented figures of the parts of one origin, as circles and as shares; check them."""
    home, chance = read_origin(code), random.Random(code)  # noqa: S311 - invented figures
    (level, *_) = home.levels
    parts = read_table(level.layer)["place"].tolist()
    there = "USA" if code != "USA" else "CAN"
    rows = [(there, part, chance.randint(40, 4000), chance.randint(40, 4000)) for part in parts]
    people = sum(women + men for *_, women, men in rows)
    table = folder / f"{code}.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("place", "origin", "women", "men"), *rows])
    table.with_suffix(".sources.toml").write_text(INVENTED, encoding="utf-8")
    shown = release(table, origin=home)
    check_people(shown, level.name, people)
    for measure, language in (("total", "fr"), ("share_women", "en")):
        sheet = shown.map(by=level.name, measure=measure, language=language)
        save(sheet, home.of(language), folder / f"{code}_{level.name}_{measure}.png")


def tried(code: str, what: str, draw_it: Callable[[], None]) -> bool:
    """Draw something of an origin, and tell how long it took or why it failed."""
    start = time.perf_counter()
    try:
        draw_it()
    except Exception:  # noqa: BLE001 - every failure is told, and the next one is drawn
        print(f"{code} {what}: {traceback.format_exc()}", flush=True)
        return False
    print(f"{code} {what} in {time.perf_counter() - start:.1f} s", flush=True)
    return True


def main(folder: Path, *codes: str) -> int:
    """Go through the parts of all origins, and the figures of the revisions that have them."""
    folder.mkdir(parents=True, exist_ok=True)
    done, seen = [], set()
    for code in units_of_countries():
        drawn = (folder / f"{code}_region_share_women.png").is_file()
        if not drawn and (not codes or code in codes):
            done.append(tried(code, "parts", partial(draw_parts, code, folder)))
    for revision in REVISIONS:
        for code, people in last_totals(revision).items():
            wanted = code in country_names() and (not codes or code in codes)
            if not wanted or code in seen:
                continue
            seen.add(code)
            if not (folder / f"{code}_{LANGUAGES[-1]}.html").is_file():
                name = f"undesa-{revision}:{code}"
                done.append(tried(code, f"{people:,}", partial(draw, name, code, people, folder)))
    failed = done.count(False)
    print(f"{len(seen)} origins, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]) > 0)
