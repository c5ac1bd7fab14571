"""Lets the page's own scripts read what a page embeds, and write numbers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import accumulate
from pathlib import Path

from diasporamap.web.packing import unpacked_runs
from diasporamap.web.page_data import page_data
from diasporamap.web.views import page_views, tables_by_year
from tests.web.typedefs import embedded

PLAIN = Path(__file__).parent / "js" / "plain.js"


def asked(task, question):
    """Ask a script: the ``model`` of a page's data, or ``numbers``, ``percents``, ``values``."""
    own = Path(sys.executable).parent
    node = shutil.which("node", path=os.pathsep.join([str(own), os.environ.get("PATH", "")]))
    assert node, "Node is missing. It comes with the dev extra."
    done = subprocess.run(
        [node, PLAIN, task],
        input=json.dumps(question),
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return json.loads(done.stdout)


def model_of(page):
    """Return the model of a page: its geographies have their layers, figures and totals."""
    return asked("model", embedded(page))


def model_of_release(release, by=("country",), measures=None, **options):
    """Return the packed data of a page, and its model."""
    options = {"language": "fr", "style": "iom", **options}
    packed = page_data(page_views(tables_by_year(release, by), measures, **options))
    packed = json.loads(json.dumps(packed))
    return packed, asked("model", packed)


def layer_of(geography, measure, year=None, kind="circles"):
    """Return a map of a geography."""
    return next(
        layer
        for layer in geography["layers"]
        if (layer["measure"], layer["kind"]) == (measure, kind)
        and (year is None or layer["year"] == year)
    )


def radii(layer, look=None):
    """Return the radius of the circle of each place, of one look where it is named."""
    return {
        mark["place"]: mark["radius"]
        for mark in layer["marks"]
        if mark["mark"] == "disc" and (look is None or mark["look"] == look)
    }


def unpacked_spans(steps):
    """Return the positions that steps in runs lead to."""
    return [*accumulate(unpacked_runs(steps))]


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")
