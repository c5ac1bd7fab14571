from __future__ import annotations

import pytest

from diasporamap.places.registers import (
    Match,
    OwnNames,
    Place,
    Register,
    name_places,
    plain_name,
    register_of,
    unmatched,
)

TITLES = {"A": "A (Nord / North)", "B": "B (Sud / South)", "C": "C (Grand Sud)"}
WRITTEN = [("Nord", "A"), ("North", "A"), ("Sud", "B"), ("Grand Sud", "C"), ("Midi", "B")]


def register(*more, **options):
    codes = {"A": "A", "B": "B", "C": "C", "X1": "C"}
    return register_of([*WRITTEN, *more], TITLES, codes, **options)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("L'Île de Man", "ile man"),
        ("St. Kitts & Nevis", "saint kitts nevis"),
        ("  CÔTE  d’Ivoire ", "cote ivoire"),
        ("R.D.C.", "rdc"),
        ("Curaçao", "curacao"),
        ("Åland", "aland"),
        ("Æ œ ß", "ae oe ss"),
        ("de la", "de la"),
    ],
)
def test_plain_names(name, plain):
    assert plain_name(name) == plain


def test_a_name_or_a_code_is_exact():
    for written in ("nord", "  NORTH ", "le Nord", "a", "A"):
        assert register().match(written) == Match("A")
    assert register().match("x1") == Match("C")


def test_a_name_of_several_places_is_ambiguous_with_its_choices():
    match = register(("Midi", "C")).match("midi")
    assert match == Match(None, "unclear", (TITLES["B"], TITLES["C"]))
    assert match.offered == "B (Sud / South) or C (Grand Sud)"


def test_an_unknown_name_gets_suggestions_a_place_once_and_no_guess():
    assert register(("Norde", "A")).match("Nordd") == Match(None, "unknown", (TITLES["A"],))
    assert register().match("Paris") == Match(None, "unknown")
    assert register().match("") == register().match(" - ") == Match(None, "unknown")


def test_names_that_hold_every_word_are_suggested_where_a_register_says_so():
    assert register().match("grand").suggestions == ()
    assert register(by_word=True).match("grand").suggestions == (TITLES["C"],)


def test_words_of_the_kind_of_a_place_are_passed_over():
    kinds = frozenset({"region"})
    assert register().match("Région du Nord").place is None
    assert register(kinds=kinds).match("Région du Nord").place == "A"
    assert register(("Western Region", "B"), kinds=kinds).match("western").place == "B"
    assert register(kinds=kinds).match("région") == Match(None, "unknown")


def test_a_refused_name_is_never_matched_and_never_suggested():
    place = Place("A", TITLES["A"])
    known = Register({"nord": [place]}, TITLES, refused={"norde": [place]})
    assert known.match("Norde") == Match(None, "unclear", (TITLES["A"],))
    assert Register({}, refused={"norde": [place]}).match("Nordes") == Match(None, "unknown")


def test_another_form_of_a_name_is_looked_up_after_it():
    assert register().match("Nord", or_as=("sud",)).place == "A"
    assert register().match("Nordd", or_as=("sud",)).place == "B"


def test_names_of_ones_own_go_before_codes_and_those_of_other_registers_are_passed_over():
    own = {"L'Île": "B", "???": "C", "Nord": "B", "A": "C", "Sud": "FRA"}
    for aliases in (own, OwnNames.of(own)):
        for written, place in (("ile", "B"), ("???", "C"), ("NORD", "B"), ("a", "C"), ("Sud", "B")):
            assert register().match(written, aliases).place == place


def test_names_of_ones_own_are_folded_once():
    own = OwnNames.of({"L'Île": "FRA", "???": "XKX"})
    assert own.codes == {"ile": "FRA", "???": "XKX"}
    assert OwnNames.of(own) is own
    assert own.code("île") == "FRA"
    assert own.code("Nord") == OwnNames.of(None).code("Nord") == ""


def test_names_are_shown_where_at_least_half_of_them_are_those_of_places():
    strange, known = Match(None, "unknown"), Match("A")
    assert name_places([strange, known])
    assert not name_places([strange, strange, known])
    assert name_places([strange, Match(None, "unknown", ("A (Nord)",))])
    assert name_places([])


def test_a_message_says_what_may_be_meant_and_hides_what_may_be_a_person():
    match = Match(None, "unknown", ("A (Nord)", "B (Sud)"))
    shown = unmatched("place_unknown", "Nrod", match, "Place", told=True)
    assert str(shown).startswith("'Nrod' is not a known place. Is it A (Nord) or B (Sud)? Write ")
    hidden = unmatched("place_unknown", "Ali Ba", Match(None), "Place", told=False)
    assert str(hidden).startswith("a text of 5 letters is not a known place. Write ")
    assert str(hidden).endswith(
        "Hardly any name in the column is known: check that it is the right one."
    )
