"""What a program that ends goes without of matplotlib, and what stays as it was."""

import subprocess
import sys

QUICK = """
import sys
from diasporamap.quick import import_matplotlib
import_matplotlib()
from matplotlib import artist, projections, text
assert "mpl_toolkits.mplot3d" not in sys.modules
assert "3d" not in projections.get_projection_names()
assert "fontweight" not in text.Text.set.__doc__
assert "fontweight" in artist.kwdoc(text.Text)
from mpl_toolkits.mplot3d import Axes3D
"""
AFTER = """
from matplotlib import projections, figure, text
from diasporamap.quick import import_matplotlib
import_matplotlib()
assert "3d" in projections.get_projection_names()
assert "fontweight" in text.Text.set.__doc__
"""


def run(program):
    done = [sys.executable, "-W", "error", "-c", program]
    subprocess.run(done, check=True)


def test_matplotlib_comes_without_help_and_solid_axes_and_both_may_follow():
    run(QUICK)


def test_what_is_imported_keeps_its_help():
    run(AFTER)
