from diasporamap.maps import read_style
from diasporamap.maps.marks import looks_of


def test_a_single_figure_looks_unlike_a_range():
    looks = looks_of(read_style(), "total")
    assert looks["single"].dashes
    assert looks["single"].edge != looks["highest"].edge
    assert looks["lowest"].opacity > 3 * looks["highest"].opacity


def test_women_and_men_keep_their_colours():
    assert looks_of(read_style(), "women")["highest"].edge == read_style().circle["colour"]["women"]


def test_small_circles_have_no_dashes():
    single = looks_of(read_style(), "total")["single"]
    assert single.dashes_around(10) == single.dashes
    assert single.dashes_around(1) == ()
