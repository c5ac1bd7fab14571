import pandas as pd
import pytest

from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.drawing import Nested
from diasporamap.protection import Release
from diasporamap.sheet import draw_map

ROWS = [("FRA", 900, 400), ("GAB", 100, 225), ("TCD", 0, 60), ("BEL", 1, 2), ("MLI", 0, 0)]


def composed(counts, **options):
    return compose(counts, MapSpec(kind="half-circles", language="en", **options))


def released(*rows):
    """Make protected counts of rows (place, sex, people)."""
    return Release(pd.DataFrame(rows, columns=["place", "sex", "count"])).by()


def test_each_half_has_the_area_of_its_own_sex(people):
    drawing = composed(people(*ROWS)).drawing
    women, men = drawing.marks["FRA"]
    assert (women.look, women.start, women.sweep) == ("women", 90, 180)
    assert (men.look, men.start, men.sweep) == ("men", 270, 180)
    # Half of a disc of so many people is as large as a whole one on a map of the total.
    assert women.radius**2 / 2 == pytest.approx(1)
    assert men.radius**2 / 2 == pytest.approx(400 / 900)
    assert [disc.radius**2 / 2 for disc in drawing.marks["GAB"]] == pytest.approx([1 / 9, 1 / 4])
    assert [disc.look for disc in drawing.marks["TCD"]] == ["men"]
    assert list(drawing.marks) == ["FRA", "GAB", "TCD"]


def test_labels_and_the_text_for_screen_readers_tell_both(people):
    made = composed(people(*ROWS))
    assert made.table.at["FRA", "text"] == "900\u00a0|\u00a0400"
    assert "France (900\u00a0|\u00a0400)" in made.words.alt
    assert "labels: women | men" in " ".join(made.words.captions)
    assert made.table.at["FRA", "value"] == 1300


def test_a_place_with_both_sexes_hidden_has_no_half(people):
    drawing = composed(people(*ROWS)).drawing
    assert "BEL" not in drawing.marks
    assert drawing.fills["BEL"] == "suppressed"
    assert drawing.fills["MLI"] == "zero"


def test_a_hidden_half_is_one_sign_whatever_it_hides(monkeypatch, people):
    from diasporamap.maps import composition

    figures = composition.figures_by_place

    def hiding(protected, needs):
        count, state = figures(protected, needs)
        for place in ("FRA", "GAB"):
            count.loc[place, "F"], state.loc[place, "F"] = float("nan"), "suppressed"
        return count, state

    monkeypatch.setattr(composition, "figures_by_place", hiding)
    made = composed(people(*ROWS))
    hidden = {place: made.drawing.marks[place][0] for place in ("FRA", "GAB")}
    assert hidden["FRA"] == hidden["GAB"]
    assert hidden["FRA"].look == "hidden"
    assert made.table.at["FRA", "text"] == "not shown\u00a0|\u00a0400"
    assert made.drawing.marks["FRA"][1].radius ** 2 / 2 == pytest.approx(1)
    labels = [entry.label for entry in made.legend if entry.kind == "discs"]
    assert labels == ["Men (right)", "One sex not shown"]
    assert "900" not in " ".join((made.words.alt, *made.words.captions, *made.table["text"]))


def test_people_of_whom_only_all_are_shown_have_two_hidden_halves(monkeypatch, people):
    from diasporamap.maps import composition

    figures = composition.figures_by_place

    def hiding(protected, needs):
        count, state = figures(protected, needs)
        count.loc["GAB", ["F", "M"]], state.loc["GAB", ["F", "M"]] = float("nan"), "suppressed"
        return count, state

    monkeypatch.setattr(composition, "figures_by_place", hiding)
    made = composed(people(*ROWS), extent="africa")
    assert [disc.look for disc in made.drawing.marks["GAB"]] == ["hidden", "hidden"]
    assert made.table.at["GAB", "text"] == "325"
    # Of those outside Belgium is hidden, so that no number is told: Gabon is none of them.
    assert "325" not in " ".join(made.words.captions)


