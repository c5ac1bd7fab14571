from __future__ import annotations

import pytest

from diasporamap.counts.schema import COLUMNS
from diasporamap.tables.headers import known_headers, plain_header, recognise, sex_of


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("Année", "annee"),
        ("  Pays de résidence ", "pays_de_residence"),
        ("Région d’origine", "region_d_origine"),
        ("ISO-3", "iso_3"),
        ("Sexe (inconnu)", "sexe_inconnu"),
    ],
)
def test_plain_headers(header, plain):
    assert plain_header(header) == plain


def test_the_shipped_headers_are_plain_and_mean_known_columns():
    columns = {*COLUMNS, "women", "men", "unknown", "total"}
    for header, column in known_headers().items():
        assert plain_header(header) == header
        assert column in columns
    assert set(known_headers().values()) == columns


@pytest.mark.parametrize(
    ("written", "sex"),
    [("F", "F"), ("Femmes", "F"), ("HOMMES", "M"), ("h", "M"), ("Non déclaré", "U"), ("X", "X")],
)
def test_sexes(written, sex):
    assert sex_of(written) == sex


def test_codes_come_before_names_and_a_bare_code_last():
    assert recognise(["pays", "iso3", "code"])[0] == {"place": 1}
    assert recognise(["code", "pays"])[0] == {"place": 1}
    assert recognise(["notes", "code"])[0] == {"place": 1}


def test_blank_headers_are_one_problem():
    _, (problem,) = recognise(["UN DESA, Table 1", "", ""])
    assert str(problem) == (
        "row 1: no header stands in column number 2, 3. "
        "Write one header a column in row 1, without titles above and merged cells."
    )
