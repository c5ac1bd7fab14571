import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.errors import CountsError
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.persons.tally import year_of

FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.mark.parametrize(
    "text",
    [
        *("2024", "2024-05-03", "2024/5/3", "2024.05.03", "2024-05", "2024-05-03T10:11:12.0+01:00"),
        *("2024-05-03 00:00:00", "03.05.2024", "03/05/2024", "3-5-2024", "05/31/2024", "05/2024"),
        *("03/05/2024 10:30", "mai 2024", "Mai 2024", "May 2024", "3 mai 2024", "1er mai 2024"),
        *("May 3, 2024", "3-May-2024", "3rd of May 2024", "août 2024", "AOUT 2024", "févr. 2024"),
        *("Sept. 2024", "2024 déc.", "2024-Q1", "2024T3"),
    ],
)
def test_years_as_registers_write_them(text):
    assert year_of(text) == "2024"


@pytest.mark.parametrize(
    "text",
    [
        *("03/05/24", "24", "mai 24", "45415", "2019-2020", "2024-13-01", "32/01/2024", "n 2024"),
        *("1824", "20245", "secret-2024", "3 mai", "2024-05-03 secret", "0/5/2024", "03/05.2024"),
    ],
)
def test_what_is_no_year_or_could_be_several(text):
    assert year_of(text) is None


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_has_its_year_in_every_form(day):
    forms = ["%Y", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m/%Y", "%d-%m-%Y"]
    written = [day.strftime(form) for form in forms]
    month = FRENCH[day.month - 1]
    written += [f"{day.day} {month} {day.year}", f"{month} {day.year}", str(day), f"{day} 00:00:00"]
    assert {year_of(text) for text in written} == {str(day.year)}


def test_days_of_a_workbook(save_sheets, cells):
    days = [dt.datetime(2024, 5, 3, tzinfo=None), dt.date(2023, 1, 1), 2022, "03.05.2021", None]  # noqa: DTZ001 - as a cell has it
    path = save_sheets(("Sheet", (["pays", "sexe", "arrivee"], *(["GAB", "F", d] for d in days))))
    result = aggregate_persons(path, place="pays", sex="sexe", year="arrivee")
    assert sorted(cells(result, "year"), key=str) == [(2021,), (2022,), (2023,), (2024,), (None,)]


def test_two_digits_are_refused_with_the_forms_that_are_read(register):
    path = register("pays,sexe,arrivee\nGAB,F,03/05/24\nGAB,F,03.05.2024\n")
    with pytest.raises(CountsError) as refused:
        aggregate_persons(path, place="pays", sex="sexe", year="arrivee")
    told = str(refused.value)
    assert "row 2, column 'arrivee': 1 different values are no year" in told
    assert "03.05.2024" in told
    assert "four digits of the year" in told
    assert "03/05/24" not in told
