"""The same counts from a cluster of Spark: two workers, each a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyspark.find_spark_home import _find_spark_home

from diasporamap.errors import CountsError, UsageError
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.persons.coordinates import Coordinates
from diasporamap.persons.scans import _session
from diasporamap.places.grid import world_grid

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]

CLUSTER = "local-cluster[2,1,1024]"
#: Java compiles fast code for what runs long; what runs for seconds is over before that pays.
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
PERSONS, MANY = 4_000, 5
PLANTED = "Zéphyrine Onguéné-Plantée"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write 4,000 invented persons as CSV and as Parquet of several groups of rows."""
    draw, folder, many = np.random.default_rng(1), tmp_path_factory.mktemp("persons"), PERSONS
    frame = pd.DataFrame(
        {
            "nom": [f"{PLANTED} {n}" for n in range(many)],
            "pays": draw.choice(["Gabon", "Tchad", "Côte d’Ivoire", None], many),
            "sexe": draw.choice(["F", "Homme", "femme", ""], many),
            "le": draw.choice(["2010", "03/05/2011", "mai 2012", ""], many),
            "jour": pd.Timestamp("2010-01-01") + pd.to_timedelta(draw.integers(0, 999, many), "D"),
            "bac": draw.choice([1.0, 0.0, np.nan], many),
            "lon": draw.uniform(-20, 50, many).round(4),
            "lat": draw.uniform(-35, 60, many).round(4),
        }
    )
    frame.to_csv(folder / "persons.csv", index=False)
    frame.to_parquet(folder / "persons.parquet", row_group_size=250)
    return folder


@pytest.fixture(scope="module")
def cluster():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("JAVA_TOOL_OPTIONS", SHORT_LIVED)
        before = set(Path(tempfile.gettempdir()).glob("diasporamap-*"))
        with _session(CLUSTER) as session:
            (folder,) = set(Path(tempfile.gettempdir()).glob("diasporamap-*")) - before
            yield session, folder
            logs = Path(_find_spark_home()) / "work" / session.sparkContext.applicationId
        assert not folder.exists()
        shutil.rmtree(logs)


@pytest.fixture
def places():
    return Coordinates("lon", "lat", world_grid(), units=True)


def same(one, other):
    pd.testing.assert_frame_equal(one.counts, other.counts)
    assert (one.persons, one.unknown_sex, one.notes) == (
        other.persons,
        other.unknown_sex,
        other.notes,
    )


@pytest.mark.usefixtures("cluster")
def test_two_workers_give_the_same(written, places):
    path = written / "persons.parquet"
    asked = {"sex": "sexe", "coordinates": places, "year": "jour", "by": ["pays", "bac"]}
    found = aggregate_persons(path, engine=CLUSTER, **asked)
    same(found, aggregate_persons(path, engine="python", **asked))
    assert found.persons == PERSONS


def workers():
    """Return the processes of the workers' executors that are ours."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "cmdline").read_bytes()
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:  # it has ended
            continue
        if b"CoarseGrainedExecutorBackend" in told and int(parent) in ours():
            found.append(int(folder.name))
    return found


def ours():
    """Return the processes that this one has started."""
    return {
        int(child)
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text().split()
    }


def test_a_worker_that_is_killed_changes_nothing_and_no_file_holds_a_person(
    written, places, cluster
):
    """A worker is killed once tasks are done; all that Spark writes meanwhile is read."""
    session, folder = cluster
    logs = Path(_find_spark_home()) / "work" / session.sparkContext.applicationId
    session.conf.set("spark.sql.files.maxPartitionBytes", "30000")
    session.conf.set("spark.sql.files.openCostInBytes", "0")
    tracker, done = session.sparkContext.statusTracker(), threading.Event()
    killed, seen = [], {}

    def watch():
        while not done.wait(0.01):
            stages = map(tracker.getStageInfo, tracker.getActiveStageIds())
            if not killed and any(
                stage and stage.numTasks > MANY and stage.numCompletedTasks for stage in stages
            ):
                killed.append(workers()[0])
                os.kill(killed[0], signal.SIGKILL)
            for path, _, names in (*os.walk(folder), *os.walk(logs)):
                for name in names:
                    with suppress(OSError):  # it is gone
                        seen[name] = b"Plant" in (Path(path) / name).read_bytes()

    watching = threading.Thread(target=watch)
    watching.start()
    path, asked = written / "persons.csv", {"coordinates": places, "year": "le"}
    found = aggregate_persons(path, sex="sexe", engine=CLUSTER, **asked)
    done.set()
    watching.join()
    assert killed
    same(found, aggregate_persons(path, sex="sexe", engine="python", **asked))
    assert any(name.startswith("shuffle_") for name in seen)
    assert {"stderr", "stdout"} <= seen.keys()
    assert not any(seen.values())


@pytest.mark.usefixtures("cluster")
def test_what_is_wrong_is_refused_without_a_cell(tmp_path):
    path = tmp_path / "persons.csv"
    rows = f"nom,pays,sexe\n{PLANTED},Gabon,F\n"
    asked = {"place": "pays", "sex": "sexe", "engine": CLUSTER}
    for text, message in (
        (f'{rows}{PLANTED},Gabon\n"{PLANTED}\n', "2 rows cannot be split"),
        (f"{rows}{PLANTED},Gabon,X\n", "column 'sexe': 'X' tells no sex"),
        (f"Registre,,\n{rows}", "the header is not in the first line"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CountsError, match=message) as caught:
            aggregate_persons(path, **asked)
        assert "Plant" not in str(caught.value)
        assert not re.search(r"row 0", str(caught.value))
    with pytest.raises(UsageError, match="told apart"):
        aggregate_persons(path, identifier="nom", **asked)
