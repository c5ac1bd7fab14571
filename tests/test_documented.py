"""Every command line and program of the documentation runs, from a fresh folder, in its order."""

from __future__ import annotations

import re
import tomllib

import click
import pytest

from diasporamap.commands import COMMANDS, main
from diasporamap.language.texts import catalogue
from tests.docs import DOCS, QUICKLY, Runner, arguments_of, page, pages, steps

#: The year of a ministry is run day by day by `tests/database/test_documented.py`, and the pictures
#: of the gallery are drawn by `make gallery`; here their command lines are parsed.
ELSEWHERE = ("database.md", "fr/database.md", "gallery/README.md", "gallery/README.fr.md")

#: How many lines may be run elsewhere: whole demos and atlases, servers of tiles, clusters.
MOST_ELSEWHERE = 13


def pairs():
    """Return pages that have steps, each with its French page behind it."""
    for name in pages():
        if name.startswith("fr/") or name in ELSEWHERE:
            continue
        french = f"fr/{name.rpartition('/')[2]}"
        both = [name, *([french] if (DOCS / french).exists() else [])]
        if any(step.kind in ("run", "python") for each in both for step in steps(page(each))):
            yield both


def lines(name, kind="run"):
    """Return the command lines of ours on a page."""
    found = [step.text for step in steps(page(name)) if step.kind == kind]
    return [text for text in found if arguments_of(text) is not None]


def parsed(arguments):
    """Parse a line as the program would, without running it, and return its command."""
    command, words = main, list(arguments)
    while isinstance(command, click.Group) and words:
        command = command.get_command(click.Context(command), words.pop(0))
    assert command is not None, arguments
    command.make_context(command.name, words)
    return command


@pytest.mark.slow
@pytest.mark.parametrize("names", list(pairs()), ids=lambda names: names[0].rpartition("/")[2][:-3])
def test_a_page_runs_as_it_is_written(tmp_path, monkeypatch, names):
    for variable, default in QUICKLY.items():
        monkeypatch.setenv(variable, default)
    runner = Runner()
    for number, name in enumerate(names):
        folder = tmp_path / str(number)
        folder.mkdir()
        runner.run(page(name), folder, "fr" if name.startswith("fr/") else "en")


#: Commands under one name, in the order that their examples are run in.
ORDER = {
    "db": ("init", "load", "list", "query", "export", "history", "workbook", "backup", "restore"),
}


def examples(language):
    """Give the command lines of the examples under the help of every command, but whole demos."""
    told = catalogue(language, "help")["commands"]
    for name in COMMANDS:
        under = [told[name]]
        names = [key for key in told[name] if key != "options"]
        parts = [told[name][key] for key in ORDER.get(name, names)]
        under += [part for part in parts if isinstance(part, dict)]
        for part in under if name != "demo" else []:
            for line in re.findall(r"diasporamap .+?(?=\.?$|\. |, )", part["example"]):
                yield plain(line)


def plain(line):
    """Write what a terminal takes where a text has signs of print."""
    return line.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@pytest.mark.slow
def test_examples_of_help_run_in_the_folder_of_examples(tmp_path, monkeypatch):
    for variable, default in QUICKLY.items():
        monkeypatch.setenv(variable, default)
    lines = [*examples("en")]
    assert len(lines) > 35
    assert lines[0] == "diasporamap examples diaspora"
    lines.insert(1, "cd diaspora")
    Runner().run("```sh\n" + "\n".join(dict.fromkeys(lines)) + "\n```\n", tmp_path)


def test_examples_of_help_are_the_same_in_french():
    for english, french in zip(examples("en"), examples("fr"), strict=True):
        assert outline(french) == outline(english)


def test_few_lines_are_run_elsewhere_and_say_where():
    found = [line for name in pages() for line in lines(name, "elsewhere")]
    assert 0 < len(found) <= MOST_ELSEWHERE
    for name in pages():
        for place in re.findall(r"<!-- run elsewhere: (\S+?\.py)", page(name)):
            assert (DOCS.parent / place).exists(), place


@pytest.mark.parametrize("name", [name for name in pages() if name.startswith("gallery/")])
def test_commands_of_the_gallery_are_those_that_draw_it(name):
    book = tomllib.loads((DOCS / "gallery" / "entries.toml").read_text(encoding="utf-8"))
    entries = [entry for part in book["part"] for entry in part["entry"]]
    language = "fr" if ".fr." in name else "en"
    found = lines(name)
    assert len(found) == len(entries) > 20
    for line, entry in zip(found, entries, strict=True):
        shown = entry["command"].format(out=f"{entry['name']}.png")
        assert line == f"diasporamap {shown} --language {language}"
        assert parsed(arguments_of(line)).name == shown.split()[0]


def outline(line):
    """Return what a line runs, without names of files and the language of what is made."""
    words = arguments_of(line)
    options = sorted(word for word in words if word.startswith("-") and word != "--language")
    return (words[0], *options)


@pytest.mark.parametrize("name", [name for name in pages() if name.startswith("fr/")])
def test_french_pages_have_all_that_english_ones_have(name):
    names = [place + name.removeprefix("fr/") for place in ("guide/", "")]
    (english,) = [each for each in names if (DOCS / each).exists()]
    assert [*map(outline, lines(name))] == [*map(outline, lines(english))]
    headings = [
        len(re.findall(r"^##+ ", re.sub(r"(?ms)^```.*?^```", "", page(each)), re.MULTILINE))
        for each in (name, english)
    ]
    assert abs(headings[0] - headings[1]) <= 1, "French pages may divide a long text once more"
    assert len(page(name)) > 0.8 * len(page(english))


def test_every_english_guide_has_its_french_page():
    english = {name.rpartition("/")[2] for name in pages() if name.startswith("guide/")}
    french = {name.rpartition("/")[2] for name in pages() if name.startswith("fr/")}
    assert english | {"atlas.md", "database.md", "index.md"} == french


def options_of(command):
    """Return all options of a command and of those under it."""
    under = getattr(command, "commands", {}).values()
    own = {flag for option in command.params for flag in (*option.opts, *option.secondary_opts)}
    return own.union(*map(options_of, under), ("--help", "-h", "--version"))


#: Options that are not ours, which the pages name.
NOT_OURS = {"--kills", "--archives"}


@pytest.mark.parametrize("name", pages())
def test_options_and_commands_named_in_a_text_are_there(name):
    of = {each: options_of(main.get_command(click.Context(main), each)) for each in COMMANDS}
    every = NOT_OURS.union(*of.values())
    text = re.sub(r"(?ms)^```.*?^```", "", page(name))
    for said in re.findall(r"`([^`\n]+)`", text):
        words = [word for word in said.split() if word != "diasporamap"]
        if said.startswith("diasporamap ") and words[0].isidentifier():
            assert words[0] in (*COMMANDS, "COMMAND"), said
        known = of.get(words[0], every) if words else every
        if words and words[0] in ("python", "pip", "py", "pipx", "pytest"):
            continue
        for option in re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", said):
            assert option in known, said
