import pandas as pd
import pytest

from diasporamap.counts.aggregation import select_counts
from diasporamap.districts import read_districts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.districts.mapped import district_geography
from diasporamap.errors import UnmatchedPlacesError
from diasporamap.maps import MapSpec, Rows, compose
from diasporamap.maps.reference_maps import compose_places
from diasporamap.places.geography import shared_edges
from diasporamap.protection import Release
from diasporamap.readers.example import read_example
from diasporamap.sheet.draw import draw_composition
from tests.layouts import planned_panels


@pytest.fixture(scope="module")
def districts():
    return read_districts()


@pytest.fixture(scope="module")
def geography(districts):
    return district_geography(districts)


@pytest.fixture(scope="module")
def published(districts):
    counts, sources = read_example()
    return Release(select_counts(counts), sources=sources, districts=DistrictChoice(districts)).by(
        "district"
    )


def composed(published, geography, **options):
    return compose(published, MapSpec(**options), geography=geography)


def test_attached_free_and_shared_people_add_up_to_all(published, geography):
    composition = composed(published, geography, language="en")
    note = composition.words.captions[1]
    assert "Attached to a district: 371,232." in note
    assert "In a country without a district: 5,112." in note
    assert "several districts sharing the country: 64,671" in note
    assert "(Congo, Equatorial Guinea, and Nigeria)." in note
    assert 371_232 + 5_112 + 64_671 == 441_015
    assert composition.words.subtitle.endswith(
        "district: 371,232 of 441,015 in 19 districts; 64,671 in 3 shared countries and 5,112 "
        "without a district."
    )


def test_a_sheet_shows_those_in_no_one_district_as_hollow_circles(published, geography):
    spec = MapSpec(language="en")
    composition = compose(published, spec, geography=geography, everyone=True)
    table, drawing = composition.table, composition.drawing
    assert table.loc[["COG", "GNQ", "NGA"], "value"].sum() == 64_671
    assert set(table.loc[["COG", "GNQ", "NGA"], "status"]) == {"split"}
    looks = {place: discs[0].look for place, discs in drawing.marks.items()}
    assert {place for place, look in looks.items() if look == "split"} == {"COG", "GNQ", "NGA"}
    assert {looks["fra-paris"], looks["CYP"]} == {"attached", "outside"}
    split, outside = drawing.looks["split"], drawing.looks["outside"]
    assert split.dashes
    assert not outside.dashes
    assert split.hollow
    assert outside.hollow
    assert table.loc[list(drawing.marks), "value"].sum() == 441_015
    labels = [entry.label for entry in composition.legend if entry.kind == "discs"]
    assert labels == ["In a district", "Shared country: not attributed", "Without a district"]
    others = compose(published, spec, geography=geography)
    assert "NGA" not in others.table.index


def test_names_of_hollow_circles_are_in_italics(published, geography):
    spec = MapSpec(language="en")
    with planned_panels() as planned:
        draw_composition(compose(published, spec, geography=geography, everyone=True))
    slanted = {label.place: label.slanted for panel in planned for label in panel.labels}
    assert slanted["NGA"]
    assert slanted["CYP"]
    assert not slanted["fra-paris"]


def test_people_outside_all_districts_keep_their_circle_on_hatched_land(published, geography):
    table = composed(published, geography).table
    assert table.at["ZMB", "key"] == "not_attached"
    assert table.at["ZMB", "value"] == 299


def test_only_districts_are_coloured_by_a_rate(published, geography):
    composition = composed(published, geography, measure="share_women", language="en")
    table = composition.table
    assert table.at["ZMB", "key"] == "not_attached"
    assert table.at["ZMB", "text"] == "45.2%"
    assert table.at["fra-paris", "key"] == "class-6"
    assert "Bolivia" not in composition.words.alt


def test_a_shared_country_is_not_attributable_and_not_without_data(published, geography):
    composition = composed(published, geography, language="en")
    assert composition.table.loc[["nga-abuja", "nga-lagos-cg"], "state"].tolist() == [
        *("not_attributable", "not_attributable")
    ]
    assert composition.table.at["caf-bangui", "state"] == "no_data"
    legend = {entry.key: entry.label for entry in composition.legend}
    assert legend["not_attributable"] == "Not attributable (shared)"


def test_a_district_without_its_part_of_a_shared_country_says_so(districts, geography):
    counts = pd.DataFrame({"place": ["BEN", "NGA"], "sex": ["F", "F"], "count": [60, 900]})
    shown = Release(counts, districts=DistrictChoice(districts)).by("district")
    note = composed(shown, geography, language="en").words.captions[1]
    assert note.count("Without the part of the shared country: Lagos.") == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Figures that are not shown are in none of these sums."),
        ("fr", "Les effectifs non affichés ne sont dans aucune de ces sommes."),
    ],
)
def test_figures_that_are_hidden_are_in_no_sum_and_the_caption_says_so(
    districts, geography, language, said
):
    def note(people):
        counts = pd.DataFrame({"place": ["BEN", "FRA"], "sex": ["F", "F"], "count": [60, people]})
        shown = Release(counts, districts=DistrictChoice(districts)).by("district")
        return composed(shown, geography, language=language).words.captions[1]

    assert said in note(3)
    assert said not in note(90)


def test_the_legend_explains_boundaries_and_missions(published, geography):
    legend = composed(published, geography, language="en").legend
    assert [entry.label for entry in legend if entry.kind == "seat"] == [
        *("Embassy", "High commission", "Consulate general", "Consulate", "Honorary consulate")
    ]
    lines = [entry.key for entry in legend if entry.kind == "line"]
    assert lines == ["district", "inferred", "dashed", "dotted"]


def test_counts_of_places_that_no_district_map_has_are_refused(geography):
    counts = pd.DataFrame({"place": ["FRA"], "sex": ["F"], "count": [60]})
    with pytest.raises(UnmatchedPlacesError, match="'FRA' is none of the map’s districts"):
        compose(Release(counts), MapSpec(), geography=geography)


def test_neighbouring_districts_never_have_one_colour(geography):
    composition = compose_places(geography, MapSpec())
    keys = composition.table["key"]
    edges = shared_edges(geography.areas("world").places)
    held = geography.table.index[geography.table["status"] == "district"]
    pairs = edges[edges["left"].isin(held) & edges["right"].isin(held)]
    assert len(pairs) > 20
    assert (keys[pairs["left"]].to_numpy() != keys[pairs["right"]].to_numpy()).all()


def test_the_reference_map_labels_every_district_embassies_first(geography):
    composition = compose_places(geography, MapSpec(language="en"))
    held = geography.table.index[geography.table["status"] == "district"]
    assert set(composition.drawing.labels) == set(held)
    kinds = geography.seats.set_index("mission")["kind"]
    assert kinds[composition.drawing.labels[0]] == "embassy"
    assert composition.words.title == "Consular districts of Cameroon"
    assert composition.words.subtitle.startswith("42 districts")
    assert composition.table.at["CMR", "key"] == "origin"
    assert composition.table.at["ESH", "key"] == "not_applicable"


def test_the_reference_map_shows_no_figure(geography):
    composition = compose_places(geography, MapSpec())
    assert composition.table["value"].isna().all()
    assert composition.drawing.marks == {}
    assert {type(part) for part in composition.drawing.legend} == {Rows}
