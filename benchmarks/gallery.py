"""Draws every picture of the gallery by the command, in both languages, and writes its pages.

Run `make gallery`. An entry of `entries.toml` has its words and the command that draws it; {out}
stands for the picture. Pictures are made small, with few colours, for the pages only.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from pathlib import Path

from PIL import Image
from rich.progress import track

ROOT = Path(__file__).resolve().parents[1]
HERE, EXAMPLES = ROOT / "docs" / "gallery", ROOT / "examples"
PAGES = {"en": "README.md", "fr": "README.fr.md"}
WIDTH, COLOURS = 800, 256


def draw(name: str, command: str, language: str, folder: Path) -> None:
    """Draw one picture by the installed command, and keep it small."""
    program = Path(sysconfig.get_path("scripts")) / "diasporamap"
    drawn = folder / f"{name}_{language}.png"
    arguments = [part.format(out=drawn) for part in shlex.split(command)]
    call = [program, *arguments, "--language", language]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name}: {' '.join(map(str, call))}\n{done.stderr}")
    with Image.open(drawn) as picture:
        small = picture.convert("RGB")
        small.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
        palette = small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        palette.save(HERE / drawn.name, optimize=True)


def page(book: dict, language: str) -> str:
    """Write the page of one language."""
    lines = [f"# {book['title'][language]}", "", book["text"][language], ""]
    for part in book["part"]:
        lines += [f"## {part[language]}", ""]
        for entry in part["entry"]:
            shown = entry["command"].format(out=f"{entry['name']}.png")
            lines += [f"### {entry[language]}", ""]
            lines += [f"![{entry[language]}]({entry['name']}_{language}.png)", ""]
            lines += ["```", f"diasporamap {shown} --language {language}", "```", ""]
    return "\n".join(lines)


def main() -> None:
    """Draw all, or the entries that are named."""
    book = tomllib.loads((HERE / "entries.toml").read_text(encoding="utf-8"))
    entries = [entry for part in book["part"] for entry in part["entry"]]
    wanted = [entry for entry in entries if entry["name"] in (sys.argv[1:] or entry["name"])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
        jobs = [(entry, language) for entry in wanted for language in PAGES]
        for entry, language in track(jobs, "Gallery"):
            draw(entry["name"], entry["command"], language, folder)
    for language, file in PAGES.items():
        (HERE / file).write_text(page(book, language), encoding="utf-8")


if __name__ == "__main__":
    main()
