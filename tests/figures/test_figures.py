"""Figures that go with maps: what they show, what they refuse, and that their texts stand apart."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

import diasporamap as dm
from diasporamap.errors import CountsError, UsageError
from diasporamap.figures.axis import round_ticks
from diasporamap.figures.lines import Line, _pieces
from diasporamap.figures.plan import FIGURES, FigureSpec
from diasporamap.figures.pyramid import age_span
from tests.sheets import assert_apart, picture

SIZES = ("half", "column", "a4")
AGES = ("0-14", "15-24", "25-44", "45-64", "65+")


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def plain(words):
    return words.replace("\u202f", " ").replace("\xa0", " ")


def lines(figure):
    """Return the drawn lines that have a sign at each year: their values by position."""
    return [line for line in figure.axes[0].lines if line.get_marker() == "o"]


@pytest.fixture(scope="session")
def both():
    """Two revisions of UN DESA, each of several years."""
    return dm.release("undesa:CMR", year=2020), dm.release("undesa-2024:CMR")


@pytest.fixture
def aged():
    """People by age group, so few of 65 and over that they are hidden; some of no stated age."""
    people = {"0-14": (60, 50), "15-24": (140, 90), "25-44": (300, 250), "45-64": (120, 130)}
    people |= {"65+": (3, 2), "": (20, 30)}
    rows = [
        ("FRA", sex, age, n)
        for age, two in people.items()
        for sex, n in zip("FM", two, strict=True)
    ]
    return pd.DataFrame(rows, columns=["place", "sex", "age", "count"])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", list(FIGURES))
def test_texts_are_on_the_sheet_and_apart(boxes_of, both, aged, kind, language, size):
    first = dm.release(aged) if kind == "pyramid" else both[0]
    beside = both[1:] if FIGURES[kind].several else ()
    figure = first.figure(kind=kind, beside=beside, language=language, size=size)
    assert_apart(boxes_of(figure), FigureSpec(kind=kind, size=size).paper)
    assert min(text.get_fontsize() for text in figure.axes[0].texts) >= 7
    assert figure.title in figure.alt
    assert "{" not in figure.alt


def test_bars_show_the_figures_of_the_release(both):
    figure = both[0].figure(language="en", top=5)
    shown = texts(figure)
    assert {"58,769", "34,214", "63.2", "Other countries (52)"} <= set(shown)
    assert "The 5 largest countries: women and men" in shown
    assert "Women | men in 57 countries: France (58,769\xa0|\xa034,214), " in figure.alt


def test_rows_that_have_no_room_are_fewer_unless_they_are_asked_for():
    release = dm.release("undesa:CMR", year=2020)
    figure = release.figure(size="column", title="Un titre " * 24)
    assert sum("premiers pays" in words for words in texts(figure)) == 1
    with pytest.raises(UsageError, match="12 rows have no room on the size column"):
        release.figure(size="column", title="Un titre " * 24, top=12)


def test_each_revision_has_a_line_of_its_own_with_its_last_value(both):
    figure = both[0].figure(kind="years", beside=both[1:], language="en")
    assert len(lines(figure)) == 2
    assert {"441,015", "409,677"} <= set(texts(figure))
    assert sorted(len(line.get_xdata()) for line in lines(figure)) == [7, 8]
    assert "International Migrant Stock 2020, 2020: 441,015" in figure.alt


def test_places_have_lines_and_unknown_ones_are_refused(both):
    figure = both[0].figure(kind="years", places=("FRA", "GAB"))
    assert len(lines(figure)) == 2
    assert {"France", "Gabon"} <= set(texts(figure))
    with pytest.raises(UsageError, match="'XXX' is none of the countries"):
        both[0].figure(kind="years", places=("XXX",))


def test_places_that_a_later_source_lacks_are_told(both):
    figure = both[0].figure(kind="years", beside=both[1:], language="en")
    (told,) = (caption for caption in figure.words.captions if "has no figure" in caption)
    assert "Stock 2024 has no figure of United States, Germany, United Kingdom, Switzer" in told
    assert told.endswith("the two sums are not of the same places.")
    one = both[0].figure(kind="years", beside=both[1:], places=("FRA", "USA"), language="en")
    assert one.words.captions[-1].endswith("Stock 2024 has no figure of: United States.")
    france = both[0].figure(kind="years", beside=both[1:], places=("FRA",), language="en")
    assert "no figure" not in " ".join(france.words.captions)


@pytest.mark.parametrize("size", SIZES)
def test_lines_of_several_places_and_sources_have_a_key_and_names_apart(boxes_of, both, size):
    places = ("FRA", "ITA", "ESP", "USA", "GAB", "TCD")[: 4 if size == "column" else 6]
    figure = both[0].figure(kind="years", beside=both[1:], places=places, size=size)
    assert_apart(boxes_of(figure), FigureSpec(kind="years", size=size).paper)
    shown = texts(figure)
    assert [shown.count(f"International Migrant Stock {year}") for year in (2020, 2024)] == [1, 1]
    assert (shown.count("France"), shown.count("Espagne")) == (2, 1)
    assert "France, International Migrant Stock 2020, 2020" in plain(figure.alt)


def test_a_year_whose_figures_are_hidden_is_a_gap():
    years = {2000: 600, 2005: 2, 2010: 900, 2015: 950}
    rows = [("FRA", "F", n, year) for year, n in years.items()]
    rows += [("FRA", "M", n + 1, year) for year, n in years.items()]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count", "year"])
    release = dm.release(counts)
    for places in ((), ("FRA",)):
        figure = release.figure(kind="years", places=places, measure="women")
        assert [len(line.get_xdata()) for line in lines(figure)] == [1, 2]
        assert "2005" in " ".join(texts(figure)[-4:])
        assert " 2 " not in plain(figure.alt)


def test_lines_are_cut_where_there_is_no_value():
    values = {2000: 1.0, 2010: None, 2020: 3.0, 2015: 2.0}
    assert _pieces(values) == [[(2000, 1.0)], [(2015, 2.0), (2020, 3.0)]]
    assert Line("", values, 0, 0).last == (2020, 3.0)


def test_a_share_by_year_is_that_of_all_people(both):
    figure = both[0].figure(kind="years", measure="share_women", language="en")
    cells = both[0].by().cells.groupby("sex")["count"].sum()
    share = 100 * cells["F"] / (cells["F"] + cells["M"])
    assert f"{share:.1f}%" in texts(figure)


def test_a_pyramid_is_of_protected_ages(aged):
    figure = dm.release(aged).figure(kind="pyramid")
    shown = texts(figure)
    assert {"300", "250", "s", "65 et plus", "25–44"} <= set(shown)
    assert not {"3", "2", "5"} & set(shown)
    bars = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert len(bars) == 8
    longest = max(bars, key=Rectangle.get_width)
    widths = sorted(bar.get_width() / longest.get_width() for bar in bars)
    assert widths == pytest.approx(sorted(n / 300 for n in (60, 50, 140, 90, 300, 250, 120, 130)))
    assert "Âge non précisé : 50" in plain(" ".join(shown))


@pytest.fixture(scope="module")
def schooled():
    """People by level of education, so few without any that they are hidden."""
    people = {"ISCED 1": (600, 500), "ISCED 3": (1400, 900), "ISCED 6": (3000, 2500)}
    people |= {"ISCED 0": (3, 2), "": (200, 300)}
    rows = [
        ("FRA", sex, level, n)
        for level, two in people.items()
        for sex, n in zip("FM", two, strict=True)
    ]
    return dm.release(pd.DataFrame(rows, columns=["place", "sex", "education", "count"]))


@pytest.mark.parametrize("size", ["half", "a4"])
def test_bars_of_categories_stand_in_their_order(schooled, boxes_of, size):
    figure = schooled.figure(by="education", language="en", size=size)
    assert_apart(boxes_of(figure), FigureSpec(size=size).paper)
    names = ["Less than primary", "Primary", "Upper secondary", "Bachelor’s or equivalent"]
    names += ["Education not stated", "Total"]
    shown = [words for words in texts(figure) if words in names]
    assert shown == names
    assert "Primary (600\xa0|\xa0500), " in figure.alt
    assert not {"3", "2", "5"} & set(texts(figure))
    assert figure.title.endswith("by level of education and sex")


def test_no_name_of_a_category_is_cut_where_there_is_room():
    people = {"1990-1999": 30, "2000-2009": 50, "2010-2019": 70}
    rows = [("FRA", sex, period, n) for period, n in people.items() for sex in "FM"]
    counts = pd.DataFrame(rows, columns=["place", "sex", "arrival", "count"])
    shown = texts(dm.release(counts).figure(by="arrival", language="fr"))
    assert {"1990–1999", "2000–2009", "2010–2019"} <= set(shown)


def test_a_source_without_a_name_is_said_beside_those_that_have_one(both):
    rows = [(place, sex, 600) for place in ("FRA", "GAB") for sex in "FM"]
    own = dm.release(pd.DataFrame(rows, columns=["place", "sex", "count"]))
    figure = own.figure(kind="sources", beside=both[:1], language="fr")
    assert plain(figure.words.captions[0]).startswith(
        "Sources. Source non précisée ; Nations Unies"
    )
    assert "Source non précisée" in texts(figure)  # its sign in the key
    assert "Définition non précisée" not in texts(figure)


def test_bars_of_categories_are_of_women_and_men(schooled):
    with pytest.raises(UsageError, match="Leave the measure out"):
        schooled.figure(by="education", measure="women")
    counts = pd.DataFrame({"place": "FRA", "count": [40, 60], "education": ["A", "B"]})
    figure = dm.release(counts).figure(by="education", language="en")
    assert {"40", "60", "100"} <= set(texts(figure))
    one = dm.release(counts.assign(education="A", by_x=["a", "b"]))
    with pytest.raises(UsageError, match="one of education"):
        one.figure(by="education")


def test_ages_add_up_with_the_other_tables(aged):
    release = dm.release(aged)
    cells = release.by("age").cells
    hidden = cells[cells["state"] == "suppressed"]
    assert set(hidden["place"]) >= {"65+"}
    assert len(hidden[hidden["sex"] == "F"]) != 1
    country = release.by().cells.set_index(["place", "sex"])["count"]
    assert country["FRA", "F"] == 643


def test_counts_without_ages_have_no_pyramid(both):
    with pytest.raises(CountsError, match="no column of age groups"):
        both[0].figure(kind="pyramid")
    table = pd.DataFrame(
        [("FRA", sex, age, 100) for sex in "FM" for age in ("jeunes", "vieux")],
        columns=["place", "sex", "age", "count"],
    )
    with pytest.raises(UsageError, match="15-24, 65\\+ or <15"):
        dm.release(table).figure(kind="pyramid")


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("0-14", (0, 14)),
        ("15–24 ans", (15, 24)),
        ("25 à 29 ans", (25, 29)),
        ("65+", (65, None)),
        ("65 ans et plus", (65, None)),
        ("Y15T24", (15, 24)),
        ("Y_GE65", (65, None)),
        ("Y_LT15", (0, 14)),
        ("<15", (0, 14)),
        ("moins de 5 ans", (0, 4)),
        ("34", (34, 34)),
        ("adultes", None),
    ],
)
def test_age_groups_are_read(written, span):
    assert age_span(written) == span


def test_a_range_has_the_lowest_and_the_highest_of_the_last_year_of_each_source(both):
    figure = both[0].figure(kind="sources", beside=both[1:], language="en")
    assert "92,983–127,995" in texts(figure)
    with pytest.raises(UsageError, match="there is 1"):
        both[0].figure(kind="sources")


@pytest.mark.parametrize("shown", [{"kind": "sources"}, {"kind": "years", "places": ("FRA",)}])
def test_registers_whose_differences_may_tell_what_one_hides_are_in_no_figure(shown):
    """The 3 men whom the first hides are the second's 23 without the 20 who are new."""
    rows = [("FRA", sex, year) for year in (2019, 2020) for sex in "FM"]
    counts = pd.DataFrame(rows, columns=["place", "sex", "year"])
    one, other = (
        dm.release(counts.assign(count=[60, men] * 2, source=source), every=True)
        for source, men in (("register", 3), ("register again", 23))
    )
    with pytest.raises(UsageError, match="2 of the sources are not published"):
        one.figure(beside=[other], **shown)


