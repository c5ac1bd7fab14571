"""The command writes the same bytes on another day, in another locale, with another hash seed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from diasporamap.readers.example import example_path

ENDINGS = ("png", "svg", "pdf", "jpg", "webp")
#: What Python runs first: the clock is wrong by years.
OTHER_DAY = """
import datetime, time
real, shift = time.time, 4 * 365 * 86400.0
time.time = lambda: real() + shift
time.gmtime = lambda seconds=None, of=time.gmtime: of(
    real() + shift if seconds is None else seconds
)
time.localtime = lambda seconds=None, of=time.localtime: of(
    real() + shift if seconds is None else seconds
)
"""


def written(folder, **environment):
    """Return the hashes of the files that the command writes, by ending."""
    folder.mkdir()
    command = Path(sys.executable).with_name("diasporamap")
    outputs = [folder / f"map.{ending}" for ending in ENDINGS]
    options = ["--labels", "20", "--by", "district", "--dpi", "80", "--svg-text"]
    subprocess.run(
        [command, "map", example_path(), *outputs, *options],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        cwd=folder,
    )
    return {path.suffix: hashlib.sha256(path.read_bytes()).hexdigest() for path in outputs}


@pytest.mark.slow
def test_other_days_locales_and_seeds_change_no_byte(tmp_path):
    first = written(tmp_path / "one", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    (tmp_path / "sitecustomize.py").write_text(OTHER_DAY)
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    other = written(
        tmp_path / "two",
        LC_ALL="tr_TR.UTF-8",
        LANG="fr_FR.UTF-8",
        LANGUAGE="tr",
        PYTHONHASHSEED="77",
        SOURCE_DATE_EPOCH="86400",
        TZ="Pacific/Kiritimati",
        PYTHONPATH=path,
        MPLBACKEND="svg",
    )
    assert first == other
    assert len(set(first.values())) == len(ENDINGS)
