"""Builds: what is due, what fails, what the manifest says, and that nothing is written in part."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

import pytest

from diasporamap.atlas import Plan, build, due_jobs, read_atlas, verify
from diasporamap.atlas.workers import Workers
from tests.processes import begin_workers, context, run_command

ATLAS = """\
[atlas]
languages = ["en"]
formats = ["md"]

[sources.register]
counts = "register.csv"

[[figures]]
name = "bars"

[[figures]]
name = "women"
measure = "women"
top = 5
"""
#: How many builds are killed; each is begun anew.
KILLED = 8


@pytest.fixture
def atlas(tmp_path):
    rows = ["place,sex,count"]
    for place, women, men in (("FRA", 700, 600), ("GAB", 3, 1), ("DEU", 90, 80), ("BEL", 7, 5)):
        rows += [f"{place},F,{women}", f"{place},M,{men}"]
    (tmp_path / "register.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    file = tmp_path / "atlas.toml"
    file.write_text(ATLAS, encoding="utf-8")
    return file


def made(file, **options):
    plan = Plan(read_atlas(file))
    found = due_jobs(plan, plan.jobs(), force=options.pop("force", False))
    return build(plan, found, workers=1, **options)


def names(jobs):
    return [path.name for job in jobs for path in job.paths]


def bytes_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in files_of(folder)}


def files_of(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_only_what_changed_is_made_again(atlas):
    assert names(made(atlas).made) == ["bars_en.md", "women_en.md"]
    assert names(made(atlas).kept) == ["bars_en.md", "women_en.md"]
    atlas.write_text(ATLAS.replace("top = 5", "top = 4"), encoding="utf-8")
    assert names(made(atlas).made) == ["women_en.md"]
    register = atlas.with_name("register.csv")
    register.write_text(register.read_text().replace("DEU,F,90", "DEU,F,91"), encoding="utf-8")
    assert names(made(atlas).made) == ["bars_en.md", "women_en.md"]
    (atlas.parent / "outputs" / "figures" / "bars_en.md").unlink()
    assert names(made(atlas).made) == ["bars_en.md"]


def test_what_an_earlier_release_hides_is_a_reason_to_make_anew(atlas):
    made(atlas)
    (atlas.parent / "register.release.json").unlink()
    assert names(made(atlas).made) == ["bars_en.md", "women_en.md"]


def test_what_was_changed_by_hand_is_not_written_over(atlas):
    made(atlas)
    changed = atlas.parent / "outputs" / "figures" / "bars_en.md"
    changed.write_text("mine\n<!-- diasporamap -->\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"bars_en\.md was changed after it was made"):
        made(atlas)
    assert changed.read_text(encoding="utf-8").startswith("mine")
    assert names(made(atlas, force=True).made) == ["bars_en.md"]


def test_one_failure_leaves_the_others(atlas):
    text = ATLAS.replace('name = "bars"', 'name = "bars"\nfigure = "pyramid"')
    atlas.write_text(text, encoding="utf-8")
    done = made(atlas)
    assert names(done.made) == ["women_en.md"]
    ((job, why),) = done.failed.items()
    assert job.name == "bars_en"
    assert "age" in why
    folder = atlas.parent / "outputs"
    assert verify(folder) == {"figures/women_en.md": "as made"}


def test_entries_that_are_gone_are_told(atlas):
    made(atlas)
    atlas.write_text(ATLAS.partition('[[figures]]\nname = "women"')[0], encoding="utf-8")
    assert [path.name for path in made(atlas).left] == ["women_en.md"]
    assert verify(atlas.parent / "outputs")["figures/women_en.md"] == "not of the atlas"


def test_verify_tells_what_became_of_each_file(atlas):
    made(atlas)
    figures = atlas.parent / "outputs" / "figures"
    (figures / "bars_en.md").write_text("x", encoding="utf-8")
    (figures / "women_en.md").unlink()
    (figures / "own.txt").write_text("x", encoding="utf-8")
    assert verify(atlas.parent / "outputs") == {
        "figures/bars_en.md": "changed",
        "figures/own.txt": "not of the atlas",
        "figures/women_en.md": "missing",
    }


def test_the_manifest_has_no_sum_of_a_register_that_is_not_published(atlas):
    made(atlas)
    text = (atlas.parent / "outputs" / "manifest.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert told["inputs"]["register.csv"] == {"confidential": True}
    assert set(told["inputs"]["atlas.toml"]) == {"sha256"}
    assert set(told["outputs"]) == {"figures/bars_en.md", "figures/women_en.md"}
    assert str(atlas.parent) not in text


def test_items_are_made_for_each_place_whose_figure_is_shown(atlas):
    each = '[[maps]]\nname = "at_{place}"\neach = "country"\nover = 100\n'
    atlas.write_text(ATLAS + each, encoding="utf-8")
    plan = Plan(read_atlas(atlas))
    jobs = [job for job in plan.jobs() if job.product == "maps"]
    assert [job.name for job in jobs] == ["at_DEU_en", "at_FRA_en"]
    assert [job.options["extent"] for job in jobs] == ["DEU", "FRA"]


def test_rows_that_fit_no_place_are_refused_or_written_beside(atlas):
    register = atlas.with_name("register.csv")
    register.write_text(register.read_text() + "Atlantis,F,9\nAtlantis,M,8\n", encoding="utf-8")
    with pytest.raises(Exception, match="Atlantis"):
        made(atlas)
    assert not (atlas.parent / "outputs").exists()
    allowed = 'counts = "register.csv"\nallow_unmatched = "left.csv"'
    atlas.write_text(ATLAS.replace('counts = "register.csv"', allowed), encoding="utf-8")
    assert len(made(atlas).made) == 2
    assert "Atlantis" in atlas.with_name("left.csv").read_text(encoding="utf-8")


@pytest.mark.slow
def test_several_processes_make_the_same_bytes(atlas, tmp_path):
    made(atlas)
    alone = bytes_of(tmp_path / "outputs")
    for path in files_of(tmp_path / "outputs"):
        path.unlink()
    plan = Plan(read_atlas(atlas))
    build(plan, due_jobs(plan, plan.jobs()), workers=2)
    assert bytes_of(tmp_path / "outputs") == alone


def is_alive(process):
    stat = Path(f"/proc/{process}/stat")
    return stat.is_file() and stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux tells them")
def test_processes_end_with_who_builds_also_when_that_is_killed(atlas):
    heard, told = context().Pipe(duplex=False)
    builds = context().Process(target=begin_workers, args=(str(atlas), told))
    builds.start()
    assert heard.poll(60)
    begun = heard.recv()
    assert len(begun) == 2
    assert all(map(is_alive, begun))
    builds.kill()
    builds.join()
    last = time.monotonic() + 20
    while any(map(is_alive, begun)) and time.monotonic() < last:
        time.sleep(0.05)
    assert not any(map(is_alive, begun))


def test_what_takes_the_longest_is_begun_first(atlas, monkeypatch):
    report = """
