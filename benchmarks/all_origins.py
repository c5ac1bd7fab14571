"""Draw a sheet and write a page of every country of origin in both languages, and check each.

``.venv/bin/python benchmarks/all_origins.py FOLDER [CODE...]`` takes the shipped figures of UN DESA
of all countries that have some, or of those that are named. A title must name the country, and the
people on the map must be those of the shipped table. What fails is printed, and is the exit code.
Origins whose files are in FOLDER already are passed over, so that a run can be taken up again.
"""

from __future__ import annotations

import csv
import sys
import time
import traceback
from pathlib import Path

from diasporamap.api import release
from diasporamap.counts.origin import country_names, read_origin
from diasporamap.language import LANGUAGES
from diasporamap.readers.reference import REVISIONS
from diasporamap.resources import shipped

#: No single country: the Channel Islands.
APART = "XCX"


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


def draw(name: str, code: str, people: int, folder: Path) -> None:
    """Draw the sheet and write the page of one origin in both languages; check them."""
    shown = release(name)
    cells = shown.by("country").cells
    found = int(cells.loc[cells["sex"] == "T", "count"].sum())
    if found != people:
        raise AssertionError(f"{found:,} people on the map, {people:,} in the source")
    for language in LANGUAGES:
        within = read_origin(code).within(language)
        sheet = shown.map(language=language)
        if within not in sheet.alt:
            raise AssertionError(f"'{within}' is not in: {sheet.alt}")
        sheet.savefig(folder / f"{code}_{language}.png", dpi=72)
        page = folder / f"{code}_{language}.html"
        shown.page(page, language=language)
        if within.replace("'", "’") not in page.read_text(encoding="utf-8").replace("'", "’"):
            raise AssertionError(f"'{within}' is not on the page")


def main(folder: Path, *codes: str) -> int:
    """Go through all origins of the first revision, and those that only another one has."""
    folder.mkdir(parents=True, exist_ok=True)
    failed, seen = 0, set()
    for revision in REVISIONS:
        for code, people in last_totals(revision).items():
            wanted = code in country_names() and (not codes or code in codes)
            if not wanted or code in seen:
                continue
            seen.add(code)
            if (folder / f"{code}_{LANGUAGES[-1]}.html").is_file():
                continue
            start = time.perf_counter()
            try:
                draw(f"undesa-{revision}:{code}", code, people, folder)
            except Exception:  # noqa: BLE001 - every failure is told, and the next one is drawn
                failed += 1
                print(f"{code}: {traceback.format_exc()}", flush=True)
            else:
                print(f"{code} {people:,} in {time.perf_counter() - start:.1f} s", flush=True)
    print(f"{len(seen)} origins, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]) > 0)
