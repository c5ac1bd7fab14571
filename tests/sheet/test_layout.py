import pytest

from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.paper import A4
from diasporamap.places.geography import countries
from diasporamap.sheet.fonts import fonts_of, printed
from diasporamap.sheet.grid import lay_out
from diasporamap.sheet.layout import SMALLEST_TITLE, Block, captions_block
from diasporamap.sheet.shapes import world_shapes
from tests.sheets import EUROPE, GULF

WIDTH, HEIGHT, MARGIN = A4.width, A4.height, A4.sides

SENTENCE = "Personnes nées au Cameroun et vivant à l'étranger selon le pays de résidence. "


def laid(published, **texts):
    composition = compose(published, MapSpec(**texts))
    return lay_out(
        composition,
        fonts_of(composition.style),
        world_shapes(countries(), lon_0=11),
        [EUROPE, GULF],
    )


def test_lines_fall_by_one_pitch():
    block = Block(("one", "two", "three"), "regular", 10, 100.0)
    first, second, third = block.baselines
    assert 100 > first > second > third > block.bottom
    assert first - second == pytest.approx(second - third)
    assert Block((), "regular", 10, 100.0).bottom == 100


def test_captions_stand_whole_in_a_column_and_begin_in_bold(published):
    composition = compose(published, MapSpec())
    fonts, captions = fonts_of(composition.style), composition.words.captions
    block = captions_block(captions, fonts, 7.0, 277.0, 2)
    left, right = " ".join(block.lines), " ".join(block.beside)
    for caption in captions:
        assert (printed(caption) in left) != (printed(caption) in right)
    assert [*block.leads.values()] == ["Source.", "Note.", "Limites.", "Avertissement."]
    assert abs(len(block.lines) - len(block.beside)) <= 2
    for lines, wide in ((block.lines, block.across - 9.0), (block.beside, 277.0 - block.across)):
        for line in lines:
            lead = block.leads.get(line, "")
            bolder = fonts.width(f"{lead} ", "bold", 7) - fonts.width(f"{lead} ", "regular", 7)
            assert fonts.width(line, "regular", 7) + bolder <= wide + 1e-6


def test_parts_stand_below_one_another(published):
    layout = laid(published)
    assert layout.title.top == HEIGHT - A4.top
    assert layout.title.bottom > layout.subtitle.top
    assert layout.subtitle.bottom > layout.world.top > layout.world.bottom > layout.captions.top
    assert layout.legend.bottom > layout.captions.top
    assert layout.captions.bottom == pytest.approx(A4.bottom)
    beside, under = layout.insets.values()
    assert under.left == layout.world.left == MARGIN
    assert beside.right == pytest.approx(WIDTH - MARGIN)
    assert beside.left == layout.legend.left > layout.world.right
    assert layout.legend.top < beside.bottom
    assert under.top < layout.world.bottom
    assert under.bottom == pytest.approx(layout.legend.bottom)


def test_the_world_keeps_its_proportions(published):
    west, south, east, north = world_shapes(countries(), lon_0=11).frame.bounds
    for texts in ({}, {"title": SENTENCE * 4}):
        box = laid(published, **texts).world
        assert box.width / box.height == pytest.approx((east - west) / (north - south))


def test_a_long_title_wraps_then_shrinks_then_takes_more_lines(published):
    short, twice, long = (laid(published, title=SENTENCE * n).title for n in (1, 2, 8))
    assert len(short.lines) == 1
    assert len(twice.lines) == 2
    assert short.size == twice.size > long.size
    assert long.size == pytest.approx(SMALLEST_TITLE * short.size)
    assert len(long.lines) > 2


def test_texts_without_end_are_refused(published):
    with pytest.raises(UsageError, match="no room for the map"):
        laid(published, subtitle=SENTENCE * 60)
