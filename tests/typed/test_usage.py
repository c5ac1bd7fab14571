"""The script that pyright checks uses every public name."""

import ast
from pathlib import Path

import diasporamap


def test_every_public_name_is_used_as_its_types_say():
    script = ast.parse(Path(__file__).with_name("usage.py").read_text(encoding="utf-8"))
    used = {
        node.attr
        for node in ast.walk(script)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id == "dm"
    }
    assert {*diasporamap.__all__, "__version__"} <= used
