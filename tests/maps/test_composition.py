from dataclasses import replace

import pandas as pd
import pytest

from diasporamap.counts.aggregation import select_counts
from diasporamap.counts.origin_files import read_origin
from diasporamap.districts import read_districts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.districts.mapped import district_geography
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.maps import CircleScale, MapSpec, compose, composition
from diasporamap.maps.place_table import place_table
from diasporamap.places.origins import origin_geography
from diasporamap.protection import Release
from diasporamap.readers.example import read_example
from tests.sealed import sealed


@pytest.fixture(scope="module")
def published():
    counts, sources = read_example()
    return Release(select_counts(counts), sources=sources).by()


def register(*rows):
    return pd.DataFrame(rows, columns=["place", "sex", "count"])


#: Kenya has everything, Gabon a small number of women, Mali nobody, Namibia men not counted.
STATES = register(
    *(("KEN", "F", 120), ("KEN", "M", 80), ("GAB", "F", 3), ("GAB", "M", 40)),
    *(("MLI", "F", 0), ("MLI", "M", 0), ("NAM", "F", 12), ("NAM", "M", None)),
)


def test_counts_that_are_not_protected_are_refused():
    with pytest.raises(NotProtectedError, match=r"not protected \(DataFrame\).*release\(counts\)"):
        compose(STATES, MapSpec())  # type: ignore[arg-type]


def test_france_and_the_world_show_their_published_figures(published):
    france = {
        measure: compose(published, MapSpec(measure=measure)).table.at["FRA", "text"]
        for measure in ("total", "women", "men", "share_women")
    }
    assert france == {
        "total": "92\u202f983",
        "women": "58\u202f769",
        "men": "34\u202f214",
        "share_women": "63,2\u202f%",
    }
    assert "441\u202f015" in compose(published, MapSpec()).words.subtitle
    assert "441,015 in 57 countries" in compose(published, MapSpec(language="en")).words.subtitle


def test_names_that_look_alike_keep_apart(published):
    table = compose(published, MapSpec(language="en")).table
    assert table.loc[["COG", "COD"], "text"].tolist() == ["11,225", "No data"]
    assert table.loc[["GNQ", "GIN", "GNB", "PNG"], "text"].tolist() == [
        *("957", "187", "No data", "No data")
    ]
    assert table.loc[["NAM", "XKX", "CIV"], "text"].tolist() == ["122", "No data", "No data"]
    assert table.at["CIV", "name"] == "Côte d’Ivoire"


def test_every_state_of_a_place_has_its_own_words_and_swatch():
    composition = compose(Release(STATES).by(), MapSpec(measure="women"))
    keys = composition.table["key"]
    assert keys[["KEN", "GAB", "MLI", "NAM", "TGO", "ESH", "CMR"]].tolist() == [
        *("land", "suppressed", "zero", "land", "no_data", "not_applicable", "origin")
    ]
    legend = {entry.key: entry.label for entry in composition.legend if entry.kind == "state"}
    assert legend == {
        "land": "Avec données",
        "zero": "Zéro",
        "no_data": "Pas de données",
        "suppressed": "Non affiché (petits effectifs protégés)",
        "not_applicable": "Sans objet",
        "origin": "Pays d’origine (Cameroun)",
    }
    assert composition.table.at["CMR", "text"] == legend["origin"]
    assert composition.table.at["GAB", "text"] == legend["suppressed"]


def test_the_legend_names_only_states_that_the_map_has(published):
    keys = {entry.key for entry in compose(published, MapSpec()).legend}
    assert "suppressed" not in keys
    assert "zero" not in keys


def test_hidden_figures_are_nowhere_in_a_composition():
    counts = register(("KEN", "F", 4321), ("KEN", "M", 1234), ("GAB", "F", 3), ("GAB", "M", 2987))
    for measure in ("total", "women", "men", "share_women", "sex_ratio"):
        composition = compose(Release(counts).by(), MapSpec(measure=measure))
        table = composition.table.drop(columns=["label_lon", "label_lat"])
        assert "987" not in table.to_csv() + repr(composition.legend) + repr(composition.words)
        if measure == "men":
            assert composition.drawing.marks["KEN"][0].radius == 1


