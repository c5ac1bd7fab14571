"""No English sentence stands in the code: what anybody reads is in the catalogues."""

from __future__ import annotations

import ast
import builtins
import re

import pytest

from diasporamap.resources import PACKAGE

#: What a sentence has and a key, a pattern, a style or a query has not.
WORDS = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|not|no|the|this|that|these|a|an|of|to|for|from|with|in|on|"
    r"by|and|or|as|at|it|its|there|cannot|must|give|choose|write|check|leave|add|delete|correct|name)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[A-Za-z’']+[,;:]? [A-Za-z’']+[,;:]? [A-Za-z’']+")
#: Languages of other programs, which are written in code: SQL, HTML, CSS, Typst, XML, PDF.
OTHER = re.compile(
    r"^\s*(?:SELECT|CREATE|INSERT|UPDATE|DELETE|DROP|ALTER|COPY|FROM|WHERE|WITH|SET|GROUP|ORDER|ATTACH|"
    r"PRAGMA|LOAD|INSTALL|GRANT|BEGIN)\b|[<>{}#]|::|\w: [\w#.]+;|/\w+ \w+ "
)
#: Errors that a mistake of the program raises, for those who mend it.
PROGRAM = {
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and not issubclass(value, OSError)
}


def sentences(path):
    """Give the lines of a module that hold a text of three words, one of which is a small one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)  # the docstring of a module, class, function or attribute
        if isinstance(node, ast.Call) and called(node) in PROGRAM:
            passed.update(ast.walk(node))
        if isinstance(node, ast.Assert) and node.msg is not None:
            passed.update(ast.walk(node.msg))
        if in_both_languages(node):
            passed.update(ast.walk(node))
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and node not in passed and is_sentence(text):
            yield f"{path.relative_to(PACKAGE)}:{node.lineno}: {text[:80]!r}"


def called(node):
    """Return the name of what is called, "" where it has none."""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def in_both_languages(node):
    """Tell whether a name in French and in English is made."""
    return isinstance(node, ast.Call) and called(node) == "Bilingual"


def is_sentence(text):
    """Tell whether a text is English that somebody is to read."""
    return bool(SENTENCE.search(text) and WORDS.search(text) and not OTHER.search(text))


@pytest.mark.parametrize("room", sorted({p.relative_to(PACKAGE).parts[0] for p in PACKAGE.rglob("*.py")}))
def test_no_english_sentence_stands_in_code(room):
    paths = [PACKAGE / room] if room.endswith(".py") else sorted((PACKAGE / room).rglob("*.py"))
    found = [line for path in paths for line in sentences(path)]
    assert not found, "\n".join(found)


def test_a_sentence_is_found():
    assert is_sentence("there is no such file")
    assert is_sentence("Choose one with --sheet.")
    assert not is_sentence("problems.no_file")
    assert not is_sentence("SELECT a FROM b WHERE c IS NOT NULL")
    assert not is_sentence("border: 1px solid; color: red")
