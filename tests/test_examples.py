"""The folder of examples: whole or not at all, and never over what somebody changed."""

from __future__ import annotations

import json
import re
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.errors import UsageError
from diasporamap.examples import copy_examples
from diasporamap.resources import shipped


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_copied_is_as_it_is_shipped_with_where_it_comes_from(tmp_path):
    copies = copy_examples(tmp_path / "new" / "folder")
    assert everything(tmp_path).keys() == set(copies)
    for path in copies:
        assert path.read_bytes() == (shipped(path.parent.name) / path.name).read_bytes()
    names = {path.relative_to(tmp_path / "new" / "folder").as_posix() for path in copies}
    assert {"examples/README.md", "styles/grey.toml", "notebooks/demarrage.ipynb"} <= names
    described = (tmp_path / "new/folder/examples/README.md").read_text(encoding="utf-8")
    for path in (tmp_path / "new/folder/examples").glob("*.csv"):
        assert f"`{path.name}`" in described, "every table says its terms"


def test_a_second_copy_changes_nothing(tmp_path):
    copy_examples(tmp_path)
    before = everything(tmp_path)
    copy_examples(tmp_path)
    assert everything(tmp_path) == before


def test_what_was_changed_is_kept_until_it_is_forced(tmp_path):
    copies = copy_examples(tmp_path)
    changed = tmp_path / "styles" / "grey.toml"
    changed.write_text("base = 'iom'\n", encoding="utf-8")
    copies[0].unlink()
    with pytest.raises(UsageError, match=r"grey\.toml is there and is not as diasporamap ships"):
        copy_examples(tmp_path)
    assert not copies[0].exists(), "nothing is copied where one file is refused"
    copy_examples(tmp_path, force=True)
    assert changed.read_bytes() == (shipped("styles") / "grey.toml").read_bytes()
    assert copies[0].exists()


def test_links_and_files_in_the_place_of_folders_are_refused(tmp_path):
    (tmp_path / "styles").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="styles is no folder"):
        copy_examples(tmp_path)
    linked = tmp_path / "linked"
    (linked / "styles").mkdir(parents=True)
    mine = tmp_path / "mine.toml"
    mine.write_text("mine", encoding="utf-8")
    (linked / "styles" / "grey.toml").symlink_to(mine)
    with pytest.raises(UsageError, match=r"grey\.toml is a link"):
        copy_examples(linked, force=True)
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("at", [0, 3, 9])
@pytest.mark.parametrize("there", [False, True])
def test_a_disk_that_is_full_leaves_all_as_it_was(tmp_path, monkeypatch, at, there):
    folder = tmp_path / "a" / "b"
    if there:
        (folder / "styles").mkdir(parents=True)
        (folder / "styles" / "grey.toml").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*")), everything(tmp_path)
    taken = []

    def full(self, target):
        taken.append(target)
        if len(taken) > at and ".diasporamap-" in str(self) and "before" not in self.name:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    rename = Path.replace
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        copy_examples(folder, force=True)
    assert (sorted(tmp_path.rglob("*")), everything(tmp_path)) == before


def test_the_command_says_what_was_written_and_where_to_go_on(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["examples", "diaspora"])
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    written = [path.relative_to(tmp_path).as_posix() for path in everything(tmp_path)]
    assert sorted(lines[:-1]) == sorted(written)
    assert lines[-1] == f"Wrote {len(written)} files. Go on with: cd diaspora"
    (tmp_path / written[0]).write_text("mine", encoding="utf-8")
    refused = CliRunner().invoke(main, ["examples", "diaspora"])
    assert refused.exit_code == 2
    assert CliRunner().invoke(main, ["examples", "diaspora", "--force"]).exit_code == 0


def code_of(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return "\n".join(code).replace("%matplotlib inline", "")


def test_notebooks_name_nothing_that_is_not_copied_with_them(tmp_path):
    notebooks = [path for path in copy_examples(tmp_path) if path.suffix == ".ipynb"]
    assert notebooks
    named = [
        (path, found) for path in notebooks for found in re.findall(r"\.\./[\w./-]+", code_of(path))
    ]
    assert not [(path, found) for path, found in named if not (path.parent / found).exists()]


@pytest.mark.slow
def test_a_copied_notebook_runs_where_it_is(tmp_path):
    """Only its code: nbmake runs all notebooks in `notebooks/` with a kernel."""
    copy_examples(tmp_path)
    known: dict[str, object] = {}
    with chdir(tmp_path / "notebooks"):
        exec(code_of(Path("quickstart.ipynb")), known)  # noqa: S102 - our own
    assert known["release"].cells().shape[0] > 100
