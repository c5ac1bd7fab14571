from __future__ import annotations

import json

import pytest

from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.web.content import compose_measures, geography_of, table_of, told_measures

LAYERS = ("total", "women", "men", "share_women")
OPTIONS = {"language": "fr", "style": "iom", "title": None}


def content_of(protected, measures=LAYERS, **options):
    compositions = compose_measures(protected, measures, **{**OPTIONS, **options})
    told = told_measures(protected, compositions, measures)
    return geography_of(told, [compositions[measure] for measure in measures]), told


def radii(layer):
    """Return the radius of the circle of each place."""
    return {mark["place"]: mark["radius"] for mark in layer["marks"] if mark["mark"] == "disc"}


def part(layer, name):
    return next(part for part in layer["legend"] if part["part"] == name)


def test_a_place_has_all_values_whatever_the_layers(desa):
    content, _ = content_of(desa, ("men",))
    assert content["places"]["FRA"]["values"] == {
        "men": ("value", "34\u202f214"),
        "total": ("value", "92\u202f983"),
        "women": ("value", "58\u202f769"),
        "share_women": ("value", "63,2\u202f%"),
    }
    assert [row for row, _ in content["rows"]] == ["total", "women", "men", "share_women"]
    assert [layer["measure"] for layer in content["layers"]] == ["men"]


def test_a_layer_beyond_the_usual_rows_is_told_too(desa):
    content, _ = content_of(desa, ("sex_ratio",))
    assert content["rows"][-1] == ("sex_ratio", "Rapport de féminité")
    assert content["places"]["FRA"]["values"]["sex_ratio"] == ("value", "172")


def test_circles_share_one_scale(desa):
    content, _ = content_of(desa)
    total, women, men, share = content["layers"]
    assert radii(total)["FRA"] == 1
    assert radii(women)["FRA"] ** 2 == pytest.approx(58769 / 92983, abs=1e-4)
    assert radii(men)["FRA"] ** 2 == pytest.approx(34214 / 92983, abs=1e-4)
    assert radii(share) == {}


def test_without_the_total_the_scale_fits_what_is_shown(desa):
    content, _ = content_of(desa, ("women", "men"))
    assert radii(content["layers"][0])["FRA"] == 1


def test_the_legend_tells_the_same_circles(desa):
    content, _ = content_of(desa)
    first = part(content["layers"][0], "nested")["circles"][0]
    assert first[1] == "80\u202f000"
    assert first[0] ** 2 == pytest.approx(80000 / 92983, abs=1e-4)


def test_parity_is_a_class_of_its_own_and_classes_tell_their_places(desa):
    content, _ = content_of(desa)
    boxes = part(content["layers"][3], "boxes")
    assert [label for _, label, note in boxes["boxes"] if note == "parité"] == ["48 à 52 (4)"]
    assert not boxes["limit"]


def test_parity_lies_under_the_class_that_begins_at_it(desa, tmp_path):
    style = tmp_path / "even.toml"
    style.write_text("[breaks]\nshare_women = [45, 50, 55]\n", encoding="utf-8")
    boxes = part(content_of(desa, style=str(style))[0]["layers"][3], "boxes")
    assert [label[:7] for _, label, note in boxes["boxes"] if note == "parité"] == ["50 à 55"]
    assert boxes["limit"]


def test_the_arrow_keys_go_by_value(desa):
    content, _ = content_of(desa)
    assert content["layers"][0]["order"][0] == "FRA"
    assert content["layers"][2]["order"][0] == "USA"
    assert len(content["layers"][0]["order"]) == 57


def test_hidden_figures_are_words_and_nothing_else(register):
    content, _ = content_of(register)
    germany = content["places"]["DEU"]["values"]
    assert germany["total"] == ("value", "48\u202f616")
    assert germany["women"] == germany["men"] == germany["share_women"]
    assert germany["women"] == ("suppressed", "Non affiché")
    assert all("DEU" not in radii(layer) for layer in content["layers"][1:3])
    assert "48613" not in json.dumps(content)
    assert "48\\u202f613" not in json.dumps(content)


def test_hidden_places_come_last_by_name(register):
    content, _ = content_of(register)
    women = content["layers"][1]["order"]
    assert women[-3:] == ["DEU", "BEL", "SGP"]  # Allemagne, Belgique, Singapour


def test_four_states_keep_apart(register):
    content, _ = content_of(register)
    values = content["places"]
    assert values["USA"]["values"]["total"] == ("value", "0")
    assert content["layers"][0]["fills"]["USA"] == "zero"
    assert values["USA"]["values"]["share_women"] == ("not_applicable", "Sans objet")
    assert values["ESP"]["values"]["total"] == ("no_data", "Pas de données")
    assert values["BEL"]["values"]["total"] == ("suppressed", "Non affiché")
    assert content["layers"][0]["fills"]["CMR"] == "origin"


def test_people_of_unknown_sex_are_told_where_there_are_some(register, desa):
    content, _ = content_of(register)
    assert [row for row, _ in content["rows"]][:4] == ["total", "women", "men", "unknown"]
    assert content["places"]["GAB"]["values"]["unknown"] == ("value", "700")
    assert "unknown" not in content["places"]["LUX"]["values"]
    assert "unknown" not in [row for row, _ in content_of(desa)[0]["rows"]]


def test_the_table_has_a_row_a_place_with_data_by_name(register):
    content, told = content_of(register)
    rows = table_of(told, content["places"])
    names = [row["name"] for row in rows]
    assert names == [
        "Allemagne", "Belgique", "États-Unis d’Amérique", "France", "Gabon", "Luxembourg",
        "Singapour",
    ]  # fmt: skip
    cells = rows[names.index("France")]["cells"]
    assert [cell["number"] for cell in cells] == ["7620.0", "4000.0", "3500.0", "120", "53.3"]
    assert [cell["text"] for cell in rows[0]["cells"]][1:3] == ["Non affiché", "Non affiché"]
    assert [cell["number"] for cell in rows[0]["cells"]] == ["48616.0", "", "", "", ""]


def test_label_points_go_on_past_180(desa):
    content, _ = content_of(desa)
    assert content["places"]["WSM"]["lon"] == pytest.approx(187.8, abs=0.5)
    assert content["places"]["FRA"]["lon"] == pytest.approx(2.4, abs=1)


@pytest.mark.parametrize("measures", [(), ("total", "total"), "total", ("people",)])
def test_measures_that_make_no_page_are_refused(desa, measures):
    with pytest.raises(UsageError, match="Choose"):
        compose_measures(desa, measures, **OPTIONS)


def test_raw_counts_are_refused():
    with pytest.raises(NotProtectedError):
        compose_measures("counts", LAYERS, **OPTIONS)
