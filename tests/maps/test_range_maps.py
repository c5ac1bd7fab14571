from __future__ import annotations

import pandas as pd
import pytest

from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.schema import DEFINITIONS
from diasporamap.counts.sources import Source
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import UsageError
from diasporamap.maps import Disc, MapSpec
from diasporamap.maps.range_maps import compared_label, compose_range
from diasporamap.maps.ranges import Compared
from diasporamap.protection import Release


def compared(name, people, *, definition="born_in", year=2020, origin="CMR"):
    rows = [(place, sex, n) for place, f, m in people for sex, n in (("F", f), ("M", m))]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"])
    counts = counts.assign(source=name, definition=definition, year=year)
    sources = {name: Source(name, f"The {name}", f"F {name}", "E")}
    return Compared(
        name,
        Release(counts, sources=sources, districts=DistrictChoice(origin=read_origin(origin))).by(),
    )


STOCK = compared("stock", [("FRA", 600, 400), ("DEU", 90, 10), ("MLI", 0, 0), ("BEL", 1, 1)])
ROLL = compared(
    "roll",
    [("FRA", 100, 150), ("DEU", 1, 1), ("MLI", 50, 60), ("LUX", 0, 0), ("BEL", 2, 2)],
    definition="registered",
    year=2018,
)


def composed(*columns, **options):
    return compose_range(columns or (STOCK, ROLL), MapSpec(**options))


def test_a_disc_in_a_ring_and_a_kind_of_its_own_for_single_figures():
    marks = composed().drawing.marks
    assert marks["FRA"] == (Disc(1.0, "highest"), Disc(0.5, "lowest"))
    assert marks["DEU"] == (Disc(pytest.approx(0.1**0.5), "single"),)
    assert marks["MLI"] == (Disc(pytest.approx(0.11**0.5), "highest"),)
    assert list(marks) == ["FRA", "MLI", "DEU"]


def test_states_stay_apart():
    table = composed().table
    wanted = {
        "FRA": "land",
        "DEU": "land",
        "MLI": "land",
        "LUX": "zero",
        "BEL": "suppressed",
        "ESH": "not_applicable",
        "CMR": "origin",
        "ESP": "no_data",
    }
    assert table.loc[list(wanted), "key"].to_dict() == wanted


def test_texts_are_ranges_in_the_language():
    assert composed().table.at["FRA", "text"] == "250 à 1\u202f000"
    assert composed(language="en").table.at["FRA", "text"] == "250–1,000"
    assert composed().table.at["DEU", "text"] == "100"
    same = composed(STOCK, compared("again", [("FRA", 400, 600)]))
    assert same.table.at["FRA", "text"] == "1\u202f000"


def test_the_legend_explains_what_the_map_has():
    kinds = [entry.key for entry in composed().legend if entry.kind == "discs"]
    assert kinds == ["highest", "lowest", "single"]
    both = compared("both", [("FRA", 10, 10), ("DEU", 100, 100), ("MLI", 9, 9), ("BEL", 60, 60)])
    other = compared("other", [("FRA", 20, 10), ("DEU", 150, 100), ("MLI", 9, 8), ("BEL", 70, 60)])
    kinds = [entry.key for entry in composed(both, other).legend if entry.kind == "discs"]
    assert kinds == ["highest", "lowest"]


def test_the_title_has_a_year_only_where_every_source_has_one():
    assert composed(language="en").words.title.endswith("2 sources, 2018–2020")
    undated = compared("roll", [("FRA", 100, 150)], year=None)
    assert composed(STOCK, undated, language="en").words.title.endswith("2 sources")


def test_the_subtitle_names_only_what_there_is():
    two = (compared("a", [("FRA", 10, 20)]), compared("b", [("FRA", 30, 40)]))
    told = composed(*two).words.subtitle
    assert told == "Par pays de résidence\u00a0: plusieurs chiffres dans 1 pays."
    apart = (compared("a", [("FRA", 10, 20)]), compared("b", [("DEU", 30, 40)]))
    told = composed(*apart, language="en").words.subtitle
    assert told == "By country of residence: only one figure in 2 countries."


def test_words_cite_every_source_and_make_no_sum():
    words = composed(language="en").words
    assert words.title == "Diaspora of Cameroon: range across 2 sources, 2018–2020"
    assert words.subtitle == (
        "By country of residence: several figures in 2 countries, only one in 2 countries."
    )
    assert words.captions[0] == (
        "Sources. The stock (country of birth, 2020) – E; The roll (registered, 2018) – E."
    )
    assert words.captions[1] == (
        "Note. The sources do not count the same people: their figures are compared and never "
        "added. A figure that is not shown is in no range."
    )
    french = composed().words
    assert french.title == "Diaspora du Cameroun\u00a0: fourchette selon 2 sources, 2018 à 2020"
    assert "2020) – F stock\u202f; The roll (inscription, 2018)" in french.captions[0]
    series = composed(STOCK, compared("stock", [("FRA", 9, 9)], definition="national")).words
    assert "2 séries de chiffres, 2020" in series.title


def test_notes_of_sources_are_told_once():
    noted = Source("desa", "T", "F", "E", note_fr="Selon les pays.", note_en="By country.")
    counts = pd.DataFrame({"place": ["FRA"], "sex": ["F"], "count": [9], "source": ["desa"]})
    columns = [Compared(name, Release(counts, sources={"desa": noted}).by()) for name in ("a", "b")]
    caption, note, *_ = composed(*columns, language="en").words.captions
    assert note.startswith("Note. By country. The sources")
    assert caption.startswith("Sources. T (definition not stated) – E; T (")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("measure", ["total", "women", "men"])
def test_every_definition_and_measure_has_its_words(language, definition, measure):
    column = compared("roll", [("FRA", 100, 150)], definition=definition)
    assert "The roll (" in compared_label(column, language)
    words = composed(STOCK, column, language=language, measure=measure).words
    assert all(
        t and "{" not in t for t in (words.title, words.subtitle, *words.captions, words.alt)
    )


def test_nothing_shown_is_said():
    hidden = [compared(name, [("BEL", 1, 1)]) for name in "ab"]
    composition = compose_range(hidden, MapSpec(language="en"))
    assert composition.drawing.marks == {}
    assert composition.words.subtitle == "No value to show."


def test_what_is_refused():
    with pytest.raises(
        UsageError, match="needs 2 sources or definitions to compare and there is 1"
    ):
        composed(STOCK)
    with pytest.raises(UsageError, match="drawn as circles"):
        composed(measure="share_women")
    with pytest.raises(UsageError, match="of roll are those of Senegal and the counts those of"):
        composed(STOCK, compared("roll", [("FRA", 600, 400)], origin="SEN"))
