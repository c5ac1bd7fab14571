"""Count invented persons by place, by each engine and by what it is measured against.

Run it with the Python that has diasporamap[database] installed: ``.venv/bin/python
benchmarks/persons.py [ROWS] [FOLDER]``. It writes ROWS persons (10,000,000) as Parquet and CSV,
drawn from a fixed seed around the cities of the world, and counts each way in a process of its own:

* by country, first-level unit and sex, from coordinates: ours, and ``geopandas.sjoin`` in chunks;
* by place, sex and region: ours, row by row and in DuckDB, and the same sentence in bare DuckDB.

Seconds are those of counting, without what importing takes; memory is the peak of the process.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS, TOGETHER = 10_000_000, 500_000
PLACES = ("France", "Allemagne", "Gabon", "Nigéria", "RCA", "Tchad", "Canada", "Italie")
REGIONS = ("Ouest", "Centre", "Littoral", "Nord", "Sud", "Est", "Adamaoua", "Extrême-Nord")
SEXES = ("F", "M", "Femme", "Homme", "")
ASKED = {"place": "pays", "sex": "sexe", "by": ["region"]}


def write_persons(folder: Path, rows: int) -> None:
    """Write a register: a name, a place, a sex, a region, where the person lives."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.csv as pa_csv
    import pyarrow.parquet as pq

    from diasporamap.resources import shipped

    folder.mkdir(exist_ok=True)
    draw = np.random.default_rng(1)
    cities = pd.read_csv(shipped("boundaries") / "cities.csv")[["lon", "lat"]].dropna().to_numpy()
    parquet = text = None
    for start in range(0, rows, TOGETHER):
        many = min(TOGETHER, rows - start)
        lon, lat = (cities[draw.integers(0, len(cities), many)] + draw.normal(0, 0.05, (many, 2))).T
        columns = {
            "nom": np.char.add("Personne ", np.arange(start, start + many).astype(str)),
            "pays": draw.choice(PLACES, many),
            "sexe": draw.choice(SEXES, many),
            "region": draw.choice(REGIONS, many),
            "lon": lon.round(5).clip(-180, 180),
            "lat": lat.round(5).clip(-90, 90),
        }
        batch = pa.table(columns)
        parquet = parquet or pq.ParquetWriter(folder / "persons.parquet", batch.schema)
        text = text or pa_csv.CSVWriter(folder / "persons.csv", batch.schema)
        parquet.write_table(batch)
        text.write_table(batch)
    parquet.close()
    text.close()


def bare(path: str) -> int:
    """Count by attributes in DuckDB alone."""
    import duckdb

    source = (
        f"read_csv('{path}', header = true, all_varchar = true)" if "csv" in path else f"'{path}'"
    )
    sentence = f"select pays, sexe, region, count(*) from {source} group by all"  # noqa: S608
    return sum(row[-1] for row in duckdb.sql(sentence).fetchall())


def ours(path: str, engine: str, *, coordinates: bool = False) -> int:
    """Count by attributes, or by coordinates, as `diasporamap aggregate` does."""
    from diasporamap.persons.aggregate import aggregate_persons
    from diasporamap.places.grid import coordinates as columns

    if not coordinates:
        return aggregate_persons(path, engine=engine, **ASKED).persons
    where = columns("lon", "lat", units=True)
    return aggregate_persons(path, engine=engine, sex="sexe", coordinates=where).persons


def by_sjoin(path: str) -> int:
    """Count by coordinates with geopandas, in chunks; a unit says its country."""
    import geopandas as gpd
    import pandas as pd
    import pyarrow.parquet as pq

    from diasporamap.places.layers import read_layer

    units = read_layer("admin1", detail="zoom")[["place", "country", "geometry"]]
    found = []
    for batch in pq.ParquetFile(path).iter_batches(100_000, columns=["lon", "lat", "sexe"]):
        frame = batch.to_pandas()
        points = gpd.GeoDataFrame(
            frame[["sexe"]], geometry=gpd.points_from_xy(frame["lon"], frame["lat"], crs=4326)
        )
        joined = points.sjoin(units, how="left")
        joined = joined[~joined.index.duplicated()]
        found.append(joined.groupby(["country", "place", "sexe"], dropna=False).size())
    return int(pd.concat(found).groupby(level=[0, 1, 2], dropna=False).sum().sum())


WAYS = {
    "geopandas.sjoin in chunks, Parquet": lambda folder: by_sjoin(f"{folder}/persons.parquet"),
    "coordinates, DuckDB, Parquet": lambda folder: ours(
        f"{folder}/persons.parquet", "duckdb", coordinates=True
    ),
    "coordinates, DuckDB, CSV": lambda folder: ours(
        f"{folder}/persons.csv", "duckdb", coordinates=True
    ),
    "bare DuckDB, Parquet": lambda folder: bare(f"{folder}/persons.parquet"),
    "attributes, DuckDB, Parquet": lambda folder: ours(f"{folder}/persons.parquet", "duckdb"),
    "bare DuckDB, CSV": lambda folder: bare(f"{folder}/persons.csv"),
    "attributes, DuckDB, CSV": lambda folder: ours(f"{folder}/persons.csv", "duckdb"),
    "attributes, row by row, CSV": lambda folder: ours(f"{folder}/persons.csv", "python"),
}
#: What each is so many times as fast as, or as slow.
AGAINST = {
    "coordinates, DuckDB, Parquet": "geopandas.sjoin in chunks, Parquet",
    "coordinates, DuckDB, CSV": "geopandas.sjoin in chunks, Parquet",
    "attributes, DuckDB, Parquet": "bare DuckDB, Parquet",
    "attributes, DuckDB, CSV": "bare DuckDB, CSV",
}


def measure(way: str, folder: str) -> None:
    """Count in one way, and print persons, seconds, seconds of processor and megabytes."""
    from diasporamap.places.grid import world_grid

    WAYS[way](f"{folder}/few")  # what importing takes is not measured
    world_grid.cache_clear()
    start, used = time.perf_counter(), time.process_time()
    persons = WAYS[way](folder)
    seconds, used = time.perf_counter() - start, time.process_time() - used
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(persons, seconds, used, int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024)


def main() -> None:
    """Write the persons and count them in every way."""
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        write_persons(Path(folder), rows)
        write_persons(Path(folder, "few"), 50_000)
        taken: dict[str, float] = {}
        for way in WAYS:
            run = subprocess.run(
                [sys.executable, __file__, "--measure", way, folder],
                check=True,
                capture_output=True,
                text=True,
            )
            persons, seconds, used, megabytes = map(float, run.stdout.split())
            taken[way] = seconds
            told = (
                f"{way:36} {persons:12,.0f} persons {seconds:7.1f} s ({used:6.1f} s of processor)"
            )
            against = taken.get(AGAINST.get(way, ""))
            ratio = f", {against / seconds:4.2f} times as fast" if against else ""
            print(f"{told} {megabytes:6.0f} MiB{ratio}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(*sys.argv[2:])
    else:
        main()
