"""The pages of the documentation, for tests that hold them against the program.

A page is run from top to bottom in a folder of its own. Fenced blocks are its steps: `sh` holds
command lines, `python` a program, and any other block with a title is written to the file that the
title names. A block of `text` right under one of `sh` is what its last command prints, in lines. A
comment on a command says where another exit code than 0 is meant. A block under the comment
`<!-- run elsewhere: … -->` is passed over, and says where it is run.
"""

from __future__ import annotations

import os
import re
import shlex
from contextlib import chdir
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.language.messages import speaking

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

_BLOCK = re.compile(
    r"(?P<before><!-- run elsewhere: [^>]*-->\n)?^(?P<indent> *)```(?P<kind>\w*)(?P<title>[^\n]*)\n"
    r"(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_EXIT = re.compile(r"# (?:exit code|code de sortie) (\d)")

#: What installs the program, which tests do not do once more.
INSTALLS = ("make", "pip", "pipx", "uv", "python3", ".venv/bin/pip", ".")

#: Ways to call the program.
PROGRAM = (["diasporamap"], [".venv/bin/diasporamap"], ["python", "-m", "diasporamap"])

#: Defaults for who runs all commands of pages: few dots an inch, no processes of a build.
QUICKLY = {"DIASPORAMAP_DPI": "72", "DIASPORAMAP_JOBS": "1"}

#: Commands whose result hangs on more than the files that the line names.
STATEFUL = {"atlas", "build", "verify", "db", "examples", "demo"}


@dataclass(frozen=True)
class Step:
    """One step of a page."""

    kind: str
    text: str
    name: str = ""
    exit_code: int = 0


def page(name):
    """Return the text of a page of docs, or of the README beside them."""
    path = ROOT / name if name == "README.md" else DOCS / name
    return path.read_text(encoding="utf-8")


def pages():
    """Return the README and every page of docs, as paths from there."""
    return ["README.md", *sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))]


def steps(text):
    """Give the steps of a page in their order."""
    behind = ""  # what kind of block stands right before
    for block in _BLOCK.finditer(text):
        title = re.search(r'title="([^"]+)"', block["title"])
        body = re.sub(rf"^{block['indent']}", "", block["text"], flags=re.MULTILINE)
        printed = block["kind"] == "text" and text[: block.start()].rstrip().endswith(
            behind or "\0"
        )
        behind = block[0] if block["kind"] == "sh" else ""
        if printed:
            yield Step("printed", body)
        elif block["before"]:
            yield from _lines(body, "elsewhere")
        elif title:
            yield Step("file", body, title[1])
        elif block["kind"] == "python":
            yield Step("python", body)
        elif block["kind"] in ("sh", "bash", "console", ""):
            yield from _lines(body)


def _lines(body, kind="run"):
    for line in re.sub(r"\\\n\s*", "", body).splitlines():
        said = line.strip().removeprefix("$ ")
        if words_of(said):
            expected = _EXIT.search(said)
            yield Step(kind, said, exit_code=int(expected[1]) if expected else 0)


def words_of(line):
    """Return the words of a command line without its comment."""
    return shlex.split(line, comments=True)


def arguments_of(line):
    """Return what a line gives to the program, None where it calls another one."""
    words = words_of(line)
    starts = (start for start in PROGRAM if words[: len(start)] == start)
    start = next(starts, None)
    return None if start is None else words[len(start) :]


@dataclass
class Runner:
    """Runs pages; what says the same of the same files as before is not run once more.

    French pages have the commands and programs of English ones, with other names of files and in
    another language; what these wrote is written again under the other names.
    """

    done: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)
    passed_over: list = field(default_factory=list)
    printed: str = ""

    def run(self, text, folder, language="en"):
        """Run the steps of a page in a folder, as on a system of a language."""
        self.known, self.passed_over = {}, []
        with chdir(folder), speaking(language):
            for step in steps(text):
                self.step(step)

    def step(self, step):
        """Do one step in the current folder."""
        if step.kind == "file":
            Path(step.name).parent.mkdir(parents=True, exist_ok=True)
            Path(step.name).write_text(step.text, encoding="utf-8")
        elif step.kind == "printed":
            printed = re.sub("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", self.printed)
            assert set(step.text.splitlines()) <= set(printed.splitlines()), step.text
        elif step.kind == "python":
            code = re.sub(r" *#.*", "", step.text)
            named = re.findall(r'"([^"\n]+)"', code)
            code = re.sub(r'"[^"\n]+"', '""', code)
            if not self._again(named, lambda: self._program(step.text), code):
                self.passed_over.append(step.text)
        elif step.kind == "run" and (words := words_of(step.text))[0] == "cd":
            os.chdir(words[1])
        elif step.kind == "run" and words[0] not in INSTALLS:
            arguments = arguments_of(step.text)
            assert arguments is not None, f"{step.text}: no command of ours"
            if arguments[0] in STATEFUL or "-" in arguments:
                self._command(step, arguments)
            else:
                self._again(_without_language(arguments), lambda: self._command(step, arguments))

    def _again(self, said, run, code=""):
        """Run what says so much, or write again what it wrote; tell whether it was run."""
        before, key = _state(), (code, *map(_said, said))
        if key in self.done:
            _write_again(*self.done[key], said)
            return False
        run()
        made = {path for path, state in _state().items() if before.get(path) != state}
        self.done[key] = said, {path: path.read_bytes() for path in made}
        return True

    def _command(self, step, arguments):
        words, streams = without_streams(arguments)
        given = Path(streams["<"]).read_bytes() if "<" in streams else None
        ended = CliRunner().invoke(main, words, input=given)
        for mark in {">", ">>"} & {*streams}:
            Path(Path(streams[mark]).name).write_bytes(ended.stdout_bytes)
        assert ended.exit_code == step.exit_code, f"{step.text}\n{ended.output}"
        self.told[step.text] = self.printed = ended.output

    def _program(self, text):
        import matplotlib.pyplot as plt

        for code in (*self.passed_over, text):
            exec(code, self.known)  # noqa: S102 - a block of our own page
        self.passed_over = []
        plt.close("all")


def without_streams(arguments):
    """Return the words of a line, and the files that `<`, `>` and `>>` name."""
    words, streams = list(arguments), {}
    while marks := [word for word in words if word in ("<", ">", ">>")]:
        at = words.index(marks[0])
        streams[words[at]] = words[at + 1]
        del words[at : at + 2]
    return words, streams


def _without_language(arguments):
    said = " ".join(shlex.quote(word) for word in arguments)
    return shlex.split(re.sub(r" --language \w+", "", said))


def _state():
    """Return all files under the current folder, with what tells that one was written."""
    files = (path for path in Path().rglob("*") if path.is_file())
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in files}


def _said(word):
    """Return a word, with its contents for the name of a file and its ending for a new one."""
    path = Path(word)
    if path.is_dir():
        return tuple(_said(str(under)) for under in sorted(path.rglob("*")) if under.is_file())
    if path.is_file():
        beside = sorted(path.parent.glob(f"{path.stem}.*"))
        return tuple(
            ("".join(one.suffixes), sha256(one.read_bytes()).hexdigest()) for one in beside
        )
    return f"new {''.join(path.suffixes)}" if re.search(r"\.[a-z]+\Z", word) else word


def _write_again(arguments, made, wanted):
    """Write what a line wrote under the names that the same line has in another language."""
    names = {Path(one).stem: Path(two).stem for one, two in zip(arguments, wanted, strict=True)}
    for path, content in made.items():
        start, *_ = path.name.split(".")
        new = path.with_name(names.get(start, start) + path.name.removeprefix(start))
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
