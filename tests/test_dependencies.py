import re
import tomllib
from pathlib import Path

from tests.libraries import needed_by

CHECKOUT = Path(__file__).parent.parent


def lower_bounds():
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    lines = tomllib.loads(text)["project"]["dependencies"]
    return dict(line.split(">=") for line in lines)


def test_the_oldest_versions_tried_are_those_that_are_allowed():
    text = (CHECKOUT / "constraints-oldest.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z-]+)==([\d.]+)$", text, re.MULTILINE))
    allowed = lower_bounds()
    assert pinned.keys() == allowed.keys()
    assert {name: pin for name, pin in pinned.items() if f"{pin}.".find(f"{allowed[name]}.")} == {}


def test_no_library_for_statistics_or_rasters_comes_with_an_install():
    needed = needed_by(lower_bounds())
    assert {"numpy", "shapely", "xyzservices"} <= needed
    assert not needed & {"contextily", "rasterio"}
    assert not needed & {"mapclassify", "scikit-learn", "scipy", "networkx"}
