import pytest

from diasporamap.errors import CountsError
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.persons.rows import LOOKED_AT, header_at
from tests.readers.writers.plain import Manner, write_ods

ROWS = (
    ["Registre consulaire"],
    [None, "sexe des inscrits"],
    [],
    ["numéro", "pays", "sexe", "région"],
    [1, "GAB", "F", "Ouest"],
    [2, "GAB", "M"],
    [3, "TCD", None, "Ouest"],
)


def texts(rows):
    return [";".join("" if cell is None else str(cell) for cell in row) for row in rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_a_header_under_titles_is_found_and_told(register, save_sheets, cells, kind, tmp_path):
    if kind == "csv":
        lines = [line + ";" * (3 - line.count(";")) for line in texts(ROWS)]
        path = register("\n".join(lines) + "\n")
    elif kind == "xlsx":
        path = save_sheets(("Registre", ROWS))
    else:
        path = tmp_path / "register.ods"
        write_ods(path, ROWS, Manner())
    result = aggregate_persons(path, place="pays", sex="sexe", by=["région"])
    assert cells(result, "place", "sex", "by_region", "count") == [
        ("GAB", "F", "Ouest", 1),
        ("GAB", "M", None, 1),
        ("TCD", "U", "Ouest", 1),
    ]
    assert "rows of titles above the header" in str(result.notes[0])


def test_a_text_whose_titles_are_short_rows(register):
    path = register("Registre consulaire\n\npays,sexe\nGAB,F\nGAB,M\n")
    result = aggregate_persons(path, place="pays", sex="sexe")
    assert result.persons == 2
    assert [str(note) for note in result.notes] == ["passed over 1 row of titles above the header"]


def test_the_first_row_is_the_header_where_it_has_what_is_asked_for(register):
    path = register("pays,sexe\npays,F\nGAB,F\n")
    result = aggregate_persons(path, place="pays", sex="sexe")
    assert (result.persons, result.notes) == (2, ())


def test_a_column_that_stands_nowhere_is_missing_in_the_first_row(register):
    path = register("pays,sexe,région\nGAB,F,Ouest\n")
    with pytest.raises(CountsError, match="row 1, column 'region': there is no such column"):
        aggregate_persons(path, place="pays", sex="sexe", by=["region"])


def test_a_header_is_looked_for_in_the_first_rows_only():
    titles = [("Titre", "")]
    assert header_at([*titles * (LOOKED_AT - 1), ("pays", "sexe")], ["pays"]) == LOOKED_AT - 1
    assert header_at([*titles * LOOKED_AT, ("pays", "sexe")], ["pays"]) == 0