def test_what_a_figure_does_not_show_is_refused(both):
    with pytest.raises(UsageError, match="does not show per_1000"):
        both[0].figure(measure="per_1000")
    with pytest.raises(UsageError, match="of one source"):
        both[0].figure(beside=both[1:])
    with pytest.raises(UsageError, match="chooses its places"):
        both[0].figure(places=("FRA",))
    with pytest.raises(UsageError, match="Choose 1 to 60"):
        both[0].figure(top=0)
    with pytest.raises(UsageError, match="a9"):
        both[0].figure(size="a9")
    with pytest.raises(UsageError, match="two or more"):
        dm.release(pd.DataFrame({"place": ["FRA"], "sex": ["F"], "count": [50]})).figure(
            kind="years"
        )


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [(0, [0, 1]), (7, [0, 2, 4, 6, 8]), (441015, [n * 100_000 for n in range(6)])],
)
def test_ticks_are_round(highest, ticks):
    assert round_ticks(highest) == ticks


@picture
def test_years_english(both):
    return both[0].figure(kind="years", beside=both[1:], language="en")


@picture
def test_bars_of_education_french(schooled):
    return schooled.figure(by="education")


@picture
def test_pyramid_french(aged):
    return dm.release(aged).figure(kind="pyramid", size="column")


