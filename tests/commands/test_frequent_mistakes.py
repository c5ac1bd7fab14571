"""The mistakes that are made most often: what is said of each, in French and in English.

The texts are read by people before they are kept: `python -m tests.commands.test_frequent_mistakes`
writes them again after a change that is meant.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.language.texts import LANGUAGES

GOOD = "place,sex,count,year\nFrance,F,1203,2020\nFrance,M,1407,2020\n"
FILES = {
    "good.csv": GOOD,
    "column.csv": "pays;dames;hommes\nFrance;1203;1407\n",
    "names.csv": "pays;femmes;hommes\nFrance;1203;1407\nAllemange;390;401\nCongo;12;13\n",
    "mixed.csv": "pays;femmes;women\nFrance;1203;1203\n",
    "separator.csv": "pays;femmes;hommes\nFrance,1203,1407\n",
    "sources.csv": "place,sex,count,source\nFrance,F,12,registre\nFrance,F,15,enquête\n",
    "damaged.xlsx": "PK\x03\x04 no workbook",
    "mine.png": "a picture of somebody",
}
MISTAKES = (
    "check",
    "chek good.csv",
    "map none.csv m.png",
    "map column.csv m.png",
    "map names.csv m.png",
    "map mixed.csv m.png",
    "map separator.csv m.png",
    "map sources.csv m.png",
    "map damaged.xlsx m.png",
    "map good.csv m.gif",
    "map good.csv mine.png",
    "map good.csv m.png --mesure women",
    "map good.csv m.png --kind pie",
    "map good.csv m.png --year 2015",
    "map good.csv m.png --year MMXX",
    "map good.csv m.png --by ville",
    "map good.csv m.png --measure change",
    "map good.csv m.png --measure women --measure men",
    "web good.csv p.html --measures enfants",
    "districts show fra-pari",
)


def told(folder, language):
    """Return what is said of each mistake, without the lines of usage."""
    os.chdir(folder)
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    said = []
    for line in MISTAKES:
        words = ["--language", language, *line.split()]
        done = CliRunner().invoke(main, words, prog_name="diasporamap")
        assert done.exit_code in (1, 2), (line, done.output)
        assert done.stdout == "", line
        errors = re.sub(r"(?s)^(Usage|Utilisation).*?\n\n", "", done.stderr)
        said.append(f"$ diasporamap {line}\n{errors}")
    return "\n".join(said)


def golden(language):
    return Path(__file__).with_name(f"frequent_mistakes.{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_frequent_mistakes(language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert told(tmp_path, language) == golden(language).read_text(encoding="utf-8")


if __name__ == "__main__":
    for each in LANGUAGES:
        with tempfile.TemporaryDirectory() as made:
            written = told(Path(made), each)
        golden(each).write_text(written, encoding="utf-8")
