"""Small maps side by side: what each shows, what they share, and what is refused."""

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.maps import MapSpec
from diasporamap.maps.facets import compose_facets, tables_beside

YEARS = [
    *(
        ("FRA", "F", 50, 2000),
        ("FRA", "M", 40, 2000),
        ("GAB", "F", 20, 2000),
        ("GAB", "M", 10, 2000),
    ),
    *(
        ("FRA", "F", 400, 2020),
        ("FRA", "M", 300, 2020),
        ("GAB", "F", 3, 2020),
        ("GAB", "M", 90, 2020),
    ),
]
PUBLISHED = {"title": "Livre", "citation_fr": "Livre.", "citation_en": "Book.", "published": True}


def table(rows, *more):
    return pd.DataFrame(rows, columns=["place", "sex", "count", "year", *more])


def sources(tmp_path, *, published):
    """Write counts of two sources and definitions; return the file."""
    rows = [(*row, "register", "registered") for row in YEARS[:4]]
    rows += [(*row, "census", "born_in") for row in YEARS[4:]]
    table(rows, "source", "definition").to_csv(tmp_path / "counts.csv", index=False)
    declared = [
        f'[source.{name}]\ntitle = "The {name}"\ncitation_fr = "{name}"\ncitation_en = "{name}"\n'
        f"published = {str(published).lower()}\n"
        for name in ("register", "census")
    ]
    (tmp_path / "counts.sources.toml").write_text("".join(declared), encoding="utf-8")
    return tmp_path / "counts.csv"


@pytest.fixture(scope="module")
def by_year():
    release = dm.release("undesa:CMR", every=True)
    return compose_facets(release, MapSpec(facet="year", years=(2020, 1990), language="en"))


def test_years_stand_in_their_order_with_their_own_figures(by_year):
    assert [(panel.title, panel.total) for panel in by_year.panels] == [
        ("1990", "115,835"),
        ("2020", "441,015"),
    ]
    france = [panel.composition.table.at["FRA", "text"] for panel in by_year.panels]
    assert france == ["36,846", "92,983"]
    assert by_year.whole.words.title.endswith("1990\N{EN DASH}2020")
    assert "36,846" in by_year.whole.words.alt
    assert "92,983" in by_year.whole.words.alt


def test_circles_of_all_small_maps_are_on_one_scale(by_year):
    first, last = (panel.composition.drawing.marks["FRA"][0].radius for panel in by_year.panels)
    assert last == 1
    assert first**2 == pytest.approx(36_846 / 92_983)
    (nested, *_), *rest = [panel.composition.drawing.legend for panel in by_year.panels]
    assert all(other[0] == nested for other in rest)


def test_a_small_map_names_few_places_and_only_its_own(by_year):
    for panel in by_year.panels:
        assert len(panel.composition.drawing.labels) == 4
        assert not any("/" in place for place in panel.composition.drawing.marks)
    assert by_year.panels[0].composition.drawing.labels[0] == "FRA"


def test_dots_of_all_small_maps_stand_for_the_same_number():
    spec = MapSpec(facet="year", years=(1990, 2020), kind="dots", dot=2000, language="en")
    facets = compose_facets(dm.release("undesa:CMR", every=True), spec)
    dots = [panel.composition.drawing.dots.numbers["FRA"] for panel in facets.panels]
    assert dots == [round(36_846 / 2000), round(92_983 / 2000)]
    assert facets.whole.words.subtitle.endswith("1990 and 2020, dots of one value.")


def test_halves_of_all_small_maps_are_on_one_scale():
    spec = MapSpec(facet="year", years=(1990, 2020), kind="half-circles", language="en")
    facets = compose_facets(dm.release("undesa:CMR", every=True), spec)
    first, last = (panel.composition for panel in facets.panels)
    women = [one.drawing.marks["FRA"][0].radius for one in (first, last)]
    assert women[0] ** 2 / women[1] ** 2 == pytest.approx(19_495 / 58_769)
    assert last.table.at["FRA", "text"] == "58,769\u00a0|\u00a034,214"


def test_a_fixed_scale_holds_for_all_and_is_said():
    spec = MapSpec(facet="year", years=(1990, 2020), scale=200_000, language="en")
    fixed = compose_facets(dm.release("undesa:CMR", every=True), spec)
    radius = fixed.panels[0].composition.drawing.marks["FRA"][0].radius
    assert radius**2 == pytest.approx(36_846 / 200_000)
    said = [caption for caption in fixed.whole.words.captions if "fixed scale" in caption]
    assert len(said) == 1
    assert said[0].count("200,000") == 1


def test_women_and_men_stand_side_by_side():
    facets = compose_facets(dm.release("undesa:CMR"), MapSpec(facet="sex", language="en"))
    assert [(panel.title, panel.total) for panel in facets.panels] == [
        ("Women", "221,636"),
        ("Men", "219,379"),
    ]
    radii = [panel.composition.drawing.marks["FRA"][0].radius for panel in facets.panels]
    assert (radii[1] / radii[0]) ** 2 == pytest.approx(34_214 / 58_769)