def test_people_of_no_stated_sex_are_told_and_in_no_half():
    rows = [("FRA", "F", 600), ("FRA", "M", 400), ("FRA", "U", 50), ("CAN", "U", 160)]
    made = composed(released(*rows))
    (ring,) = made.drawing.marks["CAN"]
    assert (ring.look, ring.sweep) == ("unstated", 360)
    assert ring.radius**2 == pytest.approx(160 / 600)
    assert made.drawing.looks["unstated"].dashes
    assert made.table.at["CAN", "text"] == "160"
    assert "whose sex is not stated, in no half circle: 210." in " ".join(made.words.captions)


def test_counts_without_sexes_are_refused():
    with pytest.raises(UsageError, match="need people by sex, and these counts have none"):
        composed(released(("FRA", "U", 50), ("CAN", "U", 160)))


def test_only_all_people_are_halved():
    says = "Half-circles do not show women. Choose the measure total"
    with pytest.raises(UsageError, match=says):
        MapSpec(kind="half-circles", measure="women")
    with pytest.raises(UsageError, match=r"Small maps by sex .* not total as half-circles"):
        MapSpec(kind="half-circles", facet="sex")


def test_the_legend_has_the_halves_of_the_map(people):
    made = composed(people(*ROWS))
    nested = next(part for part in made.drawing.legend if isinstance(part, Nested))
    assert [(disc.start, look.fill) for disc, look in nested.discs] == [
        (90.0, "#01665e"),
        (270.0, "#c2852f"),
    ]
    values = [int(entry.label.replace(",", "").split()[0]) for entry in nested.entries]
    for entry, value in zip(nested.entries, values, strict=True):
        assert entry.radius**2 / 2 == pytest.approx(value / 900)


def test_painted_halves_lose_nothing_to_their_ring(people):
    from matplotlib.collections import PatchCollection

    made = composed(people(*ROWS))
    collections = [
        one
        for one in draw_map(people(*ROWS), made.spec).axes[0].collections
        if isinstance(one, PatchCollection)
    ]
    women, reach = made.drawing.looks["women"].fill, made.style.circle["largest_mm"]
    painted = []
    for one in collections:
        for path, fill, width in zip(
            one.get_paths(), one.get_facecolors(), one.get_linewidths(), strict=True
        ):
            if tuple(round(255 * part) for part in fill[:3]) == (1, 0x66, 0x5E):
                assert width == 0
                painted.append(path.get_extents())
    assert women == "#01665e"
    largest = max(painted, key=lambda box: box.height)
    assert largest.height / 2 == pytest.approx(reach * 2**0.5, rel=1e-3)
    assert largest.width == pytest.approx(reach * 2**0.5, rel=1e-3)


def test_each_number_of_a_label_has_the_colour_of_its_sex(people):
    figure = draw_map(people(*ROWS), MapSpec(kind="half-circles", language="en"))
    # Those of the chart beside the map are in the colour of all text.
    texts = {(text.get_text(), text.get_color()): text for text in figure.axes[0].texts}
    women, men = texts["900", "#01665e"], texts["400", "#8c510a"]
    assert women.get_position()[1] == men.get_position()[1]
    assert women.get_position()[0] < men.get_position()[0]
    assert ("\u00a0|\u00a0", "#52606d") in {(words.strip(" "), shade) for words, shade in texts}


def test_the_legend_has_a_half_of_each(people):
    made = composed(people(*ROWS))
    parts = {entry.key: entry.part for entry in made.legend if entry.kind == "discs"}
    assert parts == {"women": (90.0, 180.0), "men": (270.0, 180.0)}


def test_halves_of_several_maps_can_be_compared_on_one_scale(people):
    fixed = composed(people(*ROWS), scale=10_000)
    women, men = fixed.drawing.marks["FRA"]
    assert women.radius**2 / 2 == pytest.approx(900 / 10_000)
    assert men.radius**2 / 2 == pytest.approx(400 / 10_000)
    largest = 2 * 2**0.5 * fixed.style.circle["largest_mm"]
    said = f"Scale of the half circles fixed: that of 10,000 is {largest:.1f} mm across."
    assert said in " ".join(fixed.words.captions)
    with pytest.raises(UsageError, match=r"the largest circle would be 3\.0 times as wide"):
        composed(people(*ROWS), scale=100)
