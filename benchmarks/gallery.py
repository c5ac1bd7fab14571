"""Draws every picture of the gallery by the command, in both languages, and writes its pages.

Run `make gallery`. An entry of `entries.toml` has its words and the command that draws it; {out}
stands for the picture. Pictures are those of the command, dot for dot, so that text of 7 points can
be read.
"""

from __future__ import annotations

import shlex
import sys
import tempfile
import tomllib
from contextlib import chdir
from pathlib import Path

from PIL import Image
from rich.progress import track

from diasporamap.commands import main as run
from diasporamap.examples import copy_examples

HERE = Path(__file__).resolve().parents[1] / "docs" / "gallery"
PAGES = {"en": "README.md", "fr": "README.fr.md"}
#: Dots an inch of the pictures.
DPI = 150


def draw(name: str, command: str, language: str) -> None:
    """Draw one picture by the command, and keep all its colours."""
    drawn = Path(f"{name}_{language}.png")
    sys.argv = ["diasporamap", *shlex.split(command.format(out=drawn))]
    sys.argv += ["--language", language]
    sys.argv += [] if "--dpi" in command else ["--dpi", str(DPI)]
    try:
        run()
    except SystemExit as ended:
        if ended.code:
            sys.exit(f"{name}: {shlex.join(sys.argv)}")
    with Image.open(drawn) as picture:
        kept = HERE / drawn.with_suffix(".webp").name
        picture.convert("RGB").save(kept, quality=85, method=6)


def page(book: dict, language: str) -> str:
    """Write the page of one language."""
    lines = [f"# {book['title'][language]}", "", book["text"][language], ""]
    for part in book["part"]:
        lines += [f"## {part[language]}", ""]
        for entry in part["entry"]:
            shown = entry["command"].format(out=f"{entry['name']}.png")
            lines += [f"### {entry[language]}", ""]
            lines += [f"![{entry[language]}]({entry['name']}_{language}.webp)", ""]
            lines += ["```", f"diasporamap {shown} --language {language}", "```", ""]
    return "\n".join(lines)


def main() -> None:
    """Draw all, or the entries that are named."""
    book = tomllib.loads((HERE / "entries.toml").read_text(encoding="utf-8"))
    entries = [entry for part in book["part"] for entry in part["entry"]]
    wanted = [entry for entry in entries if entry["name"] in (sys.argv[1:] or entry["name"])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_examples(folder)
        jobs = [(entry, language) for entry in wanted for language in PAGES]
        with chdir(folder):
            for entry, language in track(jobs, "Gallery"):
                draw(entry["name"], entry["command"], language)
    for language, file in PAGES.items():
        (HERE / file).write_text(page(book, language), encoding="utf-8")


if __name__ == "__main__":
    main()
