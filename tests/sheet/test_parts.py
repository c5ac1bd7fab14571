from functools import cache
from io import BytesIO

import pandas as pd
import pytest

from diasporamap.errors import UsageError
from diasporamap.language import in_print
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.paper import A4
from diasporamap.places.geography import countries
from diasporamap.places.layers import read_layer
from diasporamap.places.origins import NOT_STATED, origin_geography
from diasporamap.protection import Release
from diasporamap.sheet import draw_map
from diasporamap.sheet.fonts import fonts_of, printed
from diasporamap.sheet.layout import text_blocks
from tests.sealed import sealed
from tests.sheets import assert_apart

LEVELS = ("region", "division")
SPECS = (
    MapSpec(),
    MapSpec(language="en", measure="women", labels=40),
    MapSpec(language="en", measure="share_women"),
    MapSpec(measure="sex_ratio", breaks=(80, 120)),
    MapSpec(kind="choropleth"),
    MapSpec(labels=0),
)


@pytest.fixture(scope="module")
def drawn(origins):
    """Draw a map of a level and a spec, each once."""

    @cache
    def draw(level, spec):
        return draw_map(origins[level], spec, geography=origin_geography(level))

    return draw


def written(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def on_map(figure):
    """Return what is written left of the legend and the chart under it."""
    return [text.get_text() for text in figure.axes[0].texts if text.get_position()[0] < 186]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("spec", SPECS)
def test_every_text_is_on_the_sheet_and_none_covers_another(level, spec, boxes_of, drawn):
    assert_apart(boxes_of(drawn(level, spec)), A4)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("spec", SPECS)
def test_every_entry_of_the_legend_is_written_beside_the_map(level, spec, origins, boxes_of, drawn):
    composition = compose(origins[level], spec, geography=origin_geography(level))
    _, subtitle, captions = text_blocks(composition, fonts_of(composition.style))
    words = {printed(entry.label) for entry in composition.legend}
    found = {
        text
        for text, (left, bottom, _, top) in boxes_of(drawn(level, spec))
        if text in words
        and captions.top + composition.paper.gap <= bottom < top <= subtitle.bottom
        and left > 140
    }
    assert found == words


def test_nearly_every_division_is_named(drawn):
    names = set(origin_geography("division").table["short_fr"])
    for spec in (MapSpec(), MapSpec(measure="share_women")):
        texts = " ".join(written(drawn("division", spec))).replace("- ", "-")
        missing = {name for name in names if in_print(name, "fr") not in texts}
        assert len(missing) <= 4, missing


def test_a_rate_of_few_people_is_no_figure_beside_a_name(drawn, origins):
    spec = MapSpec(language="en", measure="share_women")
    table = compose(origins["division"], spec, geography=origin_geography("division")).table
    texts, few = written(drawn("division", spec)), table["key"] == "base_too_small"
    shown = {printed(text) for text in table.loc[few, "text"]} - set(table.loc[~few, "text"])
    assert len(shown) > 2
    assert not shown & set(texts)


def test_every_region_is_named_once(drawn):
    for spec in (MapSpec(language="en"), MapSpec(language="en", measure="share_women")):
        texts = on_map(drawn("region", spec))
        labels = "|".join(["", *texts, ""]).replace("-|", "-").replace("|", "||")
        for name in origin_geography("region").table["short_en"]:
            assert labels.count(f"|{name}|") == 1, name


def test_the_bars_of_regions_stand_beside_their_map(drawn):
    texts = written(drawn("region", MapSpec(language="en")))
    assert "Regions: women and men" in texts
    assert {*origin_geography("region").table["short_en"], "Total"} <= set(texts)


def test_without_labels_no_place_is_named(drawn):
    texts = on_map(drawn("region", MapSpec(labels=0)))
    assert not set(origin_geography("region").table["short_fr"]) & set(texts)
    assert {"Nigéria", "Tchad", "Gabon", "Golfe de Guinée", "200\N{NO-BREAK SPACE}km"} <= set(texts)


def test_neighbours_are_named_in_the_language_of_the_map(drawn):
    texts = written(drawn("region", MapSpec(language="en")))
    assert {"Nigeria", "Chad", "Central African Rep.", "Congo", "Gulf of Guinea"} <= set(texts)


def test_insets_show_the_large_cities(drawn):
    texts = written(drawn("division", MapSpec()))
    assert {"Douala", "Yaoundé", "Hauts plateaux de l’Ouest"} <= set(texts)
    assert not {"Douala", "Yaoundé"} & set(written(drawn("region", MapSpec())))


def test_the_country_of_origin_has_no_swatch(origins):
    for level in LEVELS:
        composition = compose(origins[level], MapSpec(), geography=origin_geography(level))
        assert "origin" not in {entry.key for entry in composition.legend}
        assert "origin" not in set(composition.table["key"])


def test_captions_tell_the_projection_the_licence_and_who_is_not_on_the_map(origins):
    divisions = compose(origins["division"], MapSpec(), geography=origin_geography("division"))
    captions = " ".join(divisions.words.captions)
    assert "© les contributeurs d’OpenStreetMap, ODbL" in captions
    assert "azimutale équivalente de Lambert, centre 7,4°\N{NO-BREAK SPACE}N" in captions
    assert "Origine non précisée, hors de la carte\N{NO-BREAK SPACE}: 90." in captions
    assert "pas le département, hors de la carte\N{NO-BREAK SPACE}: Est (60)." in captions
    assert "Equal Earth" not in captions
    assert "Kosovo" not in captions
    regions = compose(
        origins["region"], MapSpec(language="en"), geography=origin_geography("region")
    )
    captions = " ".join(regions.words.captions)
    assert "Boundaries. Regions: © OpenStreetMap contributors, ODbL, via geoBoundaries" in captions
    assert "Origin not stated, not on the map: 90." in captions
    assert "Region known" not in captions


@pytest.mark.parametrize(
    ("language", "domain"), [("fr", "domaine public"), ("en", "public domain")]
)
def test_a_map_on_other_boundaries_carries_their_licence_and_no_other(origins, language, domain):
    spec = MapSpec(language=language, boundaries="public-domain")
    composition = compose(origins["region"], spec)
    captions = " ".join(composition.words.captions)
    assert f"Natural Earth, {domain}." in captions
    for word in ("OpenStreetMap", "ODbL", "geoBoundaries"):
        assert word not in captions
    drawn = composition.geography.areas("zoom").places.set_index("place").geometry
    natural = read_layer("cameroon_regions").set_index("place").geometry
    assert drawn.geom_equals_exact(natural, 1e-6).all()
    usual = compose(origins["region"], MapSpec(language=language))
    figures = ["value", "state", "text"]
    assert composition.table[figures].equals(usual.table[figures])
    assert not usual.geography.areas("zoom").places.set_index("place").geom_equals(natural).any()


def test_places_without_other_boundaries_refuse_them(origins):
    spec = MapSpec(boundaries="public-domain")
    with pytest.raises(UsageError, match=r"no boundaries 'public-domain' of divisions\. Leave"):
        compose(origins["division"], spec)
    with pytest.raises(UsageError, match="The countries have no other boundaries"):
        compose(origins["region"], spec, geography=countries())
    with pytest.raises(UsageError, match=r"'osm' of regions\. Choose public-domain, or leave"):
        compose(origins["region"], MapSpec(boundaries="osm"))


def test_a_small_number_without_origin_is_not_shown():
    counts = pd.DataFrame(
        {
            "place": ["CM-OU", "CM-OU", NOT_STATED, NOT_STATED],
            "sex": ["F", "M", "F", "M"],
            "count": pd.array([50, 60, 1, 2], dtype="Int64"),
        }
    )
    composition = compose(sealed(counts, "region"), MapSpec())
    assert any(
        "carte\N{NO-BREAK SPACE}: non affiché." in text for text in composition.words.captions
    )


def test_the_alternative_text_says_which_map_it_is(drawn):
    figure = drawn("region", MapSpec())
    assert figure.alt.startswith("Carte du Cameroun en cercles proportionnels")
    figure = drawn("division", MapSpec(language="en", measure="share_women"))
    assert figure.alt.startswith("Map of Cameroon in colours: Share of women")


def test_the_same_map_twice_is_the_same_bytes(origins, drawn):
    def bytes_of(figure):
        file = BytesIO()
        figure.savefig(file, dpi=40, metadata={"Software": None})
        return file.getvalue()

    again = draw_map(origins["division"], MapSpec(), geography=origin_geography("division"))
    assert bytes_of(drawn("division", MapSpec())) == bytes_of(again)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("measure", ["total", "share_women"])
def test_maps_without_any_value_are_drawn(level, measure):
    counts = pd.DataFrame(
        {
            "place": ["FRA", "FRA"],
            "sex": ["F", "M"],
            "origin": ["Est", "Est"],
            "count": pd.array([1, 2], dtype="Int64"),
        }
    )
    figure = draw_map(Release(counts), MapSpec(measure=measure), by=level.removesuffix("s"))
    assert "Aucune valeur à montrer." in written(figure)


def test_texts_that_leave_no_room_are_refused(drawn):
    with pytest.raises(UsageError, match="no room for the map"):
        drawn("region", MapSpec(subtitle="Région et département d'origine. " * 200))
