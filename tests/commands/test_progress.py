from __future__ import annotations

import pytest
from rich.console import Console

from diasporamap.commands import progress


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(Console, "is_terminal", property(lambda _console: True))


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("patience", "seen"), [(-1.0, True), (60.0, False)])
def test_a_step_is_told_once_the_work_takes_long(capsys, monkeypatch, patience, seen):
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with progress.late("checking") as step:
        step("reading")
    told = capsys.readouterr()
    assert ("Checking: reading" in told.err) == seen
    assert told.out == ""


def test_nothing_is_told_where_nobody_watches(capsys, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    with progress.late("checking") as step:
        step("reading")
    assert capsys.readouterr().err == ""
