"""Compares maps, pages and atlases of this package with what other programs take for the like.

    .venv/bin/python benchmarks/compare.py [--rounds 5] [--only maps,pages,atlas,growth]

The measure of all is a plain script of geopandas, mapclassify and matplotlib, which draws the share
of women by country on A4 at 300 dots an inch (`peers/geopandas_map.py`). Other programs take part
where they are installed: folium and explore() for pages, QGIS and R's sf for maps. All are whole
processes that run in turn; ratios are medians of the rounds, each to the script of the same round.
What they draw must be the same: the class of each country is compared first. The results are
printed, and written to `benchmarks/RESULTS.md` with the machine and the versions, for the parts
that were run.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_right
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from processes import ROOT, Cost, cost_of, in_turn, median, ours, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

COUNTS = ROOT / "examples" / "cameroon_undesa_2020.csv"
ORIGINS = ROOT / "examples" / "invented_origins.csv"
LAYER = ROOT / "boundaries" / "countries_world.gpkg"
PEERS = ROOT / "benchmarks" / "peers"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
#: A share of fewer people is in no class.
LEAST = 100
GEOPANDAS, QGIS, SF = "geopandas script", "QGIS layout", "R sf script"
LIBRARIES = ("geopandas", "mapclassify", "matplotlib", "pandas", "shapely", "folium", "numpy")


def maps(folder: Path, rounds: int) -> Iterator[str]:
    """Compare one map of each kind with the scripts."""
    peers = {GEOPANDAS: [sys.executable, "-W", "ignore", str(PEERS / "geopandas_map.py")]}
    programs = _programs()
    peers |= {name: command for name, (command, _) in programs.items()}
    written = {name: folder / f"{at}.png" for at, name in enumerate(peers)}
    for name, command in peers.items():
        named = written[name].with_suffix(".csv")
        command += [str(COUNTS), str(LAYER), str(written[name]), str(named)]
    own = {
        "share of women": (COUNTS, "--measure", "share_women"),
        "circles": (COUNTS,),
        "districts": (COUNTS, "--by", "district", "--measure", "share_women"),
        "circles by district": (COUNTS, "--by", "district"),
        "divisions": (ORIGINS, "--by", "division"),
        "part of the world": (COUNTS, "--extent", "europe"),
        "share of women, SVG": (COUNTS, "--measure", "share_women"),
    }
    written |= {name: folder / f"{at}-own.png" for at, name in enumerate(own)}
    written["share of women, SVG"] = folder / "share.svg"
    commands = peers | {
        name: ours("map", counts, written[name], *options, "--force")
        for name, (counts, *options) in own.items()
    }
    for command in peers.values():
        cost_of(command)
    agreed = [_agreed(written[name].with_suffix(".csv")) for name in peers]
    found = in_turn(commands, rounds)
    yield from _table(
        found, GEOPANDAS, {name: path.stat().st_size for name, path in written.items()}
    )
    yield f"\nClasses agree: {'; '.join(map(str, agreed))} countries, each in the class of ours."
    for name, (_, printed) in programs.items():
        yield f"{name}: version {printed}."


def _programs() -> dict[str, tuple[list[str], str]]:
    """Return the scripts of other programs that are installed here, and the programs' versions."""
    found = {}
    system = shutil.which("python3", path=os.defpath)  # QGIS brings modules for the system's Python
    asked = "from qgis.core import Qgis; print(Qgis.version())"
    if system and (printed := _printed([system, "-c", asked])):
        found[QGIS] = [system, str(PEERS / "qgis_layout.py")], printed
    r = shutil.which("Rscript")
    if r and (printed := _printed([r, "-e", "cat(as.character(packageVersion('sf')))"])):
        found[SF] = [r, str(PEERS / "sf_map.R")], printed
    return found


def _printed(command: Sequence[str]) -> str:
    """Return what a command prints; nothing where it fails."""
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    return "" if ran.returncode else ran.stdout.strip()


