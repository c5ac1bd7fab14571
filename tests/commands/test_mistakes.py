"""What goes wrong for people every day: each ends in a message, none in a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.commands.terminal import visible

COUNTS = "place,sex,count\nFrance,F,1203\nFrance,M,1407\nGermany,F,390\nGermany,M,401\n"
#: The same mistake in every command that reads counts.
READERS = ("check {}", "map {} o.png", "web {} o.html", "compare {}", "districts attach {} o.csv")
SOURCE = '[source.own]\ntitle = "T"\ncitation_fr = "Un é"\ncitation_en = "One"\n'

FILES = {
    "good.csv": COUNTS,
    "empty.csv": "",
    "blank.csv": "\n\n\n",
    "header.csv": "place,sex,count\n",
    "text.csv": "Dear colleague,\nthe table follows.\n",
    "quotes.csv": 'place,sex,count\n"France,F,3\n',
    "short.csv": "place,sex,count\nFrance,F\n",
    "twice.csv": COUNTS + "France,F,1203\n",
    "digits.csv": f"place,sex,count\nFrance,F,{'9' * 5000}\n",
    "nul.csv": "place,sex,count\nFrance,F,\x003\n",
    "escape.csv": "place,sex,count\n\x9b31mFrance,F,3\n",
    "year.csv": "place,sex,count,year\nFrance,F,3,20205\n",
    "table.pdf": "%PDF-1.4",
    "page.csv": "<!doctype html><html><table></table></html>",
    "not.xlsx": "place,sex,count",
    "not.ods": "PK\x03\x04",
    "not.xls": "\u00d0\u00cf",
    "not.parquet": "PAR1",
    "deep.toml": f"a = {'[' * 20000}",
    "not.toml": "a = = 1",
    "kind.toml": "base = 3\n",
    "odd.csv": "name,place\nFrankreich,\n",
    "persons.csv": "n,pays,sexe,ville\nA1,France,F,Q\nA1,France,M,R\n",
    "nowhere.csv": "place,sex,count\nInconnu,F,3\n",
}
#: Persons that are counted, but for the mistake.
COUNTED = "aggregate persons.csv o.csv --place-column pays --sex-column sexe"
MISTAKES = (
    *(
        line.format(given)
        for line in READERS
        for given in (".", "..", "/", "none.csv", "empty.csv")
    ),
    *(f"check {name}" for name in FILES if name != "good.csv" and ".toml" not in name),
    "check",
    "check good.csv --year 2050",
    "check good.csv --year x",
    "check good.csv --sheet S",
    "check good.csv --origin XXX",
    "check good.csv --origin .",
    "check good.csv --origin deep.toml",
    "check good.csv --origin not.toml",
    "check good.csv --sources-file deep.toml",
    "check good.csv --sources-file not.toml",
    "check good.csv --sources-file .",
    "check good.csv --aliases .",
    "check good.csv --aliases odd.csv",
    "check good.csv --codebook none.xlsx",
    "check good.csv --format none",
    "check good.csv --html .",
    "check good.csv --html none/../..",
    "check good.csv --sex-codes F",
    "map good.csv",
    "map good.csv o.gif",
    "map good.csv good.csv/o.png",
    "map good.csv /proc/o.png",
    f"map good.csv {'o' * 300}.png",
    "map good.csv o.png --style deep.toml",
    "map good.csv o.png --style kind.toml",
    "map good.csv o.png --style none.toml",
    "map good.csv o.png --style .toml",
    "map good.csv o.png --breaks 5,x",
    "map good.csv o.png --title \x1b[31m",
    "map good.csv o.png --title \udcff",
    "map good.csv o.png --by planet",
    "map good.csv o.png --labels -3",
    "web good.csv o.html --measures none",
    "aggregate good.csv o.csv --place-column place --sex-column sex --year-column count",
    "aggregate none.csv o.csv --place-column place --sex-column sex",
    "aggregate . o.csv --place-column place --sex-column sex",
    "aggregate good.csv o.txt --place-column place --sex-column sex",
    f"{COUNTED} --id-column n",
    f"{COUNTED} --id-column none",
    f"{COUNTED} --duplicates drop",
    f"{COUNTED} --id-column n --duplicates some",
    f"{COUNTED} --by-column n",
    f"{COUNTED} --sex-codes 9=T",
    f"{COUNTED} --sex-codes 9=U --sex-codes 9=F",
    "aggregate persons.csv o.csv --place-column sexe --sex-column sexe --allow-unmatched lost.csv",
    "aggregate persons.csv o.csv --place-column ville --sex-column sexe --allow-unmatched lost.csv",
    f"{COUNTED} --allow-unmatched lost.txt",
    f"{COUNTED} --allow-unmatched o.csv",
    f"{COUNTED} --allow-unmatched persons.csv",
    "check good.csv --sex-codes Femme=M",
    "check nowhere.csv",
    "map nowhere.csv o.png",
    "compare good.csv --map o.png",
    "districts show nowhere",
    "districts check good.csv",
    "districts check .",
    "districts list --date never",
    "districts export o.csv --layer none",
    "districts export o.doc",
    "boundaries export countries o.csv --place XXX",
    "boundaries show none",
    "chek good.csv",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mistakes")
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_there_are_sixty_mistakes():
    assert len(set(MISTAKES)) >= 60


@pytest.mark.parametrize("line", MISTAKES, ids=lambda line: ascii(line)[:60])
def test_no_mistake_ends_in_a_traceback(line, folder, monkeypatch):
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, line.split(" "))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in (1, 2)
    assert done.output.strip()
    assert "\x1b" not in done.output
    assert not [*folder.glob("o.*"), *folder.glob("lost.*")]
    assert not list(folder.glob(".diasporamap-*"))


def command(*words, **options):
    options = {"capture_output": True, "timeout": 300, **options}
    run = "from diasporamap.commands import main; main()"
    return subprocess.run([sys.executable, "-c", run, *words], check=False, **options)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "utf-8"])
def test_a_pipe_of_any_encoding_gets_words_most_like_them(encoding, tmp_path):
    (tmp_path / "n.csv").write_text("place,women,men\nFRA,12030,14070\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = command("table", "n.csv", "o.csv", "--language", "fr", cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    told = done.stdout.decode(encoding)
    assert "Traceback" not in told
    assert "26 100 dans un lieu reconnu" in told.replace("\u202f", " ").replace("\xa0", " ")


def test_a_file_whose_name_is_no_text_is_read_and_told(tmp_path):
    name = os.fsencode(tmp_path) + b"/n\xff.csv"
    with open(name, "wb") as stream:  # noqa: PTH123 - a name of bytes
        stream.write(COUNTS.encode())
    for options in ([], ["--json", "--html", "report.html"]):
        done = command("check", name, *options, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert "n?.csv" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no disk that is always full")  # noqa: PTH110
def test_a_full_disk_is_told(tmp_path):
    (tmp_path / "n.csv").write_text(COUNTS, encoding="utf-8")
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = command("check", "n.csv", cwd=tmp_path, capture_output=False, stdout=full, stderr=-1)
    assert done.returncode == 1
    assert done.stderr.decode() == "Error: No space left on device.\n"


@pytest.mark.skipif(os.name == "nt", reason="files of any size can be limited elsewhere only")
@pytest.mark.parametrize("line", ["districts export o.gpkg", "districts export o.xlsx"])
def test_a_file_that_cannot_be_written_whole_is_not_there(line, tmp_path):
    import resource

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    done = command(*line.split(), cwd=tmp_path, preexec_fn=limit)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_stopped_leaves_no_file(number, tmp_path):
    code = (
        "import time\nfrom diasporamap import commands, files\n"
        "class Slow:\n"
        "    def invoke(self, ctx):\n"
        "        with files.whole_file('o.csv') as temporary:\n"
        "            temporary.write_text('half')\n"
        "            print('writing', flush=True)\n"
        "            time.sleep(60)\n"
        "commands.Door.invoke = Slow.invoke\ncommands.main(['list'])\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"writing\n"
    assert list(tmp_path.glob(".diasporamap-*.csv"))
    process.send_signal(number)
    assert process.wait(60) == 128 + number
    process.stdout.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_sources_are_read_in_the_encoding_that_an_editor_saved_them_in(encoding, tmp_path):
    (tmp_path / "n.csv").write_text(
        "place,sex,count,definition,source\nFRA,F,1203,born_in,own\n", encoding="utf-8"
    )
    (tmp_path / "n.sources.toml").write_text(SOURCE, encoding=encoding)
    done = CliRunner().invoke(main, ["check", str(tmp_path / "n.csv")])
    assert done.exit_code == 0, done.output
    assert "own (" in done.output


def test_signs_that_drive_a_terminal_are_spelt(tmp_path):
    assert visible("a\x1b[31m\x9b\u202eb\n\té") == "a\\x1b[31m\\x9b\\u202eb\n\té"
    (tmp_path / "n.csv").write_text("place,sex,count\n\x9b31mFrance\u202e,F,3\n", encoding="utf-8")
    for line in ("check", "compare"):
        done = CliRunner().invoke(main, [line, str(tmp_path / "n.csv")])
        assert done.exit_code == 1
        assert not {"\x1b", "\x9b", "\u202e"} & set(done.output)


@pytest.mark.parametrize("name", ["bomb.xlsx", "bomb.ods"])
def test_a_bomb_ends_soon_in_a_message(name, tmp_path):
    part = "content.xml" if name.endswith("ods") else "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(part, "w", force_zip64=True) as stream,
    ):
        for _ in range(40):  # 40 KB of it are 40 MB
            stream.write(bytes(2**20))
    start = time.process_time()
    done = CliRunner().invoke(main, ["check", str(tmp_path / name)])
    assert done.exit_code == 1
    assert "unpacks to more than a table can have" in done.output
    assert time.process_time() - start < 5
