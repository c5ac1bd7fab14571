import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

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


def needed_by(name):
    """Return what a library needs in any case, and what that needs."""
    found = set()
    waiting = [name]
    while waiting:
        for line in requires(waiting.pop()) or ():
            needed = re.match(r"[\w.-]+", line)[0].lower()
            if "extra ==" not in line and ";" not in line and needed not in found:
                found.add(needed)
                waiting.append(needed)
    return found


def test_no_library_for_statistics_or_rasters_comes_with_an_install():
    needed = set().union(*map(needed_by, lower_bounds()))
    assert {"numpy", "shapely", "xyzservices"} <= needed
    assert not needed & {"contextily", "rasterio"}
    assert not needed & {"mapclassify", "scikit-learn", "scipy", "networkx"}
