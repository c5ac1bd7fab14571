"""Areas in colours of classes: what is in no class has its own sign and legend entry."""

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.counts.sources import Source
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.drawing import Boxes
from diasporamap.maps.facets import compose_facets
from diasporamap.measures import MEASURES
from diasporamap.protection import STANDARD, STRICT, Release
from tests.web.unpacking import layer_of, model_of_release

PLACES = [("FRA", 7000, 3000), ("DEU", 1200, 1300), ("GAB", 200, 425), ("TCD", 20, 24)]


def in_classes(drawing):
    """Return how many places the legend counts in classes."""
    (boxes,) = (part for part in drawing.legend if isinstance(part, Boxes))
    return sum(int(entry.note.strip("()")) for entry in boxes.entries)


@pytest.mark.parametrize("measure", ["share_women", "sex_ratio"])
def test_a_rate_of_few_people_is_in_no_class(people, measure):
    composed = compose(people(*PLACES), MapSpec(measure=measure, language="en"))
    drawing, table = composed.drawing, composed.table
    assert drawing.fills["TCD"] == table.at["TCD", "key"] == "base_too_small"  # 44 people
    assert in_classes(drawing) == 3
    (entry,) = (entry for entry in drawing.entries if entry.key == "base_too_small")
    assert entry.label == "Fewer than 50 people"
    assert "Where at least 50 people are counted" in composed.words.alt


def test_how_many_people_are_few_is_the_profile_s_or_that_of_published_figures():
    """The legend says it, and the areas, the chart beside and the table keep to it."""
    cells = [("FRA", "F", 700), ("FRA", "M", 300), ("GAB", "F", 30), ("GAB", "M", 40)]
    counts = pd.DataFrame(cells, columns=["place", "sex", "count"]).astype({"count": "Int64"})
    public = counts.assign(source="census")
    census = {
        "census": Source("census", title="C", citation_fr="C", citation_en="C", published=True)
    }
    found = {}
    for name, release in {
        "standard": Release(counts),
        "strict": Release(counts, STRICT),
        "published": Release(public, sources=census),
    }.items():
        made = compose(release, MapSpec(measure="share_women", language="en"))
        found[name] = made.drawing.fills["GAB"], made.spec.of.least
        assert made.companion.rows(5)[1].share.state == (
            "value" if found[name][1] == 50 else "base_too_small"
        )
    few = ("base_too_small", 100)
    assert (found["strict"], found["published"]) == (few, few)
    assert found["standard"][1] == 50
    assert found["standard"][0].startswith("class-")


def test_small_maps_know_rates_of_few_people():
    release = dm.release("undesa:CMR", every=True)
    spec = MapSpec(facet="year", years=(1990, 2020), measure="share_women", language="en")
    facets = compose_facets(release, spec)
    for panel in facets.panels:
        table = panel.composition.table
        few = table.index[(table["state"] == "value") & (table["base"] < 100)]
        assert len(few) > 5
        assert {panel.composition.drawing.fills[place] for place in few} == {"base_too_small"}
    assert any(entry.key == "base_too_small" for entry in facets.whole.drawing.entries)


def test_pages_rank_no_rate_of_few_people(people):
    composed = compose(people(*PLACES), MapSpec(measure="share_women"))
    assert composed.spec.of.least == STANDARD.base < MEASURES["share_women"].least
    _, model = model_of_release(people(*PLACES), measures=["total", "share_women"])
    layer = layer_of(model["geographies"][0], "share_women", kind="colours")
    assert layer["small"] == ["TCD"]
    assert layer["fills"]["TCD"] == "base_too_small"
