"""What is confidential says so wherever it is seen, and nobody is shown unprotected otherwise."""

from __future__ import annotations

import csv
import json
from html import unescape
from io import StringIO

import openpyxl
import pandas as pd
import pypdf
import pytest
from click.testing import CliRunner
from PIL import Image

import diasporamap as dm
from diasporamap.commands import main
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.export import write_table
from diasporamap.export.tables import unprotected
from diasporamap.files import is_ours
from diasporamap.language import LANGUAGES, both, text
from diasporamap.protection import NONE, Profile, Release, tables_of

STAMP = {language: text("confidential.stamp", language) for language in LANGUAGES}
BOTH = both("confidential.stamp")
OPEN = ("--no-protection", "--confidential")

#: One man in Chad, three women in Gabon.
REGISTER = "place,women,men\nFRA,120,131\nGAB,3,40\nTCD,55,1\nITA,80,70\n"

#: Every command that shows figures, with an output.
COMMANDS = {
    "map": ("map", "COUNTS", "out.svg"),
    "web": ("web", "COUNTS", "out.html"),
    "attach": ("districts", "attach", "COUNTS", "out.csv"),
    "compare": ("compare", "COUNTS", "--output", "out.csv"),
    "check": ("check", "COUNTS", "--html", "out.html"),
}


