import ast
import re
from pathlib import Path

import diasporamap
from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import LANGUAGES
from diasporamap.language.texts import catalogue

CATALOGUE = catalogue("en", "problems")


def parts_of(language):
    """Give the kind, the part and the text of each problem in a language, of one and of several."""
    for kind, parts in catalogue(language, "problems").items():
        for part, text in parts.items():
            for each in text.values() if isinstance(text, dict) else [text]:
                yield kind, part, each


def made_by(called):
    """Tell whether what is called makes a problem of a kind: `problem`, or `of` of an error."""
    if isinstance(called, ast.Attribute):
        return called.attr == "of" and getattr(called.value, "id", "").endswith("Error")
    return isinstance(called, ast.Name) and called.id == "problem"


def kinds_made():
    """Give the kinds that the package makes problems of, and the fields that each call gives."""
    for path in Path(diasporamap.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and made_by(node.func) and node.args:
                for kind in ast.walk(node.args[0]):
                    if isinstance(kind, ast.Constant):
                        yield kind.value, {keyword.arg for keyword in node.keywords}


def test_every_kind_that_is_made_has_a_message_and_a_hint():
    assert {kind for kind, _ in kinds_made()} <= set(CATALOGUE)
    assert all(set(texts) == {"message", "hint"} for texts in CATALOGUE.values())


def test_every_field_of_a_text_is_given():
    wanted: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for kind, _, text in parts_of(language):
            wanted.setdefault(kind, set()).update(re.findall(r"{(\w+)", text))
    for kind, given in kinds_made():
        assert None in given or wanted[kind] <= given, kind


def test_messages_are_clauses_and_hints_are_sentences():
    for language in LANGUAGES:
        for kind, part, text in parts_of(language):
            assert text.endswith(".") == (part == "hint" and not text.endswith("}")), kind


def test_what_counts_has_its_plural_in_french():
    one = problem("coordinates_unreadable", number=1).text("fr")
    assert one.startswith("les coordonnées de 1 personne ne sont pas en degrés. Écrivez")
    several = problem("coordinates_unreadable", number=1200, row="2, 3").text("fr")
    assert several.startswith("lignes 2, 3\xa0: les coordonnées de 1\u202f200 personnes ne sont")


def test_a_problem_has_its_kind_and_fields():
    made = problem("no_sex", row=3, column="sex", value="'x'")
    assert made == Problem("'x' is not a sex", CATALOGUE["no_sex"]["hint"], row=3, column="sex")
    assert (made.kind, made.fields) == ("no_sex", {"value": "'x'"})
    error = CountsError.of("no_rows", file="a.csv")
    assert isinstance(error, CountsError)
    assert str(error) == "a.csv: the table has no rows. Give at least one row of counts."


def test_no_kind_is_left_over():
    told, patterns = set(), []
    for path in Path(diasporamap.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                told.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [
                    re.escape(getattr(part, "value", ""))
                    if isinstance(part, ast.Constant)
                    else "[a-z_]+"
                    for part in node.values
                ]
                patterns.append(re.compile("".join(parts)))
    left = set(CATALOGUE) - told
    assert not [kind for kind in left if not any(known.fullmatch(kind) for known in patterns)]