def test_the_scale_is_made_from_shown_values_only():
    counts = register(("KEN", "F", 100), ("KEN", "M", 50), ("GAB", "F", 2), ("GAB", "M", 90_000))
    men = compose(Release(counts), MapSpec(measure="men"))
    assert men.drawing.marks["KEN"][0].radius == 1
    assert "GAB" not in men.drawing.marks


def test_a_shared_scale_makes_maps_comparable(published):
    scale = CircleScale(4 * 34_214.0, 1.0)
    for measure in ("total", "men"):
        composition = compose(published, MapSpec(measure=measure), circles=scale)
        marks = composition.drawing.marks
        assert marks["FRA"][0].radius == scale.radius(composition.table.at["FRA", "value"])
    assert marks["FRA"][0].radius == 0.5


def test_classes_and_swatches_agree(published):
    composition = compose(published, MapSpec(measure="share_women"))
    boxes = composition.drawing.legend[0]
    wanted = {"FRA": "60 et plus", "USA": "45 à moins de 48", "EGY": "moins de 40"}
    for place, label in wanted.items():
        key = composition.table.at[place, "key"]
        assert key == composition.drawing.fills[place]
        assert next(row.label for row in boxes.entries if row.key == key) == label
    colours = [composition.swatches[row.key].fill for row in reversed(boxes.entries)]
    style = composition.style
    assert colours == [*reversed(style.low), style.neutral, *style.high]
    assert boxes.sides == ("plus d’hommes", "parité", "plus de femmes")
    assert boxes.over_middle == 3.5


def test_a_map_without_values_still_composes():
    composition = compose(Release(register(("KEN", "F", None), ("KEN", "M", None))), MapSpec())
    assert composition.drawing.marks == {}
    assert composition.drawing.legend[0].entries == ()
    assert composition.words.subtitle == "Aucune valeur à montrer."


def test_an_origin_that_is_no_country_is_refused():
    with pytest.raises(UsageError, match="'CAM' is no country code"):
        read_origin("CAM")


def test_parts_and_districts_of_another_origin_are_refused():
    districts = read_districts()
    choice = DistrictChoice(districts, origin=read_origin("SEN"))
    senegal = Release(register(("KEN", "F", 60)), districts=choice)
    for geography in (origin_geography("region"), district_geography(districts)):
        with pytest.raises(UsageError, match="those of Cameroon and the counts those of Senegal"):
            compose(senegal, MapSpec(), geography=geography)
    with pytest.raises(UsageError, match="The districts are those of Cameroon"):
        senegal.by("district")


def test_several_years_are_refused():
    counts, sources = read_example()
    with pytest.raises(UsageError, match="more than one year"):
        compose(sealed(counts, sources=sources), MapSpec())


def test_a_country_counted_at_home_shows_its_value():
    counts = register(("CMR", "F", 100), ("CMR", "M", 50))
    assert compose(Release(counts).by(), MapSpec()).table.at["CMR", "key"] == "land"


def test_kinds_of_one_measure_share_its_values_and_not_their_keys(published, monkeypatch):
    made = []

    def counted(*words):
        made.append(words)
        return place_table(*words)

    monkeypatch.setattr(composition, "place_table", counted)
    composition._of_values.cache_clear()
    circles, colours = (
        compose(published, MapSpec(kind=kind)) for kind in ("circles", "choropleth")
    )
    assert len(made) == 1
    assert circles.table["text"].equals(colours.table["text"])
    for both in (circles, colours):
        assert both.table["key"].to_dict() == both.drawing.fills
    assert circles.table.at["FRA", "key"] == "land"
    assert colours.table.at["FRA", "key"].startswith("class-")
    spec = MapSpec(kind="circles", language="en")
    assert compose(published, spec).table.at["DEU", "short"] == "Germany"
    assert compose(published, replace(spec, measure="women")).table.at["FRA", "value"] == 58_769
