"""What a page tells: figures, ranks, legends, subtitles, circles of its own."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.web.views import page_views, tables_by_year
from tests.web.unpacking import layer_of, model_of_release, plain, radii

OPTIONS = {"language": "fr", "style": "iom"}


@pytest.fixture(scope="module")
def model(desa):
    return model_of_release(desa)[1]


@pytest.fixture(scope="module")
def registered(register):
    return model_of_release(register)


def figures(model, at=0):
    (found,) = model["geographies"][at]["figures"].values()
    return found


def texts(rows, language="fr"):
    return {row: plain(told["text"][language]) for row, told in rows.items() if told["text"]}


def part(layer, name):
    return next(part for part in layer["legend"] if part["part"] == name)


def rows_of(layer):
    return {row["key"]: row for part in layer["legend"] for row in part.get("rows", ())}


def test_a_place_has_all_values_whatever_the_layers(desa):
    _, model = model_of_release(desa, measures=("men",))
    assert texts(figures(model)["FRA"]) == {
        "women": "58 769",
        "men": "34 214",
        "total": "92 983",
        "share_women": "63,2 %",
    }
    assert model["geographies"][0]["rows"] == ["women", "men", "total", "share_women"]
    assert model["measures"] == ["men"]


def test_a_layer_beyond_the_usual_rows_is_told_too(desa):
    _, model = model_of_release(desa, measures=("sex_ratio",))
    assert model["measured"]["sex_ratio"]["label"]["fr"] == "Rapport de féminité"
    assert texts(figures(model)["FRA"])["sex_ratio"] == "172"


def test_circles_share_one_scale(model):
    shown = model["geographies"][0]
    assert radii(layer_of(shown, "total"))["FRA"] == 1
    for measure, people in (("women", 58769), ("men", 34214)):
        circle = radii(layer_of(shown, measure), "circle")["FRA"]
        assert circle**2 == pytest.approx(people / 92983, abs=1e-4)
    assert radii(layer_of(shown, "share_women", kind="colours")) == {}


def test_a_sex_lies_in_the_circle_of_both(model):
    shown = model["geographies"][0]
    women = layer_of(shown, "women")
    assert radii(women, "whole") == pytest.approx(
        {place: radii(layer_of(shown, "total"))[place] for place in radii(women, "whole")}
    )
    assert [mark["look"] for mark in women["marks"] if mark["place"] == "FRA"] == [
        *("whole", "circle"),
    ]
    assert rows_of(women)["whole"]["label"]["en"] == "Women and men together"
    assert "whole" not in rows_of(layer_of(shown, "total"))


def test_a_rate_is_a_circle_of_its_people_and_pale_where_they_are_few(model):
    shown = model["geographies"][0]
    share, total = layer_of(shown, "share_women"), layer_of(shown, "total")
    assert radii(share)["USA"] == radii(total)["USA"]
    assert radii(share, "few") == {place: radii(total)[place] for place in radii(share, "few")}
    people = figures(model)
    assert all(people[place]["total"]["value"] < 100 for place in share["small"])
    assert set(radii(share, "few")) == set(share["small"])
    assert rows_of(share)["few"]["label"]["fr"] == "Moins de 100 personnes"


def test_the_legend_tells_the_same_circles(model):
    radius, label = part(layer_of(model["geographies"][0], "total"), "nested")["circles"][0]
    assert plain(label["fr"]) == "80 000"
    assert radius**2 == pytest.approx(80000 / 92983, abs=1e-4)


def test_parity_is_a_class_of_its_own(model):
    share = layer_of(model["geographies"][0], "share_women", kind="colours")
    boxes = part(share, "boxes")
    assert [label["fr"] for _, label, note in boxes["boxes"] if note["fr"]] == ["48 à moins de 52"]
    assert not boxes["limit"]


def test_parity_lies_under_the_class_that_begins_at_it(desa, tmp_path):
    style = tmp_path / "even.toml"
    style.write_text("[breaks]\nshare_women = [45, 50, 55]\n", encoding="utf-8")
    _, model = model_of_release(desa, measures=("share_women",), style=str(style))
    boxes = part(layer_of(model["geographies"][0], "share_women", kind="colours"), "boxes")
    assert [label["fr"] for _, label, note in boxes["boxes"] if note["fr"]] == ["50 à moins de 55"]
    assert boxes["limit"]


def test_places_are_ranked_by_value(model):
    shown = model["geographies"][0]
    assert layer_of(shown, "total")["order"][0] == "FRA"
    assert layer_of(shown, "men")["order"][0] == "USA"
    assert len(layer_of(shown, "total")["order"]) == 57


def test_hidden_figures_are_words_and_nothing_else(registered):
    packed, model = registered
    germany = figures(model)["DEU"]
    assert plain(germany["total"]["text"]["fr"]) == "48 616"
    for row in ("women", "men", "share_women"):
        assert germany[row] == {"state": "suppressed", "value": None, "text": None}
    shown = model["geographies"][0]
    assert all("DEU" not in radii(layer_of(shown, sex), "circle") for sex in ("women", "men"))
    assert "48613" not in json.dumps(packed)


def test_hidden_places_come_last_by_name(registered):
    women = layer_of(registered[1]["geographies"][0], "women")["order"]
    assert women[-3:] == ["DEU", "BEL", "SGP"]  # Allemagne, Belgique, Singapour


def test_four_states_keep_apart(registered):
    model = registered[1]
    values, total = figures(model), layer_of(model["geographies"][0], "total")
    assert values["USA"]["total"]["value"] == 0
    assert values["USA"]["total"]["text"]["fr"] == "0"
    assert total["fills"]["USA"] == "zero"
    assert values["USA"]["share_women"]["state"] == "not_applicable"
    assert values["ESP"]["total"]["state"] == "no_data"
    assert values["BEL"]["total"]["state"] == "suppressed"
    assert total["fills"]["CMR"] == "origin"


def test_people_of_unknown_sex_are_told_where_there_are_some(registered, model):
    own = registered[1]
    assert own["geographies"][0]["rows"][:4] == ["women", "men", "unknown", "total"]
    assert figures(own)["GAB"]["unknown"]["value"] == 700
    assert figures(own)["LUX"]["unknown"]["value"] is None
    assert "unknown" not in model["geographies"][0]["rows"]


def test_a_share_of_many_unknown_has_a_state_and_a_sign_of_its_own(registered):
    model = registered[1]
    assert figures(model)["GAB"]["share_women"]["state"] == "unknown_sex_too_high"
    for kind in ("circles", "colours"):
        share = layer_of(model["geographies"][0], "share_women", kind=kind)
        assert share["fills"]["GAB"] == "unknown_sex_too_high"
        assert share["swatches"]["unknown_sex_too_high"][1] == "grid"
        assert "unknown_sex_too_high" in rows_of(share)


def test_the_subtitle_says_facts(model, registered):
    shown = model["geographies"][0]
    total, women = (layer_of(shown, measure) for measure in ("total", "women"))
    assert plain(total["subtitle"]["fr"]) == (
        "441 015 personnes dans 57 pays : 221 636 femmes (50,3 %) et 219 379 hommes."
    )
    assert total["lead"]["en"] == "441,015 people"
    assert plain(women["subtitle"]["fr"]) == (
        "221 636 femmes dans 56 pays, soit 50,3 % des 441 015 personnes."
    )
    share = layer_of(shown, "share_women")
    assert plain(share["lead"]["fr"]) == "50,3 % de femmes"
    # Where a figure is hidden no sum may tell it.
    hidden = layer_of(registered[1]["geographies"][0], "women")
    assert plain(hidden["subtitle"]["fr"]) == "5 230 femmes affichées dans 3 pays."


def test_label_points_go_on_past_180(model):
    places = model["geographies"][0]["byId"]
    assert places["WSM"]["lon"] == pytest.approx(187.8, abs=0.5)
    assert places["FRA"]["lon"] == pytest.approx(2.4, abs=1)


def test_a_place_is_found_by_every_name_and_code(model):
    places = model["geographies"][0]["byId"]
    for place, names in {
        "COD": ("rdc", "180", "cd", "congo kinshasa"),
        "GBR": ("uk", "gb", "826", "grande bretagne"),
        "CIV": ("ivory coast",),
        "GRC": ("el",),
    }.items():
        found = " | ".join(places[place]["find"]).lower()
        for name in names:
            assert f" {name}" in f" {found}", (place, name)


def test_missions_are_found_in_any_view(model):
    names = {mission["id"]: mission["name"] for mission in model["missions"]}
    assert names["nga-lagos-cg"]["en"] == "Consulate General in Lagos"
    assert names["deu-essen-h"]["fr"] == "Consulat honoraire à Essen"


def test_regions_are_where_people_are(model):
    regions = {region["key"]: region for region in model["regions"]}
    assert list(regions) == ["europe", "middle-africa", "northern-america", "western-africa"]
    assert regions["europe"]["name"]["fr"] == "Europe"
    west, south, east, north = regions["middle-africa"]["bounds"]
    home = model["geographies"][0]["byId"]["CMR"]
    assert west < home["lon"] < east
    assert south < home["lat"] < north


def test_a_page_of_several_years_has_one_set_of_classes():
    rows = [
        (place, year, sex, number * (year - 1999))
        for place, number in (("FRA", 900), ("DEU", 300), ("GAB", 120), ("TCD", 45), ("USA", 700))
        for year in (2000, 2005)
        for sex in "FM"
    ]
    counts = pd.DataFrame(rows, columns=["place", "year", "sex", "count"])
    release = dm.release(counts, year=2005).over()
    _, model = model_of_release(release, measures=("total",))
    shown = model["geographies"][0]
    first, last = (layer_of(shown, "total", year, "colours") for year in (2000, 2005))
    labels = [[label["fr"] for _, label, _ in part(one, "boxes")["boxes"]] for one in (first, last)]
    assert labels[0] == labels[1]
    circles = [radii(layer_of(shown, "total", year))["FRA"] for year in (2000, 2005)]
    assert circles == [pytest.approx(6**-0.5, abs=1e-4), 1]


@pytest.mark.parametrize("measures", [(), ("total", "total"), "total", ("people",)])
def test_measures_that_make_no_page_are_refused(desa, measures):
    with pytest.raises(UsageError, match="Choose"):
        page_views(tables_by_year(desa, None), measures, **OPTIONS)


def test_raw_counts_are_refused():
    with pytest.raises(NotProtectedError):
        page_views(tables_by_year("counts", None), None, **OPTIONS)
