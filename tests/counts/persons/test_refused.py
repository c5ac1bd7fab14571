import pytest

from diasporamap.counts.persons.aggregate import aggregate_persons
from diasporamap.errors import CountsError


def write(tmp_path, header, rows):
    path = tmp_path / "persons.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("value", ["+237 699 12 34 00", "699123400", "someone@example.org"])
@pytest.mark.parametrize("column", ["place", "by"])
def test_telephones_and_mail_are_refused_whatever_the_header(tmp_path, value, column):
    row = f"{value},F,West" if column == "place" else f"FRA,F,{value}"
    path = write(tmp_path, "pays,sexe,champ", [row])
    with pytest.raises(CountsError, match="holds telephone numbers or addresses") as refused:
        aggregate_persons(path, place="pays", sex="sexe", by=["champ"])
    assert value not in str(refused.value)


def test_a_value_a_person_is_refused(tmp_path):
    path = write(tmp_path, "v1,sexe", [f"Name{chr(65 + n)},F" for n in range(25)])
    with pytest.raises(CountsError, match="holds a value a person") as refused:
        aggregate_persons(path, place="v1", sex="sexe")
    assert "NameB" not in str(refused.value)


def test_groups_pass(tmp_path):
    path = write(tmp_path, "pays,sexe,annees", [f"FRA,F,{2000 + n % 5}" for n in range(25)])
    assert aggregate_persons(path, place="pays", sex="sexe", by=["annees"]).persons == 25


def test_a_header_of_telephones_is_no_place(tmp_path):
    path = write(tmp_path, "Téléphone,sexe", ["1,F"])
    with pytest.raises(CountsError, match="tells who somebody is"):
        aggregate_persons(path, place="Téléphone", sex="sexe")