[[reports]]
name = "report"
title = "Report"
formats = ["html"]

[[reports.chapters]]
title = "All"
items = ["bars", "women"]
"""
    atlas.write_text(ATLAS + report, encoding="utf-8")
    plan = Plan(read_atlas(atlas))
    jobs, begun = plan.jobs(), []
    assert [job.product for job in jobs] == ["figures", "figures", "reports"]
    with Workers(jobs, 2) as workers:
        monkeypatch.setattr(workers._pool, "submit", lambda _make, job, _shown: begun.append(job))
        monkeypatch.setattr("diasporamap.atlas.workers.as_completed", lambda _waiting: ())
        releases = {one: plan.release_of(one) for job in jobs for one in job.editions}
        assert not [*workers.make(jobs, releases)]
    assert [job.name for job in begun] == ["report_en", "bars_en", "women_en"]


@pytest.mark.slow
@pytest.mark.usefixtures("french")
def test_processes_speak_the_language_of_who_builds(atlas):
    text = ATLAS.replace('name = "bars"', 'name = "bars"\nfigure = "years"')
    atlas.write_text(text, encoding="utf-8")
    plan = Plan(read_atlas(atlas))
    ((job, why),) = build(plan, due_jobs(plan, plan.jobs()), workers=2).failed.items()
    assert job.name == "bars_en"
    assert why.startswith("Une figure des années demande")


@pytest.mark.slow
def test_a_build_that_is_killed_and_begun_again_ends_as_if_it_never_was(atlas, tmp_path):
    words = ["build", str(atlas), "--jobs", "1"]

    def begun():
        process = context().Process(target=run_command, args=(words,), daemon=True)
        process.start()
        return process

    begun().join()  # the first one waits for the server of processes
    for path in [*files_of(tmp_path / "outputs"), tmp_path / "atlas.build.json"]:
        path.unlink()
    start, first = time.monotonic(), begun()
    first.join()
    takes, whole = time.monotonic() - start, bytes_of(tmp_path)
    assert first.exitcode == 0
    moments = random.Random(7)  # noqa: S311 - moments, no secret
    for _ in range(KILLED):
        for path in [*files_of(tmp_path / "outputs"), tmp_path / "atlas.build.json"]:
            path.unlink()
        running = begun()
        time.sleep(moments.uniform(0.4, 1) * takes)
        running.kill()
        running.join()
        left = bytes_of(tmp_path)
        for path, content in left.items():
            if not path.name.startswith(".") and path.name != "atlas.build.json":
                assert content == whole[path] or path.name == "manifest.json"
        run_command(words)
        assert bytes_of(tmp_path) == whole