def _agreed(file: Path) -> int:
    """Return how many countries a script has put into classes; refuse where ours are others."""
    import diasporamap as dm
    from diasporamap.maps.style import read_style
    from diasporamap.measures import measure_table

    shown = dm.release(COUNTS).by()
    table, people = (measure_table(shown, measure) for measure in ("share_women", "total"))
    breaks = read_style("iom").breaks["share_women"]
    values = table.loc[(table["state"] == "value") & (people["value"] >= LEAST), "value"]
    own = {str(place): bisect_right(breaks, value) for place, value in values.items()}
    with file.open(encoding="utf-8") as stream:
        theirs = {place: int(number) for place, number in csv.reader(stream)}
    if own != theirs:
        apart = {
            place for place in own.keys() | theirs.keys() if own.get(place) != theirs.get(place)
        }
        raise SystemExit(f"{file.name}: other classes of {', '.join(sorted(apart))}")
    return len(own)


def pages(folder: Path, rounds: int) -> Iterator[str]:
    """Compare pages of all years in both languages with a page of one map."""
    peer = [sys.executable, "-W", "ignore", str(PEERS / "folium_page.py"), str(COUNTS), str(LAYER)]
    written = {name: folder / f"{name}.html" for name in ("explore", "choropleth", "page", "both")}
    found = in_turn(
        {
            "explore()": [*peer, str(written["explore"]), "explore"],
            "folium.Choropleth": [*peer, str(written["choropleth"]), "choropleth"],
            "page by country": ours("web", COUNTS, written["page"], "--force"),
            "page by country and district": ours(
                "web", COUNTS, written["both"], "--by", "country,district", "--force"
            ),
        },
        rounds,
    )
    yield from _table(
        found,
        "explore()",
        dict(zip(found, (p.stat().st_size for p in written.values()), strict=True)),
    )


#: An atlas of so many sheets, of the two languages half each.
SHEETS = 40


def atlas(folder: Path, rounds: int) -> Iterator[str]:
    """Compare an atlas of 40 sheets, and building it again unchanged, with the script."""
    script = [sys.executable, "-W", "ignore", str(PEERS / "geopandas_map.py"), str(COUNTS)]
    script += [str(LAYER), str(folder / "map.png"), str(folder / "map.csv")]
    fresh = _atlas(folder / "fresh.toml", SHEETS)
    kept = _atlas(folder / "kept.toml", SHEETS)
    made, again = f"atlas of {SHEETS} sheets", "the same, nothing changed"
    found = in_turn(
        {
            GEOPANDAS: script,
            made: ours("build", fresh),
            again: ours("build", kept),
        },
        rounds,
        before={made: lambda: shutil.rmtree(folder / "fresh", ignore_errors=True)},
    )
    yield from _table(found, GEOPANDAS, {})
    share = ratio(found[made], found[GEOPANDAS])
    yield (
        f"\nOne of the {SHEETS} sheets: {share.wall / SHEETS:.2f} of the script by the clock, "
        f"{share.cpu / SHEETS:.2f} of its CPU, on {os.cpu_count()} cores; the memory is that of "
        "the largest process."
    )
    share = ratio(found[again], found[made])
    yield f"Built again with nothing changed: {share.wall:.3f} of the build by the clock."


