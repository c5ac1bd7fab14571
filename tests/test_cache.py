import multiprocessing
import os
import subprocess
import sys
import tomllib
from hashlib import sha256

import numpy as np
import pytest

from diasporamap import cache
from diasporamap.places.geography import countries
from diasporamap.places.topology import topology_from
from diasporamap.resources import shipped
from diasporamap.sheet.shapes import Inset, inset_shapes

WHAT = ["a test", 1]


def count():
    made = []
    return made, lambda: made.append(1) or {"a": np.arange(9)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "diasporamap"


def test_arrays_are_made_once(folder):
    made, make = count()
    for _ in range(2):
        assert cache.kept(WHAT, make, by=[__file__])["a"].tolist() == [*range(9)]
    assert len(made) == 1
    assert len([*folder.rglob("*.npz")]) == 1


def test_no_more_than_the_most_are_kept_and_the_oldest_go(folder, monkeypatch):
    monkeypatch.setattr(cache, "MOST", 3)
    made, make = count()
    for number in range(5):
        cache.kept([number], make, by=[__file__])
        for file in folder.rglob("*.npz"):  # each is a second older than the next
            os.utime(file, ns=(0, file.stat().st_mtime_ns - 10**9))
    assert len([*folder.rglob("*.npz")]) == 3
    cache.kept([4], make, by=[__file__])
    assert len(made) == 5
    cache.kept([0], make, by=[__file__])
    assert len(made) == 6


def test_arrays_of_other_content_or_by_others_are_not_taken(folder, tmp_path):
    assert not folder.exists()
    made, make = count()
    other = tmp_path / "other.py"
    other.write_text("other")
    cache.kept(WHAT, make, by=[__file__])
    cache.kept(["a test", 2], make, by=[__file__])
    cache.kept(WHAT, make, by=[str(other)])
    assert len(made) == 3


@pytest.mark.parametrize("left", [0, 60, -1])
def test_a_damaged_file_is_made_anew(folder, left):
    made, make = count()
    cache.kept(WHAT, make, by=[__file__])
    (file,) = folder.rglob("*.npz")
    content = bytearray(file.read_bytes())
    if left == -1:
        content[80] ^= 0xFF  # one byte of the numbers
    file.write_bytes(content if left == -1 else content[:left])
    assert cache.kept(WHAT, make, by=[__file__])["a"].tolist() == [*range(9)]
    assert len(made) == 2
    cache.kept(WHAT, make, by=[__file__])
    assert len(made) == 2


def test_a_folder_that_cannot_be_written_is_left(tmp_path, monkeypatch):
    taken = tmp_path / "file"
    taken.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(taken))
    made, make = count()
    for _ in range(2):
        assert cache.kept(WHAT, make, by=[__file__])["a"].tolist() == [*range(9)]
    assert len(made) == 2
    assert taken.read_text() == "no folder"


def write(folder, number):
    for _ in range(20):
        cache.write_arrays({"a": np.full(1000, number)}, folder / "same.npz")


def test_two_may_write_the_same_file(tmp_path):
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    writers = [context.Process(target=write, args=(tmp_path, number)) for number in (1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {writer.exitcode for writer in writers} == {0}
    with np.load(tmp_path / "same.npz") as found:
        assert set(found["a"].tolist()) in ({1}, {2})
    assert [path.name for path in tmp_path.iterdir()] == ["same.npz"]


@pytest.mark.parametrize(
    ("platform", "name", "folder"),
    [("linux", "HOME", ".cache"), ("darwin", "HOME", "Library/Caches")],
)
def test_the_folder_is_where_the_system_has_it(platform, name, folder, tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(sys, "platform", platform)
    assert cache.cache_folder() == tmp_path / folder / "diasporamap"


def test_kept_shapes_are_those_that_are_made(folder):
    inset = Inset("", 20.0, -5.0, 900.0, 700.0)
    one, other = (inset_shapes.__wrapped__(countries(), inset) for _ in range(2))
    assert [*folder.rglob("*.npz")]
    assert one.places == other.places
    assert (one.land == other.land).all()
    assert one.lines.keys() == other.lines.keys()
    assert all((one.lines[kind] == other.lines[kind]).all() for kind in one.lines)


@pytest.mark.slow
def test_what_ships_ready_is_what_is_made_of_the_layers(tmp_path):
    script = shipped("boundaries") / "build" / "packs.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, stdout=subprocess.DEVNULL)
    for folder in cache.SHIPPED:
        ships, made = shipped("boundaries") / folder, tmp_path / folder
        names = {path.name for path in made.iterdir()}
        assert names == {path.name for path in ships.iterdir()}, f"run {script.name}"
        for entry in tomllib.loads((ships / "packs.toml").read_text(encoding="utf-8"))["files"]:
            assert sha256((ships / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        for name in names - {"packs.toml"}:
            found, new = (cache._read(where / name) for where in (ships, made))
            assert found.keys() == new.keys()
            if "unit" not in found:
                assert all(np.allclose(found[key], new[key]) for key in found)
                continue
            assert (found["places"] == new["places"]).all()
            one, other = (topology_from(some).metres for some in (found, new))
            # Another version of GEOS may begin an arc elsewhere.
            assert np.sort(one, axis=0) == pytest.approx(np.sort(other, axis=0), abs=2)