@picture
def test_ranges_of_sources_french(both):
    return both[0].figure(kind="sources", beside=both[1:])


@picture
def test_bars_alone_french(both):
    return both[0].figure()


def test_what_the_notes_of_two_revisions_share_is_said_once(both):
    captions = both[0].figure(kind="years", beside=both[1:], language="en").words.captions
    shared = "Depending on the country, UN DESA counts people born in Cameroon"
    assert " ".join(captions).count(shared) == 1
    assert captions[0].count("International Migrant Stock") == 2


def test_the_library_writes_a_figure_with_its_words_beside_it(both, tmp_path):
    drawn = both[0].figure(tmp_path / "bars.svg", caption_file=tmp_path / "bars.md", svg_text=True)
    assert f"# {drawn.title}" in (tmp_path / "bars.md").read_text(encoding="utf-8")
    assert "France" in (tmp_path / "bars.svg").read_text(encoding="utf-8").split("</metadata>")[1]
    with pytest.raises(UsageError, match="does not end in"):
        both[0].figure(caption_file=tmp_path / "bars.docx")


@pytest.mark.usefixtures("french")
def test_a_figure_is_refused_in_french(both):
    with pytest.raises(UsageError, match="Une figure de type bars ne montre pas per_1000"):
        FigureSpec(measure="per_1000")
    with pytest.raises(UsageError, match="«\u00a0XXX\u00a0» n’est pas parmi les pays"):
        both[1].figure(kind="years", places=["XXX"], language="en")
