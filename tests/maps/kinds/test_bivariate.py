import pytest

import diasporamap as dm
from diasporamap.errors import StyleError, UsageError
from diasporamap.maps import MapSpec, compose, style_names
from diasporamap.maps.drawing import Matrix
from diasporamap.sheet import draw_map

PLACES = [
    *(("FRA", 7000, 3000), ("DEU", 1200, 1300), ("GAB", 200, 425), ("TCD", 20, 24)),
    *(("BEL", 2, 3), ("ITA", 330, 170), ("USA", 2000, 1900), ("CAN", 60, 140), ("NAM", 120, None)),
]
SPEC = {"measure": "share_women", "kind": "bivariate", "language": "en"}


def matrix_of(composition):
    return next(part for part in composition.drawing.legend if isinstance(part, Matrix))


@pytest.fixture(scope="module")
def composed(people):
    return compose(people(*PLACES), MapSpec(**SPEC))


def test_a_place_has_the_colour_of_its_two_classes(composed):
    fills = composed.drawing.fills
    # Across: under 48, to 52, from 52 on; up: thirds of 200, 500, 625, 2 500, 3 900 and 10 000.
    wanted = {
        "FRA": "class-2-2",  # 70 per cent of 10 000
        "DEU": "class-1-1",  # 48
        "USA": "class-1-2",  # 51.3
        "GAB": "class-0-1",  # 32
        "ITA": "class-2-0",  # 66
        "CAN": "class-0-0",  # 30
    }
    assert {place: fills[place] for place in wanted} == wanted
    swatches = composed.swatches
    assert swatches["class-2-2"].fill == composed.style.bivariate[2][2]
    assert swatches["class-0-1"].fill == composed.style.bivariate[1][0]


def test_what_says_nothing_keeps_its_state(composed):
    fills = composed.drawing.fills
    assert fills["TCD"] == "base_too_small"  # 44 people
    assert fills["BEL"] == "suppressed"
    assert fills["NAM"] == "no_data"
    labels = [entry.label for entry in composed.legend]
    assert "Fewer than 50 people" in labels


def test_the_legend_is_a_square_with_limits_and_numbers_of_places(composed):
    matrix = matrix_of(composed)
    assert (matrix.title, matrix.across) == ("Number of people", "Share of women (%)")
    assert matrix.limits[0] == ("48", "52")
    assert [[entry.key for entry in row] for row in matrix.rows] == [
        [f"class-{across}-{up}" for across in range(3)] for up in (2, 1, 0)
    ]
    notes = {entry.key: entry.note for entry in matrix.entries}
    assert notes["class-2-2"] == "1"
    assert sum(map(int, notes.values())) == 6
    assert matrix.rows[0][2].label.startswith("52 and over, ")


def test_the_title_names_both(composed):
    assert composed.words.title.startswith("Number of people and share of women")
    rates = compose(
        dm.release("undesa:SEN"),
        MapSpec(kind="bivariate", measure="per_1000", second="share_women", language="en"),
    )
    assert rates.words.title.startswith("Share of women and people born in Senegal")


def test_a_second_measure_that_is_hidden_hides_the_place(monkeypatch, people):
    from diasporamap.maps import composition

    values = composition.measure_values

    def hiding(protected, measure):
        found = values(protected, measure)
        if measure == "total":
            found.table.loc["FRA", ["value", "state"]] = float("nan"), "suppressed"
        return found

    monkeypatch.setattr(composition, "measure_values", hiding)
    made = compose(people(*PLACES), MapSpec(**SPEC))
    assert made.drawing.fills["FRA"] == "suppressed"
    assert sum(int(entry.note) for entry in matrix_of(made).entries) == 5


@pytest.mark.parametrize("style", style_names())
def test_every_shipped_style_passes_the_gate(style, people):
    compose(people(*PLACES), MapSpec(**SPEC, style=style))


def test_neighbours_in_the_square_that_look_alike_are_refused(people, tmp_path):
    style = tmp_path / "mine.toml"
    rows = '["#ffdea9", "#cad5e1", "#7dc4ae"], ["#988151", "#a9abae", "#009984"]'
    style.write_text(
        f'[classes.bivariate]\ncolours = [{rows}, ["#a85e00", "#5b5e60", "#009984"]]\n',
        encoding="utf-8",
    )
    with pytest.raises(StyleError, match=r"#009984 .* and #009984 .*, 0.0 apart"):
        compose(people(*PLACES), MapSpec(**SPEC, style=str(style)))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"second": "share_women"}, "share_women cannot be set against share_women"),
        ({"second": "change"}, "cannot be set against change"),
        ({"kind": "choropleth", "second": "total"}, "show one measure.*or choose kind bivariate"),
        ({"second": "median"}, "'median' is not a measure"),
        ({"classes": 4}, "Bivariate have no classes"),
    ],
)
def test_what_makes_no_sense_is_refused(options, says):
    with pytest.raises(UsageError, match=says):
        MapSpec(**{**SPEC, **options})


@pytest.mark.parametrize("rows", [[("FRA", 1, 2)], [("FRA", 600, 500)]])
def test_no_place_or_one_is_drawn(rows, people):
    draw_map(people(*rows), MapSpec(**SPEC))


def test_numbers_under_the_square_stand_apart(boxes_of):
    spec = MapSpec(kind="bivariate", measure="per_1000", second="share_women", language="en")
    matrix = matrix_of(compose(dm.release("undesa:SEN"), spec))
    boxes = dict(boxes_of(draw_map(dm.release("undesa:SEN"), spec)))
    (_, _, end, _), (start, _, _, _) = (boxes[words] for words in matrix.limits[0])
    assert start - end > 0.5
