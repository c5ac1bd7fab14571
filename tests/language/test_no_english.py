"""No English sentence stands in the code: what anybody reads is in the catalogues."""

from __future__ import annotations

import ast
import builtins
import re

import pytest

from diasporamap.resources import PACKAGE

#: Small words of English, one of which is in every sentence.
WORDS = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|not|no|the|this|that|these|a|an|of|to|for|from|with|in|on|"
    r"by|and|or|as|at|it|its|there|cannot|must|give|choose|write|check|leave|add|delete|correct|"
    r"name)\b",
    re.IGNORECASE,
)
#: Three words side by side.
SENTENCE = re.compile(r"[A-Za-z’']+[,;:]? [A-Za-z’']+[,;:]? [A-Za-z’']+")
#: Other languages that are written in code: SQL, HTML, CSS, Typst, XML, PDF, patterns.
OTHER = re.compile(
    r"^\s*(?:SELECT|CREATE|INSERT|UPDATE|DELETE|DROP|ALTER|COPY|FROM|WHERE|WITH|SET|GROUP|ORDER|IN|"
    r"ATTACH|PRAGMA|LOAD|INSTALL|GRANT|BEGIN)\b|[<>{}#\\]|::|\w: [\w#.]+;|/\w+ \w+ "
)
#: Errors that a mistake of the program raises, for those who mend it.
PROGRAM = {
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and not issubclass(value, OSError)
}
#: Calls that are given a text in French and another in English.
IN_BOTH = {"Bilingual", "Source"}
#: Names that are no sentences, and texts that stand beside their French ones.
NAMES = {
    "Residence not stated",
    "Origin not stated",
    "people born abroad or foreign citizens",
    # of lines in the layer of borders
    *("Serbia and Kosovo", "Morocco and Western Sahara", "Line of Control in Jammu and Kashmir"),
    "Sudan and South Sudan",
    "not of the atlas",  # a state
    "Figures by place",  # a style of Word
    " in small letters",  # of codes, which are compared by it
    "is isl island ile iles isles ils",  # forms of a word in names of countries
    # warnings of theirs
    *("PySpark does not yet fully support pandas", "Unable to import Axes3D"),
    "of a page",  # what is kept ready
    "UNK, UNKNOWN, 9, _O, _Z, NRP, NSP, NOT APPLICABLE, U, _U, NAP, _N",
}
#: Modules that list words of tables in many languages.
LISTS = ("places/countries.py", "store/migrations/")


def sentences(path):
    """Give the lines of a module that hold a text of three words, one of which is a small one."""
    where = path.relative_to(PACKAGE).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)  # the docstring of a module, class, function or attribute
        if isinstance(node, ast.Call) and called(node) in PROGRAM | IN_BOTH:
            passed.update(ast.walk(node))
        if isinstance(node, ast.Assert) and node.msg is not None:
            passed.update(ast.walk(node.msg))
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and node not in passed and is_sentence(text):
            yield f"{where}:{node.lineno}: {text!r}"


def called(node):
    """Return the name of what is called, "" where it has none."""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def is_sentence(text):
    """Tell whether a text is English that somebody is to read."""
    if text in NAMES or OTHER.search(text):
        return False
    return bool(SENTENCE.search(text) and WORDS.search(text))


ROOMS = sorted({path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("*.py")})


@pytest.mark.parametrize("room", ROOMS)
def test_no_english_sentence_stands_in_code(room):
    paths = [PACKAGE / room] if room.endswith(".py") else sorted((PACKAGE / room).rglob("*.py"))
    modules = [path for path in paths if not path.relative_to(PACKAGE).as_posix().startswith(LISTS)]
    found = [line for path in modules for line in sentences(path)]
    assert not found, "\n".join(found)


def test_a_sentence_is_found():
    assert is_sentence("there is no such file")
    assert is_sentence("Choose one with --sheet.")
    assert not is_sentence("problems.no_file")
    assert not is_sentence("SELECT a FROM b WHERE c IS NOT NULL")
    assert not is_sentence("border: 1px solid; color: red")
