"""The notebook is stored without outputs; that it runs is tested by nbmake."""

import json
from pathlib import Path

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


def test_notebooks_are_stored_without_outputs():
    paths = list(NOTEBOOKS.glob("*.ipynb"))
    assert paths
    for path in paths:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert code
        assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
