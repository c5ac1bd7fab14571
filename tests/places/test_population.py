"""The shipped inhabitants of countries."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import time
import tomllib

from diasporamap.places.population import Inhabited, Populations, population_of, populations
from diasporamap.resources import PACKAGE, shipped


def test_shipped_inhabitants_are_those_of_the_nearest_year():
    shipped = Populations()
    assert shipped.of("FRA", 2020) == Inhabited(65_905_273, 2020, own=False)
    assert shipped.of("GAB", 2020) == Inhabited(2_322_538, 2020, own=False)
    assert shipped.of("FRA", 1980).year == 1990
    assert shipped.of("FRA", 2031).year == 2023
    assert shipped.of("FRA", None).year == 2023
    assert shipped.of("ATA", 2020) is None
    assert shipped.of("CM-CE", 2020) is None


def test_populations_are_read_fast_and_are_those_of_the_source():
    populations.cache_clear()
    start = time.perf_counter()
    known = populations()
    assert time.perf_counter() - start < 0.05
    assert len(known) == 237
    assert known["XKX"][2023] == 1_700_039
    assert known["ABW"][1990] == 64_452
    assert population_of("ZWE") == (16_340_829, 2023)
    assert population_of("ZWE", 2031) == (16_340_829, 2023)
    assert population_of("ABW", 1950) == (64_452, 1990)
    assert population_of("ATA") is None


def test_the_table_is_what_its_provenance_says_and_its_script_makes(tmp_path):
    table = shipped("reference") / "world_population.csv"
    about = tomllib.loads(table.with_suffix(".toml").read_text(encoding="utf-8"))
    assert about["sha256"] == hashlib.sha256(table.read_bytes()).hexdigest()
    assert about["rows"] == len(populations())
    source = tmp_path / "source.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["place", "year", "population"])
        for place, figures in reversed(populations().items()):
            writer.writerows([place, year, people] for year, people in figures.items())
    script = PACKAGE.parent / "reference" / "build" / "population.py"
    made = tmp_path / table.name
    subprocess.run([sys.executable, script, source, made], check=True)
    assert made.read_bytes() == table.read_bytes()
    assert tomllib.loads(made.with_suffix(".toml").read_text(encoding="utf-8"))["rows"] == 237
