from __future__ import annotations

import os
import stat

import pytest

from diasporamap.errors import UsageError
from diasporamap.files import whole_file


def test_a_file_appears_whole_and_its_folder_is_made(tmp_path):
    target = tmp_path / "new" / "map.svg"
    with whole_file(target) as temporary:
        assert temporary.parent == target.parent
        assert temporary.suffix == ".svg"
        temporary.write_text("whole")
        assert not target.exists()
    assert target.read_text() == "whole"
    assert list(target.parent.iterdir()) == [target]


def test_an_error_leaves_nothing_new_and_the_old_file_as_it_was(tmp_path):
    target = tmp_path / "map.svg"
    target.write_text("old")

    def fail():
        with whole_file(target) as temporary:
            temporary.write_text("half")
            raise RuntimeError("stopped half-way")

    with pytest.raises(RuntimeError, match="stopped half-way"):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_file_has_the_rights_of_an_ordinary_file(tmp_path):
    ordinary = tmp_path / "ordinary"
    ordinary.write_text("")
    with whole_file(tmp_path / "whole") as temporary:
        temporary.write_text("")
    rights = [stat.S_IMODE(os.stat(tmp_path / name).st_mode) for name in ("ordinary", "whole")]  # noqa: PTH116
    assert rights[0] == rights[1]


def refused(target):
    with pytest.raises(UsageError) as caught, whole_file(target):
        pytest.fail("the block must not run")
    return str(caught.value)


def test_a_folder_is_no_file_to_write(tmp_path):
    assert refused(tmp_path) == f"{tmp_path} is a folder. Name a file to write."


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    message = refused(tmp_path / "file" / "map.svg")
    assert message.endswith("Choose another folder.")
    assert "cannot be written" in message


@pytest.mark.usefixtures("french")
def test_what_is_not_written_is_told_in_french(tmp_path):
    with (
        pytest.raises(UsageError, match=r"est un dossier\. Nommez un fichier"),
        whole_file(tmp_path),
    ):
        pass
