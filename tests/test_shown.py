"""What objects say of themselves where they are shown, and errors in a notebook."""

from __future__ import annotations

import re

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import diasporamap as dm
from diasporamap.counts.table import Counts
from diasporamap.language.messages import VARIABLE
from diasporamap.maps import KINDS, MapSpec
from diasporamap.measures import MEASURES

HOSTILE = "<script>alert(1)</script>"
#: Figures of a register, of which those of Greece are hidden; none of them is said by a card.
ROWS = [("FRA", 1234, 987), ("GRC", 2, 61), ("DEU", 149, 93), ("GAB", 571, 733)]


@pytest.fixture(scope="module")
def register():
    cells = [(place, sex, n, 2024) for place, f, m in ROWS for sex, n in (("F", f), ("M", m))]
    return pd.DataFrame(cells, columns=["place", "sex", "count", "year"])


def lines(shown):
    first, *rest = repr(shown).splitlines()
    return first, dict(re.split("\N{NO-BREAK SPACE}?: ", line.strip(), maxsplit=1) for line in rest)


def test_a_release_says_what_it_is_of_and_what_it_hides(register):
    made = dm.release(register, origin="CMR")
    title, told = lines(made)
    assert title == "Release: diaspora of Cameroon"
    assert told["Years"] == "2024"
    assert told["Tables"] == "country, district"
    assert "profile standard: figures of 1 to 4" in told["Protection"]
    assert told["Shown"] == "found with the first table"
    assert "Sexes" not in told
    hidden = (made.cells()["state"] == "suppressed").sum()
    assert hidden > 1
    assert lines(made)[1]["Shown"] == f"by country: 4 places, {hidden} figures hidden"
    title, told = lines(made.by())
    assert title == "Protected figures by country: diaspora of Cameroon"
    assert (told["Sexes"], told["Shown"]) == (
        "women, men",
        f"by country: 4 places, {hidden} figures hidden",
    )


def test_a_release_of_published_figures_says_how_many_places_at_once():
    made = dm.release("undesa:SEN", year=2020, since=2010)
    _, told = lines(made)
    assert told["Years"] == "2020, compared with 2010"
    assert told["Sexes"] == "women, men"
    assert told["Sources"] == "International Migrant Stock 2020 (published)"
    assert told["Protection"] == "published figures, which pass as they are"
    assert told["Shown"] == f"{made.counts['place'].nunique()} places"
    assert "Confidential" not in told


def test_a_release_that_hides_nothing_is_stamped(register):
    _, told = lines(dm.release(register, origin="CMR", profile="none", confidential=True))
    assert "everything is shown" in told["Protection"]
    assert told["Confidential"]


def test_no_card_says_a_figure(register):
    counts = dm.read_counts(register, origin="CMR")
    made = dm.release(counts)
    made.cells("district")
    figures = [n for _, f, m in ROWS for n in (f, m, f + m) if n > 60]
    figures += [sum(f for _, f, _ in ROWS), sum(m for _, _, m in ROWS)]
    assert isinstance(counts, Counts)
    for shown in (made, counts, made.read, made.read.joined, made.by(), made.by("district")):
        for written in (repr(shown), re.sub("<[^>]+>", " ", shown._repr_html_())):
            numbers = {int(n) for n in re.findall(r"\d+", written.replace(",", ""))}
            assert not numbers & set(figures), written


def test_counts_say_what_was_read_and_what_is_to_be_corrected(register):
    title, told = lines(dm.read_counts(register, origin="CMR"))
    assert title == "Counts, not protected: diaspora of Cameroon, names as written"
    assert (told["From"], told["Sexes"]) == ("DataFrame, 8 rows", "women, men")
    wrong = pd.concat([register, register.tail(2).assign(place="Atlantis")])
    joined = dm.join_places(wrong, allow_unmatched=True)
    title, told = lines(joined)
    assert title == "Counts, not protected: codes of places"
    assert told["Matched"] == "8 of 10 rows, 4 places"
    assert told["To correct"] == "1 name that fits no place"
    assert "Atlantis" not in repr(joined)
    assert "To correct" not in lines(dm.join_places(register))[1]


