from diasporamap.maps import MapSpec, read_style
from diasporamap.maps.range_maps import looks_of


def test_a_single_figure_looks_unlike_a_range():
    looks = looks_of(read_style(), MapSpec())
    assert looks["single"].dashes
    assert looks["single"].edge != looks["highest"].edge
    assert looks["lowest"].opacity > 3 * looks["highest"].opacity


def test_women_and_men_keep_their_colours():
    style = read_style()
    assert looks_of(style, MapSpec(measure="women"))["highest"].edge == style.colour_of("women")
    assert style.colour_of("women") != style.colour_of("men")


def test_small_circles_have_no_dashes():
    single = looks_of(read_style(), MapSpec())["single"]
    assert single.dashes_around(10) == single.dashes
    assert single.dashes_around(1) == ()
