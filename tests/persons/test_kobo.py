from __future__ import annotations

import pytest

from diasporamap.persons.kobo import is_xml, sheet_of

LONG = "Profil de la diaspora: pays/régions [2026]"


@pytest.mark.parametrize(
    ("name", "sheets", "found"),
    [
        ("Profil", ["membres", "Profil"], "Profil"),
        ("Profil: membres/foyer", ["Profil_ membres_foyer"], "Profil_ membres_foyer"),
        ("'Profil'", ["_Profil_"], "_Profil_"),
        (LONG, ["Profil de la diaspora_ pays_...", "membres"], "Profil de la diaspora_ pays_..."),
        (LONG, ["Profil de la diaspora_ p... (1)"], "Profil de la diaspora_ p... (1)"),
        (LONG, ["Profil de la diaspora_ pays_...", "Profil de la diaspora_ p... (1)"], None),
        (LONG, ["Profil de la diaspora", "membres"], None),
        ("Profil", ["membres"], None),
        ("", ["membres"], None),
    ],
)
def test_the_sheet_of_a_form_is_found_though_its_name_is_cut(name, sheets, found):
    assert sheet_of(name, sheets) == found


@pytest.mark.parametrize("mark", ["/", "::", ".", " - ", " > "])
def test_xml_names_are_told_with_any_separator(mark):
    own = ["_index", "_uuid", "_submission_time"]
    assert is_xml([f"identite{mark}sexe", f"identite{mark}pays_residence", *own])
    assert not is_xml([f"Identité{mark}Sexe", "Pays de résidence", *own])