def test_a_spec_and_a_source_are_written_as_the_calls_that_make_them():
    spec = MapSpec(measure="share_women", kind="choropleth", breaks=(40.0, 50.0), language="en")
    assert eval(repr(spec)) == spec  # noqa: S307 - the call is our own
    assert repr(MapSpec()) == "MapSpec()"
    source = dm.Source(name="a", title="A", citation_fr="Le a", citation_en="The a", published=True)
    assert repr(source) == (
        "Source(name='a', title='A', citation_fr='Le a', citation_en='The a', published=True)"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_and_measure_has_a_card(language):
    for kind in KINDS.values():
        for measure in filter(kind.takes, MEASURES.values()):
            shown = MapSpec(measure=measure.name, kind=kind.name, language=language)
            assert f'lang="{language}"' in shown._repr_html_()


def test_markup_in_titles_is_text():
    spec = MapSpec(title=HOSTILE)
    source = dm.Source(HOSTILE, HOSTILE, HOSTILE, HOSTILE, definition=HOSTILE, url=HOSTILE)
    rows = [("FRA", sex, 90, HOSTILE) for sex in "FM"]
    frame = pd.DataFrame(rows, columns=["place", "sex", "count", "source"])
    made = dm.release(frame, origin="CMR")
    table = made.table(title=HOSTILE, language="en")
    for shown in (spec, source, made, made.read, made.by(), table):
        assert HOSTILE not in shown._repr_html_()
        assert "&lt;script&gt;" in shown._repr_html_()


def test_a_table_is_shown_as_a_table(register):
    table = dm.release(register, origin="CMR", confidential=True).table(language="en")
    assert repr(table).splitlines()[0] == table.title
    assert len(repr(table).splitlines()) < 15
    html = table._repr_html_()
    assert html.count("<tr") == len(table.rows) + 1
    assert table.words.stamp
    assert f"<strong>{table.words.stamp}</strong>" in html
    assert "<style" not in html


def test_the_version_is_that_of_the_package():
    from importlib.metadata import version

    assert dm.__version__ == version("diasporamap")


def test_cards_are_in_the_language_of_messages(register, monkeypatch):
    monkeypatch.setenv(VARIABLE, "fr")
    title, told = lines(dm.release(register, origin="CMR"))
    assert title == "Diffusion\N{NO-BREAK SPACE}: diaspora du Cameroun"
    assert told["Affiché"] == "déterminé avec le premier tableau"


@pytest.mark.slow
def test_a_notebook_shows_cards_and_says_what_is_wrong_in_few_lines(tmp_path):
    (tmp_path / "register.csv").write_text(
        "place,sex,count\nFrance,F,12\nFrance,M,many\nAtlantis,F,9\n", encoding="utf-8"
    )
    cells = [
        "import diasporamap as dm",
        "dm.release('undesa:CMR', year=2020)",
        "path = 'register.csv'\ndm.release(path)",
        "dm.MapSpec(size='a9')",
        "def own():\n    return dm.release('undesa:CMR', year=1789)\n\n\nown()",
        "dm.release('undesa:CMR', year=2020).by(by={})",
    ]
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    resources = {"metadata": {"path": str(tmp_path)}}
    client = NotebookClient(notebook, allow_errors=True, resources=resources)
    client.timeout = client.startup_timeout = 300  # seconds, on a busy machine
    client.execute()
    _, release, data, usage, inside, bug = (cell.outputs for cell in notebook.cells)
    assert "Release: diaspora of Cameroon" in release[0]["data"]["text/html"]
    assert "Release: diaspora of Cameroon" in release[0]["data"]["text/plain"]
    (told,) = data
    assert told["ename"] in ("CountsError", "DataError")
    shown = "\n".join(told["traceback"])
    assert "register.csv, row 3, column 'count'" in shown
    assert "register.csv, row 4, column 'place'" in shown
    assert shown.splitlines()[-1] == "  in line 2: dm.release(path)"
    assert len(shown.splitlines()) <= 5
    assert "diasporamap/" not in shown
    assert usage[0]["traceback"][-1] == "  in line 1: dm.MapSpec(size='a9')"
    assert "in line 2: return dm.release('undesa:CMR', year=1789)" in inside[0]["traceback"][-1]
    assert bug[0]["ename"] == "TypeError"
    assert len("\n".join(bug[0]["traceback"]).splitlines()) > 10
