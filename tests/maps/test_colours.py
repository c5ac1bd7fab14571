import dataclasses
import re
from itertools import combinations, pairwise

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.errors import StyleError
from diasporamap.maps import MapSpec, classes_of, compose, read_style, style_names
from diasporamap.maps.colours import (
    APART,
    COLOURED,
    DATA_APART,
    READABLE,
    SIGHTS,
    difference,
    is_readable,
    require_told_apart,
    spread,
)
from diasporamap.maps.drawing import Boxes, Drawing, LegendEntry
from diasporamap.maps.style import Swatch
from diasporamap.measures import stocks
from diasporamap.sheet import draw_map
from diasporamap.web import web_map

IOM = read_style("iom")
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def least(style, first, second):
    sights = SIGHTS if style.grey else COLOURED
    return min(difference(first, second, sight) for sight in sights)


@pytest.mark.parametrize(
    ("first", "second", "sight", "apart"),
    [
        # Measured apart from this code: a table of palettes in a note for the sheets.
        ("#c8c2b2", "#f7f5f0", "normal", 12.6),
        ("#c8c2b2", "#f7f5f0", "deutan", 12.5),
        ("#c8c2b2", "#f7f5f0", "protan", 12.8),
        ("#c8c2b2", "#f7f5f0", "tritan", 12.3),
        ("#c8c2b2", "#f7f5f0", "grey", 11.6),
        ("#01665e", "#8c510a", "protan", 21.8),
        ("#01665e", "#8c510a", "grey", 1.7),
        ("#0033a0", "#a85c00", "deutan", 64.0),
        ("#ffffff", "#000000", "normal", 100.0),
    ],
)
def test_differences_are_those_that_were_measured(first, second, sight, apart):
    assert difference(first, second, sight) == pytest.approx(apart, abs=0.15)
    assert difference(second, first, sight) == pytest.approx(difference(first, second, sight))


@given(first=COLOURS, second=COLOURS, sight=st.sampled_from([*SIGHTS]))
def test_differences_are_those_of_coloraide(first, second, sight):
    seen = []
    for colour in (Color(first), Color(second)):
        if sight == "grey":
            seen.append(Color("srgb-linear", [colour.luminance()] * 3))
        elif sight == "normal":
            seen.append(colour)
        else:
            seen.append(colour.filter(sight, 1, method="machado").clip("srgb"))
    expected = seen[0].delta_e(seen[1], method="2000")
    assert difference(first, second, sight) == pytest.approx(expected, abs=1e-4)
    contrast = Color(first).contrast(second, method="wcag21")
    assert is_readable(first, second) == (contrast >= READABLE)


def test_letters_are_read_by_their_contrast():
    assert is_readable("#ffffff", "#0033a0")
    assert not is_readable("#ffffff", "#3f978c")  # 3.5


@pytest.mark.parametrize("name", style_names())
def test_every_shipped_style_can_be_told_apart(name):
    style = read_style(name)
    without = style.swatches["no_data"].fill
    assert least(style, style.swatches["land"].fill, without) >= DATA_APART
    for number in range(2, 7 if name == "dark" else 8):
        classes = spread(style.sequential, number)
        assert len(set(classes)) == number
        assert min(least(style, *pair) for pair in pairwise(classes)) >= APART, classes
        assert min(least(style, without, colour) for colour in classes) >= APART
    scale = (*reversed(style.low), style.neutral, *style.high)
    for colours in (scale, (*reversed(style.low), *style.high)):
        assert min(least(style, *pair) for pair in pairwise(colours)) >= APART
    plain = scale if style.low_hatch[0] is None else scale[len(style.low) :]
    assert min(least(style, without, colour) for colour in plain) >= APART
    for palette in style.qualitative:
        assert min(least(style, *pair) for pair in combinations(palette, 2)) >= APART
    for measure in stocks():
        assert is_readable(style.text["inside"], style.colour_of(measure))
    for letters in ("colour", "muted", "stamp"):
        assert is_readable(style.text[letters], style.map["page"]), letters


def test_steps_of_a_mixed_scale_look_alike():
    steps = [least(IOM, *pair) for pair in pairwise(spread(IOM.sequential, 7))]
    assert max(steps) < 1.15 * min(steps)
    assert spread(IOM.sequential, 5) == IOM.sequential
    assert spread(IOM.sequential, 2) == (IOM.sequential[0], IOM.sequential[-1])
    assert spread(IOM.sequential, 1) == (IOM.sequential[2],)


