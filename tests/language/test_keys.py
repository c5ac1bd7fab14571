"""Keys of messages in code: each has a text in every language, and is given its fields."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import diasporamap
from diasporamap.language import LANGUAGES
from tests.language.test_messages import SUBJECTS, fields_of, texts_of


@cache
def texts():
    """Return the texts of every catalogue by language and key."""
    return {
        (language, f"{subject}.{key}"): found
        for language in LANGUAGES
        for subject in SUBJECTS
        for key, found in texts_of(language, subject).items()
    }


def made():
    """Return the calls of `message`: the file, the key or a pattern of it, the fields it gives."""
    return [
        (path.name, key_of(node.args[0]), {keyword.arg for keyword in node.keywords})
        for path in Path(diasporamap.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message" and node.args
    ]


def key_of(key):
    """Return the key that a call asks for, a pattern where some of it is computed."""
    if isinstance(key, ast.Constant):
        return key.value
    parts = key.values if isinstance(key, ast.JoinedStr) else [None]
    written = [re.escape(p.value) if isinstance(p, ast.Constant) else ".*" for p in parts]
    return re.compile("".join(written))


def test_every_message_has_its_text_and_is_given_its_fields():
    known = {key for _, key in texts()}
    for file, key, given in made():
        if isinstance(key, re.Pattern):
            assert any(map(key.fullmatch, known)), (file, key)
            continue
        assert key in known, (file, key)
        for language in LANGUAGES:
            assert None in given or fields_of(texts()[language, key]) <= given, (file, key)