def _atlas(file: Path, sheets: int) -> Path:
    """Write an atlas of so many different sheets in two languages."""
    measures = ("total", "women", "men", "share_women")
    entries = []
    for number in range(sheets // 2):
        year, measure = 1990 + 5 * (number % 7), measures[number // 7 % len(measures)]
        keys = [f'name = "m{number}"', f"year = {year}", f'measure = "{measure}"']
        entries.append("\n".join(["[[maps]]", *keys]))
    head = f'[atlas]\norigin = "CMR"\noutput = "{file.stem}"'
    head += '\nlanguages = ["fr", "en"]\nformats = ["png"]'
    counts = f'[sources.counts]\ncounts = "{COUNTS.as_posix()}"'
    file.write_text("\n\n".join([head, counts, *entries]) + "\n", encoding="utf-8")
    return file


def growth(folder: Path, rounds: int) -> Iterator[str]:
    """Show what more countries, years and maps cost: seconds of CPU of whole processes."""
    import pandas as pd

    table = pd.read_csv(COUNTS)
    last, commands = table["year"].max(), dict[str, list[str]]()
    before = {}
    places = sorted(table.loc[table["year"] == last, "place"].unique())
    for many in (14, 28, 56):
        some = table[(table["year"] == last) & table["place"].isin(places[:many])]
        some.to_csv(folder / f"places{many}.csv", index=False)
        commands[f"{many} countries"] = ours(
            "map", folder / f"places{many}.csv", folder / "map.png", "--force"
        )
    for many in (10, 20, 40):
        early = table[table["year"] == table["year"].min()]  # no year has more than is published
        years = pd.concat([early.assign(year=2020 - n) for n in range(many)])
        years.to_csv(folder / f"years{many}.csv", index=False)
        commands[f"{many} years"] = ours(
            "map", folder / f"years{many}.csv", folder / "map.png", "--force"
        )
    for many in (4, 8, 16):
        file = _atlas(folder / f"atlas{many}.toml", many)
        commands[f"{many} maps"] = ours("build", file, "--jobs", "1")
        before[f"{many} maps"] = partial(shutil.rmtree, folder / file.stem, ignore_errors=True)
    costs = in_turn(commands, rounds, before)
    found = {name: median(several) for name, several in costs.items()}
    yield "| what | CPU s | MB | CPU s of one more |"
    yield "|---|---:|---:|---:|"
    names = list(found)
    for at, name in enumerate(names):
        more = ""
        if at % 3:
            before, now = (int(names[i].split()[0]) for i in (at - 1, at))
            more = f"{(found[name].cpu - found[names[at - 1]].cpu) / (now - before):.3f}"
        yield f"| {name} | {found[name].cpu:.2f} | {found[name].memory:.0f} | {more} |"


def _table(
    found: Mapping[str, Sequence[Cost]], base: str, sizes: Mapping[str, int]
) -> Iterator[str]:
    """Write medians and ratios to one of those that ran, a row each."""
    yield "| what | s | CPU s | MB | KB written | s, ratio | CPU, ratio | memory, ratio |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, costs in found.items():
        cost, share = median(costs), ratio(costs, found[base])
        size = f"{sizes[name] / 1000:.0f}" if sizes.get(name) else ""
        yield (
            f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.memory:.0f} | {size} | "
            f"{share.wall:.2f} | {share.cpu:.2f} | {share.memory:.2f} |"
        )


PARTS: Mapping[str, tuple[str, Callable[[Path, int], Iterator[str]]]] = {
    "maps": ("One map", maps),
    "pages": ("One page", pages),
    "atlas": ("An atlas", atlas),
    "growth": ("More countries, years, maps", growth),
}


def machine(rounds: int) -> str:
    """Describe the machine and the versions."""
    with Path("/proc/cpuinfo").open(encoding="utf-8") as stream:
        names = [line.split(":")[1].strip() for line in stream if line.startswith("model name")]
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{platform.system()} on {os.cpu_count()} cores ({names[0] if names else 'unknown'}), "
        f"Python {platform.python_version()}; {libraries}. Medians of {rounds} rounds."
    )


def main() -> None:
    """Run the parts that are asked for; print what was found, and write it among the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default=",".join(PARTS))
    asked = parser.parse_args()
    known = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
    parts = dict(part.split("\n", 1) for part in known.split("## ")[1:])
    for name in asked.only.split(","):
        title, run = PARTS[name]
        with tempfile.TemporaryDirectory() as folder:
            found = "\n".join(run(Path(folder), asked.rounds))
        parts[title] = f"\n{machine(asked.rounds)}\n\n{found}\n\n"
        print(f"## {title}\n{parts[title]}", flush=True)
    titles = [title for title, _ in PARTS.values() if title in parts]
    told = [f"## {title}\n{parts[title].rstrip()}\n" for title in titles]
    head = "# What maps, pages and atlases cost\n\n`python benchmarks/compare.py` wrote this.\n"
    RESULTS.write_text("\n".join([head, *told]), encoding="utf-8")


if __name__ == "__main__":
    main()