def test_rates_have_one_set_of_classes():
    shown = {"facet": "year", "years": (1990, 2020), "measure": "share_women"}
    spec = MapSpec(**shown, classification="quantiles", language="en")
    facets = compose_facets(dm.release("undesa:SEN", every=True), spec)
    first, last = (panel.composition for panel in facets.panels)
    assert first.drawing.legend == last.drawing.legend
    assert dict(first.swatches) == dict(last.swatches)
    assert facets.panels[1].total.endswith("%")
    # The same share has the same colour in every year.
    pairs = pd.concat([c.table.assign(key=list(c.drawing.fills.values())) for c in (first, last)])
    classes = (
        pairs[pairs["key"].str.startswith("class")].groupby("key")["value"].agg(["min", "max"])
    )
    ordered = classes.sort_values("min")
    assert (ordered["max"].to_numpy()[:-1] < ordered["min"].to_numpy()[1:]).all()


def test_sources_are_named_by_their_titles_and_cited_together(tmp_path):
    release = dm.release(sources(tmp_path, published=True), every=True)
    facets = compose_facets(release, MapSpec(facet="source", language="en"))
    assert [panel.title for panel in facets.panels] == ["The census, 2020", "The register, 2000"]
    assert [panel.total for panel in facets.panels] == ["793", "120"]
    assert facets.whole.words.captions[0] == "Sources. census; register."
    # Two definitions are neither of them.
    assert "born" not in facets.whole.words.title


def test_sources_that_are_not_published_are_refused_where_one_hides(tmp_path):
    release = dm.release(sources(tmp_path, published=False), every=True)
    with pytest.raises(UsageError, match="2 of the sources are not published"):
        compose_facets(release, MapSpec(facet="source"))


def test_what_is_hidden_in_one_year_is_in_no_text():
    release = dm.release(table(YEARS), every=True)
    spec = MapSpec(facet="year", measure="women", language="en")
    facets = compose_facets(release, spec)
    last = facets.panels[1]
    assert last.composition.table.at["GAB", "state"] == "suppressed"
    assert last.total == "400"
    words = facets.whole.words
    assert "403" not in " ".join([words.title, words.subtitle, *words.captions, words.alt])
    assert "suppressed" in {
        entry.key for part in facets.whole.drawing.legend for entry in part.entries
    }


def test_each_year_is_protected_as_if_it_were_released_alone():
    counts = table(YEARS)
    both = tables_beside(dm.release(counts, every=True), MapSpec(facet="year"))
    for each in both:
        alone = dm.release(counts, year=each.year).by().cells
        pd.testing.assert_frame_equal(each.cells, alone)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"facet": "sex", "measure": "women"}, "Choose the measure total"),
        ({"facet": "sex", "measure": "share_women"}, "Choose the measure total"),
        ({"facet": "year", "measure": "change"}, "no small maps of change"),
        ({"facet": "colour"}, "Choose sex, year, source"),
        ({"years": (2000, 2010)}, "Choose the facet year"),
        ({"facet": "year", "years": (2000,)}, "Give 2 to 12 different years"),
        ({"facet": "year", "years": (2000, 2000)}, "Give 2 to 12 different years"),
        ({"scale": 0}, "Give a scale over 0"),
        ({"scale": float("nan")}, "Give a scale over 0"),
        ({"scale": 100, "measure": "share_women"}, "no circles to scale"),
    ],
)
def test_what_makes_no_sense_is_refused(spec, message):
    with pytest.raises(UsageError, match=message):
        MapSpec(**spec)


def refused(counts, message, **spec):
    with pytest.raises(UsageError, match=message):
        compose_facets(dm.release(counts, every=True), MapSpec(**spec))


def test_what_there_is_not_is_refused():
    alone = pd.DataFrame([("FRA", "F", 50), ("FRA", "M", 40)], columns=["place", "sex", "count"])
    refused(alone, "2 to 12 years, and the counts have 0", facet="year")
    refused(alone, "2 to 12 sources, and the counts have 1. Leave facet out", facet="source")
    refused(table(YEARS), "no year 1999. They have: 2000, 2020", facet="year", years=(1999, 2020))
    refused(alone.assign(sex=["U", "U"], place=["FRA", "GAB"]), "no sexes", facet="sex")
    with pytest.raises(UsageError, match="the counts have 1"):
        compose_facets(dm.release(table(YEARS)), MapSpec(facet="year"))
    with pytest.raises(NotProtectedError):
        compose_facets(alone, MapSpec(facet="sex"))


def test_years_of_several_sources_are_refused_until_one_is_chosen(tmp_path):
    path = sources(tmp_path, published=True)
    refused(path, "several sources or definitions", facet="year")


def test_of_each_source_the_last_year_is_shown_or_one_that_is_asked_for():
    large = [(place, sex, 10 * count, year) for place, sex, count, year in YEARS]
    rows = [(*row, "register", "registered") for row in large]
    rows += [(*row, "census", "born_in") for row in YEARS[:4]]
    release = dm.release(table(rows, "source", "definition"), every=True)
    last = tables_beside(release, MapSpec(facet="source"))
    assert [table.year for table in last] == [2000, 2020]
    both = tables_beside(release, MapSpec(facet="source", years=(2000,)))
    assert [table.year for table in both] == [2000, 2000]


def test_counts_of_too_many_years_are_refused_until_some_are_chosen():
    rows = [("FRA", sex, 100, year) for year in range(2000, 2014) for sex in "FM"]
    refused(table(rows), r"2 to 12 years, .* have 14\. Choose some", facet="year")
    few = MapSpec(facet="year", years=tuple(range(2000, 2012)))
    assert len(tables_beside(dm.release(table(rows), every=True), few)) == 12


def test_a_release_of_one_year_draws_the_others_too():
    figure = dm.release(table(YEARS)).map(facet="year", language="en")
    assert "2000: 120" in figure.alt
    assert "2020: 793" in figure.alt