def drawing(*colours, fills=(), hatches=(), neighbours=()):
    keys = [f"class-{number}" for number in range(len(colours))]
    hatches = hatches or [None] * len(colours)
    entries = tuple(LegendEntry("class", key, f"number {key[-1]}") for key in keys)
    return Drawing(
        fills=dict(enumerate(fills)),
        swatches={
            key: Swatch(colour, hatch)
            for key, colour, hatch in zip(keys, colours, hatches, strict=True)
        },
        legend=(Boxes(entries),),
        neighbours=frozenset(neighbours),
    )


def test_classes_that_look_alike_are_refused_with_who_sees_it_and_the_hint():
    red, green = "#b00000", "#545400"  # brown both for those who do not see red or green
    assert difference(red, green) > 30
    with pytest.raises(StyleError) as told:
        require_told_apart(drawing(red, green, "#ffffff", "#f8f8f8"), IOM)
    message = str(told.value)
    assert re.search(
        r'#b00000 \("number 0"\) and #545400 \("number 1"\), \d\.\d apart without '
        r"(green|red) cones .* where 10 are needed; "
        r'#ffffff \("number 2"\) and #f8f8f8 \("number 3"\), \d\.\d apart',
        message,
    )
    assert 'number 1") and #ffffff' not in message
    assert message.endswith(
        "Ask for fewer classes, give other colours in a style file, or write unchecked = true at "
        "its head."
    )


def test_what_is_told_apart_otherwise_or_not_at_all_passes():
    alike = ("#ffffff", "#f8f8f8")
    require_told_apart(drawing(*alike, hatches=("dots", None)), IOM)
    require_told_apart(drawing(*alike), dataclasses.replace(IOM, unchecked=True))
    require_told_apart(drawing("#7a420a", "#2a7d73"), IOM)  # greys alike
    with pytest.raises(StyleError, match="in a grey print"):
        require_told_apart(drawing("#7a420a", "#34645c"), dataclasses.replace(IOM, grey=True))


def test_areas_without_data_and_areas_that_touch_are_held_too():
    with pytest.raises(StyleError, match=r"#f4f2ec .*#f7f5f0"):
        require_told_apart(drawing("#f4f2ec", fills=("class-0", "no_data")), IOM)
    require_told_apart(drawing("#f4f2ec", fills=("class-0",)), IOM)
    pale = dataclasses.replace(IOM, swatches={**IOM.swatches, "land": Swatch("#e4e0d8")})
    with pytest.raises(StyleError, match=r"#e4e0d8 and #f7f5f0, \d\.\d apart .* where 12 are"):
        require_told_apart(drawing(fills=("land", "no_data")), pale)
    apart = drawing("#ffffff", "#000000", "#fefefe")
    require_told_apart(apart, IOM)
    with pytest.raises(StyleError, match=r"#ffffff .*#fefefe"):
        require_told_apart(
            dataclasses.replace(apart, neighbours=frozenset({("class-0", "class-2")})), IOM
        )


@pytest.fixture
def published(people):
    return people(("FRA", 500, 400), ("GAB", 300, 310), ("TCD", 20, 90), ("USA", 70, 20))


def test_sheets_and_pages_refuse_alike_and_are_forced_alike(published, tmp_path):
    pale = tmp_path / "pale.toml"
    colours = '[classes.diverging]\nlow = ["#f0d0b0", "#efcfaf", "#eeceae"]\n'
    pale.write_text(colours, encoding="utf-8")
    with pytest.raises(StyleError, match="Style 'pale': readers cannot tell"):
        draw_map(published, MapSpec(measure="share_women", style=str(pale)))
    with pytest.raises(StyleError, match="Style 'pale': readers cannot tell"):
        web_map(published, measures=["share_women"], style=str(pale))
    compose(published, MapSpec(style=str(pale)))  # circles have no classes
    forced = tmp_path / "forced.toml"
    forced.write_text(f"base = '{pale}'\nunchecked = true\n", encoding="utf-8")
    assert compose(published, MapSpec(measure="share_women", style=str(forced))).drawing.swatches


def test_the_side_of_men_is_hatched_in_grey(published, people):
    spec = MapSpec(measure="share_women", style="grey")
    drawn = compose(published, spec).drawing
    hatches = [drawn.swatches[f"class-{number}"].hatch for number in range(7)]
    assert hatches == ["falling"] * 3 + [None] * 4
    few = people(("FRA", 500, 400))  # fewer places than classes
    assert compose(few, spec).drawing.swatches.keys() == drawn.swatches.keys()
    only = classes_of([20.0, 20.0], dataclasses.replace(spec, classes=3), read_style("grey"))
    assert only.under == 1
