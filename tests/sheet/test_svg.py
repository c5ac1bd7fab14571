import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.path import Path

from diasporamap.sheet.svg.hatches import pattern_of
from diasporamap.sheet.svg.paths import data_of, is_circle, number

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
TAKES = {"M": 2, "l": 2, "h": 1, "q": 4, "c": 6, "z": 0}


def read(data):
    """Follow the data of a path, as a program that shows it; return its corners by piece."""
    pieces, at, command = [], np.zeros(2), ""
    tokens = TOKEN.findall(data)
    assert "".join(tokens) == data.replace(" ", "")
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        numbers = [float(tokens.pop(0)) for _ in range(TAKES[command])]
        if command == "M":
            at = np.array(numbers)
            pieces.append([at])
        elif command in ("l", "q", "c"):
            corners = at + np.reshape(numbers, (-1, 2))
            pieces[-1] += list(corners)
            at = corners[-1]
        elif command == "z":
            pieces[-1].append("closed")
    return pieces


points = st.tuples(st.floats(-900, 900), st.floats(-900, 900))


@given(st.lists(st.tuples(st.lists(points, min_size=2, max_size=30), st.booleans()), max_size=4))
@settings(max_examples=150)
def test_lines_come_back_within_half_a_hundredth_of_a_point(pieces):
    corners, codes = [], []
    for xy, closed in pieces:
        corners += [*xy, xy[0]] if closed else xy
        codes += [
            Path.MOVETO,
            *[Path.LINETO] * (len(xy) - 1),
            *([Path.CLOSEPOLY] if closed else []),
        ]
    if not corners:
        assert data_of(Path(np.empty((0, 2)))) == ""
        return
    for (xy, closed), found in zip(pieces, read(data_of(Path(corners, codes))), strict=True):
        assert (found[-1] == "closed" if isinstance(found[-1], str) else False) == closed
        seen = np.array([corner for corner in found if not isinstance(corner, str)])
        for corner in xy:
            assert np.abs(seen - corner).max(axis=1).min() <= 0.00501


@given(st.lists(st.tuples(points, points, points), min_size=1, max_size=10))
@settings(max_examples=60)
def test_curves_come_back(curves):
    for code, takes in ((Path.CURVE3, 2), (Path.CURVE4, 3)):
        corners = [(1.0, 2.0), *(corner for curve in curves for corner in curve[:takes])]
        codes = [Path.MOVETO, *[code] * (len(corners) - 1)]
        (found,) = read(data_of(Path(corners, codes)))
        assert np.allclose(found, corners, atol=0.00501)


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [(0, "0"), (5, ".05"), (-5, "-.05"), (120, "1.2"), (-100, "-1"), (84189, "841.89"), (50, ".5")],
)
def test_numbers_say_no_zero_that_says_nothing(hundredths, text):
    assert number(hundredths) == text


def test_a_circle_is_known():
    assert is_circle(Path.unit_circle())
    assert is_circle(Path(Path.unit_circle().vertices.copy(), Path.unit_circle().codes))
    assert not is_circle(Path.unit_rectangle())
    assert not is_circle(Path.wedge(0, 359))


@pytest.mark.parametrize(
    "hatch", ["//////", "\\" * 6, "ooo", "......", "xxxxxx", "------", "||||||", "++++++", "**"]
)
def test_a_hatch_is_a_tile_of_few_signs(hatch):
    pattern = pattern_of("h1", hatch, Path.hatch(hatch, 6), colour="#102030", width=0.35)
    side = float(re.search(r'width="([\d.]+)" height', pattern)[1])
    assert "#102030" in pattern
    assert 'stroke-width=".35"' in pattern
    if hatch != "**":
        assert len(pattern) < 420
        assert 2 <= side <= 4
    assert ('fill="#102030"' in pattern) == (hatch[0] in ".*")
