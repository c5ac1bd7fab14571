"""Sheets of a part of the world: what is drawn, what is said of the rest."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.collections import LineCollection

import diasporamap as dm
from diasporamap.comparison import compare_counts, draw_range_map, save_range_map
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.paper import paper_named
from diasporamap.sheet.draw import draw_composition, draw_map
from diasporamap.sheet.land import ASKED
from tests.layouts import planned_panels
from tests.sheets import picture

PEOPLE = {"GAB": 9000, "NGA": 5000, "TCD": 2500, "FRA": 90000, "DEU": 400, "BRA": 7}


def released(people=PEOPLE, **rest):
    table = pd.DataFrame({"place": list(people), "women": list(people.values()), "men": 20})
    return dm.release(dm.read_counts(table, origin="CMR"), **rest)


def composed(release, **spec):
    return compose(release, MapSpec(**spec))


def notes(composition):
    return composition.words.captions[1]


def test_circles_are_those_in_view_and_the_total_is_that_of_all():
    composition = composed(released(), extent="cemac")
    assert list(composition.drawing.marks) == ["GAB", "NGA", "TCD"]
    (nested, _) = composition.drawing.legend
    assert nested.entries[0].label == "8\u202f000"
    assert composition.drawing.marks["GAB"][0].radius == 1
    assert "107\u202f027" in composition.words.subtitle.replace("\u00a0", "\u202f")
    assert composition.words.title.endswith("\u00a0: CEMAC")
    assert "Hors du cadre\u202f: 90\u202f467 dans 3 pays." in notes(composition).replace(
        "\u00a0", "\u202f"
    )
    assert composition.words.alt.startswith("Carte en cercles proportionnels")


def test_the_same_in_english():
    composition = composed(released(), extent="cemac", language="en")
    assert composition.words.title.endswith(": CEMAC")
    assert "Beyond the frame: 90,467 in 3 countries." in notes(composition)


def test_no_number_is_said_where_figures_beyond_the_frame_are_hidden():
    counts = pd.DataFrame(
        {
            "place": ["GAB", "NGA", "FRA", "DEU", "ITA"],
            "women": [90, 80, 900, 2, 70],
            "men": [70, 60, 800, 1, 50],
        }
    )
    composition = composed(dm.release(dm.read_counts(counts, origin="CMR")), extent="cemac")
    hidden = composition.words.captions
    assert "Les lieux hors du cadre ne sont pas dessinés." in " ".join(hidden)
    assert not any("hors du cadre\u00a0:" in one for one in hidden)


def test_classes_and_their_numbers_are_those_of_what_is_in_view():
    composition = composed(released(), extent="cemac", measure="share_women", breaks=(99.5,))
    assert set(composition.table.index) >= {"GAB", "NGA", "TCD", "CMR"}
    assert "FRA" not in composition.table.index
    boxes = composition.drawing.legend[0]
    # Nigeria is drawn and is no member.
    assert sum(int(entry.note.strip("()")) for entry in boxes.entries) == 2
    assert not any("hors du cadre" in one for one in composition.words.captions)


def test_an_own_title_stays_as_it_is():
    assert composed(released(), extent="cemac", title="Nous").words.title == "Nous"


def test_nothing_in_view_is_a_map_without_circles():
    composition = composed(released(), extent="pacific", language="en")
    assert composition.drawing.marks == {}
    assert draw_composition(composition).axes


def test_parts_of_the_origin_have_no_extent():
    counts = pd.DataFrame(
        {"place": ["FRA"] * 2, "origin": ["Centre", "Ouest"], "women": [50, 60], "men": [40, 30]}
    )
    with pytest.raises(UsageError, match="shows their own country"):
        dm.release(counts).map(by="region", extent="cemac")


def test_a_district_frames_a_map_of_countries_too():
    composition = composed(released(), extent="district:fra-paris")
    assert list(composition.drawing.marks) == ["FRA", "DEU"]


def test_points_beyond_the_frame_are_told_of():
    points = pd.DataFrame(
        {"kind": "association", "name": ["A", "B"], "lat": [0.4, 48.8], "lon": [9.4, 2.3]}
    )
    composition = compose(released(), MapSpec(extent="cemac", language="en"), points=points)
    assert composition.points.outside == 1
    assert len(composition.points.table) == 1


def test_ranges_are_drawn_in_an_extent_and_pages_have_none(tmp_path):
    first = tmp_path / "one.csv"
    second = tmp_path / "two.csv"
    first.write_text("place,women,men\nFRA,900,800\nGAB,90,80\n")
    second.write_text("place,women,men\nFRA,700,600\nGAB,190,180\n")
    comparison = compare_counts([first, second], origin="CMR")
    assert draw_range_map(comparison, extent="cemac").title.endswith("\u00a0: CEMAC")
    with pytest.raises(UsageError, match="Leave --extent out"):
        save_range_map(comparison, tmp_path / "map.html", extent="cemac")


@picture
def test_map_of_an_extent():
    return released().map(extent="cemac", language="en")


@pytest.mark.parametrize(
    ("origin", "extent", "counted", "many", "in_words"),
    [("NGA", "ecowas", "417,968", 12, "ECOWAS"), ("CMR", "cemac", "98,723", 4, "CEMAC")],
)
def test_the_words_count_the_members_of_a_community_on_any_paper(
    origin, extent, counted, many, in_words
):
    release, words = dm.release(f"undesa:{origin}"), set()
    for size in ("a4", "half", "column", "slide"):
        made = composed(release, extent=extent, size=size, language="en")
        words.add((made.words.title, made.words.subtitle, made.words.alt))
        assert f"not counted in {in_words}: " in notes(made)
        rows = made.companion.rows(50)
        assert [row.place for row in rows if row.part == "place"] == list(made.companion.ranked)
        assert len(made.companion.ranked) == many
        assert f"({in_words})" in made.companion.title(50)
        assert any(row.name.startswith("Elsewhere (") for row in rows)
    ((_, subtitle, alt),) = words
    assert f"{in_words}: {counted} in {many} countries, of " in subtitle
    assert f"{counted} in {many} countries. The largest numbers: " in alt
    assert "Cameroon (" not in alt


@pytest.mark.parametrize("kind", ["choropleth", "rate-circles"])
@pytest.mark.parametrize(
    ("origin", "extent", "many"), [("POL", "europe", 39), ("NGA", "ecowas", 12), ("CMR", "FRA", 1)]
)
def test_subtitle_text_and_legend_of_a_share_count_the_same_places(kind, origin, extent, many):
    spec = {"measure": "share_women", "kind": kind, "extent": extent, "language": "en"}
    made = composed(dm.release(f"undesa:{origin}"), **spec)
    place = "1 country" if many == 1 else f"{many} countries"
    assert f"By country of residence: {place}, " in made.words.subtitle
    assert f": {place}" not in made.words.title
    assert f". {place}. " in made.words.alt
    assert "Other places in the frame are drawn and not counted in " in notes(made)
    counts = [int(entry.note.strip("()")) for entry in made.legend if entry.note]
    members = made.table[made.table.index.isin(made.geography.extent.members)]
    few = ((members["state"] == "value") & (members["base"] < 100)).sum()
    assert sum(counts) == many - few


def test_a_frame_in_figures_counts_what_stands_in_it():
    made = composed(released(), extent="11,4,1500,1200", language="en")
    assert "In the frame: " in made.words.subtitle
    assert "not counted in" not in notes(made)


def test_an_audit_reads_the_figures_of_a_map_of_an_extent(tmp_path):
    from diasporamap.checking.audits.descriptions import of_png, read_description
    from diasporamap.checking.audits.outputs import _names
    from diasporamap.districts.choice import DistrictChoice

    release = released()
    release.map(tmp_path / "map.png", extent="cemac", language="en", dpi=72)
    choice = DistrictChoice()
    output = read_description(of_png(tmp_path / "map.png"), "map.png", choice, _names(choice))
    assert {(at.cell.place, at.people) for at in output.figures} >= {("GAB", 9020), ("TCD", 2520)}


def test_neighbours_of_a_community_are_pale_without_names_and_explained():
    composition = compose(dm.release("undesa:CMR"), MapSpec(extent="americas", language="en"))
    drawing, members = composition.drawing, composition.geography.extent.members
    looks = {place: {disc.look for disc in discs} for place, discs in drawing.marks.items()}
    assert looks["FRA"] == {"neighbour"}
    assert looks["USA"] == {"circle"}
    assert {
        place for place, used in looks.items() if used == {"neighbour"}
    } == looks.keys() - members
    assert set(drawing.labels) <= members
    told = [entry.label for entry in composition.legend if entry.key == "neighbour"]
    assert told == ["Not in Americas: not counted"]
    alone = compose(dm.release("undesa:CMR"), MapSpec(extent="FRA", language="en"))
    assert "neighbour" not in alone.drawing.looks


@pytest.mark.parametrize("kind", ["choropleth", "bivariate"])
def test_areas_of_neighbours_are_pale_in_no_class_and_explained(kind):
    spec = MapSpec(extent="cemac", measure="share_women", kind=kind, language="en")
    made = compose(dm.release("undesa:CMR"), spec)
    fills, members = made.drawing.fills, made.geography.extent.members
    assert fills["NGA"] == "neighbour"
    assert fills["TCD"].startswith("class-")
    assert fills["CMR"] == "origin"
    muted = {place for place, key in fills.items() if key == "neighbour"}
    assert not muted & members
    assert not [p for p, key in fills.items() if key.startswith("class-") and p not in members]
    told = [entry.label for entry in made.legend if entry.key == "neighbour"]
    assert told == ["Not in CEMAC: not counted"]
    assert made.swatches["neighbour"].hatch not in {
        made.swatches[key].hatch for key in fills.values() if key != "neighbour"
    }


def test_a_frame_in_figures_is_said_with_its_sides():
    made = compose(dm.release("undesa:CMR"), MapSpec(extent="11,4,1500,1200", language="en"))
    told = "1,524 km by 1,200 km, centre 4.0°\N{NO-BREAK SPACE}N, 11.0°\N{NO-BREAK SPACE}E"
    assert f"frame of {told}" in made.words.captions[-2]
    assert made.words.alt.startswith(f"Map of a frame of {told}, with proportional circles")
    named = compose(dm.release("undesa:CMR"), MapSpec(extent="cemac", language="en"))
    assert "frame of" not in " ".join(named.words.captions)


@pytest.mark.parametrize("size", ["column", "half", "a4", "a4-portrait", "200x140mm"])
@pytest.mark.parametrize("extent", ["district:fra-paris", "district:usa-washington"])
def test_the_map_of_a_district_fills_its_paper_and_marks_the_district(size, extent):
    release = dm.release("undesa:CMR")
    with planned_panels() as planned:
        figure = draw_map(release, MapSpec(extent=extent, size=size), by="district")
    (panel,) = planned
    paper = paper_named(size)
    assert panel.panel.box.width >= 0.95 * paper.text_width or panel.panel.box.height >= 0.45 * (
        paper.height
    )
    frame = panel.panel.box.shape
    assert all(frame.contains(seat.box.shape) for seat in panel.seats)
    marks = [
        one
        for one in figure.axes[0].collections
        if isinstance(one, LineCollection) and one.get_linewidth()[0] == ASKED
    ]
    assert marks
