"""What a build imports: nothing that draws where nothing is drawn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from diasporamap import atlas
from diasporamap.atlas.products import PRODUCTS

MAPS = """\
[atlas]
origin = "CMR"

[sources.undesa]
counts = "undesa:CMR"

[[maps]]
name = "world"
"""
#: Libraries that take long to import and that only drawing and reading counts need.
HEAVY = {"matplotlib", "pandas", "geopandas", "pyproj"}


def test_what_is_due_is_told_without_what_reads_and_draws(tmp_path):
    file = tmp_path / "atlas.toml"
    file.write_text(MAPS, encoding="utf-8")
    program = f"""
import sys
from diasporamap.atlas import Plan, due_jobs, read_atlas
plan = Plan(read_atlas({str(file)!r}))
assert len(due_jobs(plan, plan.jobs()).due) == 2
print(*sorted({HEAVY!r} & sys.modules.keys()))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert not done.stdout.split()


def test_products_are_the_files_of_their_folder():
    folder = Path(atlas.__file__).parent / "products"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert files == set(PRODUCTS)
    assert all(product.name == name for name, product in PRODUCTS.items())


def test_modules_that_draw_a_product_are_there():
    named = {name for product in PRODUCTS.values() for name in product.drawn_by}
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    subprocess.run([sys.executable, "-c", program, *named], check=True)
