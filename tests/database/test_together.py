"""Two who write at once, and loads that are killed: each is whole or absent."""

import random
import subprocess
import sys
import time

import pytest

import diasporamap as dm
from diasporamap.database import load
from diasporamap.errors import UsageError
from diasporamap.store import connection
from diasporamap.store.connection import opened
from diasporamap.store.states import loads
from tests.database.loader import loader


def test_who_finds_a_database_in_use_waits_or_is_told(database, register, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.3)
    script = (
        "import sys, time\n"
        "from diasporamap.store.connection import opened\n"
        "with opened(sys.argv[1], write=True) as store, store.transaction(locks='loads'):\n"
        "    print('locked', flush=True)\n"
        "    sys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(UsageError, match="in use"):
            load(database, register())
        monkeypatch.setattr(connection, "PATIENCE", 20)
        other.stdin.write("\n")
        other.stdin.flush()
        assert load(database, register()).number == 2, "it waited"


@pytest.mark.slow
def test_two_who_load_at_once_lose_nothing(database, register):
    paths = {
        who: [
            register((place, 2024, number + 100, number + 200), name=f"{who}{number}.csv")
            for number, place in enumerate(places)
        ]
        for who, places in {"a": ["FRA", "ITA", "DEU"], "b": ["GAB", "TCD", "COG"]}.items()
    }
    both = [loader(database, [*map(str, files)]) for files in paths.values()]
    for process, told in both:
        assert [told.recv() for _ in range(4)] == ["writing"] * 3 + ["done"]
        process.join()
        told.close()
    with opened(database) as store:
        assert loads(store)["load"].tolist() == list(range(1, 8))
    places = set(dm.read_counts(database).table["place"])
    assert places == {"FRA", "ITA", "DEU", "GAB", "TCD", "COG"}


def killed(database, register, times, seed):
    """Kill a process that loads, at random moments; return how often it got how far."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    places = [place for place in dm.read_undesa("SEN").table["place"].unique() if place != "CMR"]
    last, seen = 1, []
    for number in range(times):
        files = [
            register(*((p, 2024, 1000 + number, 10 * step) for p in places), name=f"{step}.csv")
            for step in range(1, 4)
        ]
        other, told = loader(database, [*map(str, files)])
        for _ in range(chance.randint(1, 3)):
            assert told.recv() == "writing"
        time.sleep(chance.uniform(0, 0.4))
        other.kill()
        other.join()
        told.close()
        with opened(database, write=True) as store:
            done = loads(store)
            assert done["load"].tolist() == list(range(1, len(done) + 1))
            counts = store.frame(store.ibis.table("counts"))
            per_load = counts.groupby("load").size().to_dict()
        for load_number, row in done.set_index("load").iterrows():
            if row["table"] == "counts":
                rows = row["added"] + row["corrected"] - (load_number == 2)
                assert per_load[load_number] == rows, "a load is whole"
        assert set(per_load) <= set(done["load"]), "or absent"
        seen.append(len(done) - last)
        last = len(done)
    return seen


@pytest.mark.slow
def test_killed_while_it_loads_each_load_is_whole_or_absent(request, database, register):
    """Kill it as often as --kills says; 50 times before a release."""
    seen = killed(database, register, request.config.getoption("kills"), seed=1)
    assert len(set(seen)) > 1, "some were killed before a load, some after"