@pytest.fixture
def counts(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


@pytest.fixture
def run(counts, tmp_path):
    def invoke(*words):
        paths = {"COUNTS": counts}
        paths |= {word: tmp_path / word for word in words if str(word).startswith("out.")}
        return CliRunner().invoke(main, [str(paths.get(word, word)) for word in words])

    return invoke


def opened(**options):
    return dm.release(pd.read_csv(StringIO(REGISTER)), profile="none", confidential=True, **options)


@pytest.mark.parametrize("command", COMMANDS)
def test_nobody_is_shown_without_the_stamp(run, tmp_path, command):
    refused = run(*COMMANDS[command], "--no-protection")
    assert refused.exit_code == 2
    assert "Give --confidential too: it stamps all that is made." in refused.output
    both_ways = run(*COMMANDS[command], *OPEN, "--profile", "strict")
    assert both_ways.exit_code == 2
    assert "Leave --profile out." in both_ways.output
    assert not list(tmp_path.glob("out.*"))


@pytest.mark.parametrize("protection", [OPEN, ("--confidential",)], ids=["open", "protected"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_output_is_stamped(run, tmp_path, command, protection):
    done = run(*COMMANDS[command], *protection)
    assert done.exit_code == 0, done.output
    assert BOTH in done.output
    (output,) = tmp_path.glob("out.*")
    written = unescape(output.read_text(encoding="utf-8-sig"))
    assert STAMP["fr"] in written
    # The pattern file remembers what others are given; this is given to nobody.
    kept = list(tmp_path.glob("*.release.json"))
    assert bool(kept) == (protection != OPEN and command not in ("check", "compare"))


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_else_is_stamped(run, tmp_path, command):
    done = run(*COMMANDS[command])
    assert done.exit_code == 0, done.output
    (output,) = tmp_path.glob("out.*")
    for told in (done.output, output.read_text(encoding="utf-8-sig")):
        assert not [stamp for stamp in STAMP.values() if stamp in told]


def test_nothing_is_hidden_and_the_log_says_so(run):
    done = run(*COMMANDS["map"], *OPEN, "--measure", "men", "--language", "en")
    assert "Hidden: nobody. These figures are not protected." in done.output
    assert "242 in 4 countries" in done.output
    table = opened().cells()
    assert set(table["state"]) == {"value"}
    assert table.loc[(table["place"] == "TCD") & (table["sex"] == "M"), "count"].tolist() == [1]
    report = run("check", "COUNTS", *OPEN).output
    assert "none: nobody is hidden" in report
    assert "500 in = 500 matched" in report


def test_the_library_asks_for_the_stamp_too(counts):
    for refused in (
        lambda: dm.release(counts, profile="none"),
        lambda: dm.check(counts, profile=NONE),
        lambda: dm.compare_counts([counts], profile="none"),
        lambda: Release(pd.DataFrame(), NONE),
    ):
        with pytest.raises(UsageError, match="Say confidential=True too"):
            refused()
    with pytest.raises(UsageError, match="A threshold of 0 protects nobody"):
        Profile("open", 0)
    with pytest.raises(UsageError, match="A threshold of 3 protects nobody"):
        Profile("none", 3)


def test_a_confidential_table_stands_beside_no_other(counts):
    tables = [
        dm.release(counts, profile=profile, confidential=confidential).by(by)
        for profile, confidential, by in (
            ("none", True, "country"),
            ("standard", True, "district"),
            ("standard", False, "district"),
        )
    ]
    for one in tables:
        for other in tables:
            if one is not other:
                with pytest.raises(NotProtectedError, match="of two releases"):
                    tables_of([one, other])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stamp_stands_over_all_texts_and_covers_none(boxes_of, language):
    figure = opened().map(language=language, title="Un titre très long " * 12)
    boxes = boxes_of(figure)
    ((_, stamp),) = [box for box in boxes if box[0] == STAMP[language]]
    below = max(top for words, (_, _, _, top) in boxes if words != STAMP[language])
    assert below < stamp[1]
    assert stamp[3] <= 210 - 8.5
    (line,) = [line for line in figure.axes[0].texts if line.get_text() == STAMP[language]]
    assert line.get_color() == "#b3001b"
    assert figure.alt.startswith(f"{STAMP[language]}. ")


def test_the_stamp_stands_on_maps_of_parts_too(boxes_of):
    frame = pd.DataFrame(
        {"place": "FRA", "sex": ["F", "M"] * 2, "origin": ["CM-OU"] * 2 + ["CM-LT"] * 2}
    ).assign(count=[40, 50, 3, 70])
    boxes = boxes_of(dm.release(frame, confidential=True).map(by="region"))
    ((_, stamp),) = [box for box in boxes if box[0] == STAMP["fr"]]
    assert max(top for words, (*_, top) in boxes if words != STAMP["fr"]) < stamp[1]


def test_metadata_tell_it_in_every_format(tmp_path):
    release, stamp = opened(), STAMP["fr"]
    paths = {ending: tmp_path / f"map.{ending}" for ending in ("png", "svg", "pdf")}
    figure = release.map()
    for path in paths.values():
        dm.save_map(figure, path)
        assert is_ours(path)
    with Image.open(paths["png"]) as image:
        assert image.info["Warning"] == stamp
        assert image.info["Title"].startswith(f"{stamp} | ")
        assert image.info["Description"] == figure.alt
    written = pypdf.PdfReader(paths["pdf"]).metadata
    assert written["/Keywords"] == stamp
    assert written.title.startswith(f"{stamp} | ")
    assert written.subject.startswith(f"{stamp}. ")
    drawn = paths["svg"].read_text(encoding="utf-8")
    assert f"<title>{stamp} | " in drawn
    assert f"<desc>{stamp}. " in drawn
    assert f"<rdf:li>{stamp}</rdf:li>" in drawn


def test_the_page_has_a_bar_that_is_read_and_printed(tmp_path):
    page = tmp_path / "page.html"
    opened().page(page, by=("country", "district"), language="en")
    written, stamp = page.read_text(encoding="utf-8"), STAMP["en"]
    assert f'<p id="stamp" role="note">{stamp}</p>' in written
    assert written.index('id="stamp"') < written.index("<h1")
    assert f'<meta name="keywords" content="{stamp}">' in written
    assert f'<meta name="description" content="{stamp}. ' in written
    assert f"<title>{stamp} | " in written
    printed = written[written.index("@media print") :]
    assert "#stamp" not in printed.split("</style>")[0]  # nothing hides it there
    assert is_ours(page)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_has_the_stamp_above_its_header(tmp_path, ending):
    path = tmp_path / f"table.{ending}"
    write_table(opened().cells("district"), path)
    if ending == "csv":
        first, header, *_ = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        table = pd.read_csv(path, comment="#")
    else:
        book = openpyxl.load_workbook(path)
        first, header = ([cell.value for cell in row if cell.value] for row in book.active[1:2])
        assert book.active["A1"].font.color.rgb == "00B3001B"
        assert book.active.freeze_panes == "A3"
        assert book.properties.keywords == BOTH
        table = pd.read_excel(path, header=1, engine="openpyxl")
    assert first == [f"# {BOTH}"]
    assert header[:3] == ["place", "name_fr", "name_en"]
    assert table["count"].sum() == 2 * 500
    assert is_ours(path)


def test_a_comparison_is_stamped_in_table_map_and_page(run, tmp_path, counts):
    other = counts.with_name("other.csv")
    other.write_text(REGISTER.replace("GAB,3", "GAB,4"), encoding="utf-8")
    outputs = ("--output", "out.xlsx", "--map", "out.svg", "--map", "out.html")
    done = run("compare", "COUNTS", other, *outputs, *OPEN)
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.active["A1"].value == f"# {BOTH}"
    assert "suppressed" not in [cell.value for row in book.active.iter_rows() for cell in row]
    for name in ("out.svg", "out.html"):
        assert STAMP["fr"] in (tmp_path / name).read_text(encoding="utf-8")


def test_an_audit_reads_stamped_outputs_as_others(run, tmp_path):
    told = []
    for protection in ((), ("--confidential",)):
        folder = tmp_path / f"outputs{len(told)}"
        for command, *words in (
            ("districts", "attach", "COUNTS"),
            ("compare", "COUNTS", "--output"),
        ):
            assert run(command, *words, folder / f"{command}.csv", *protection).exit_code == 0
        assert run("web", "COUNTS", folder / "page.html", *protection).exit_code == 0
        audited = run("audit", folder, "--language", "en")
        told.append((audited.exit_code, audited.output.replace(folder.name, "outputs")))
    assert told[0] == told[1]
    assert "GAB" in told[0][1]
    assert run("audit", "COUNTS", "--no-protection").exit_code == 2


def test_a_report_with_sums_is_confidential(run, tmp_path):
    done = run("check", "COUNTS", "--sums", "--html", "out.html")
    assert done.output.startswith(BOTH)
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert f'<p class="stamp" role="note">{BOTH}</p>' in page
    assert f"<title>{BOTH} | Check of register.csv</title>" in page
    assert json.loads(run("check", "COUNTS", "--sums", "--json").output)["confidential"] == BOTH
    assert "confidential" not in json.loads(run("check", "COUNTS", "--json").output)


#: What a spreadsheet makes of a file that it opens and saves: other separators, no quotes.
SAVED = (lambda written: written, lambda written: written.replace('"', "").replace(",", ";"))


@pytest.mark.parametrize("saved", SAVED, ids=["as_written", "saved_again"])
@pytest.mark.parametrize("command", COMMANDS)
def test_counts_that_say_that_they_are_unprotected_are_read(run, counts, saved, command):
    write_table(unprotected(pd.read_csv(counts)), counts)
    written = counts.read_text(encoding="utf-8-sig")
    assert written.startswith(f"# {both('confidential.unprotected')}\n")
    counts.write_text(saved(written), encoding="utf-8-sig")
    done = run(*COMMANDS[command])
    assert done.exit_code == 0, done.output
    assert not [stamp for stamp in STAMP.values() if stamp in done.output]


@pytest.mark.parametrize("command", COMMANDS)
def test_rows_that_fit_no_place_are_said_to_be_unprotected(run, counts, tmp_path, command):
    counts.write_text(REGISTER + "Atlantide,1,2\n", encoding="utf-8")
    done = run(*COMMANDS[command], "--allow-unmatched", "out.lost.csv")
    assert done.exit_code == 0, done.output
    first, *rows = (tmp_path / "out.lost.csv").read_text(encoding="utf-8-sig").splitlines()
    assert first == f"# {both('confidential.unprotected')}"
    assert "Atlantide" in rows[1]
    again = CliRunner().invoke(main, ["check", str(tmp_path / "out.lost.csv"), "--json"])
    report = json.loads(again.output)
    assert [error["row"] for error in report["errors"]] == ["3, 4"]
