from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.places.city_totals import NOT_STATED
from diasporamap.readers.registry import read_counts


@pytest.mark.parametrize(
    ("text", "place", "sex", "column"),
    [
        ("pays;sexe;effectif\nFRA;F;12\nFRA;M;9\n", "pays", "sexe", "effectif"),
        ("REF_AREA,SEX,OBS_VALUE\nFRA,F,12.0\nFRA,M,9.0\n", "REF_AREA", "SEX", "OBS_VALUE"),
        ("country,women,men\nFRA,12,9\nGAB,3,4\n", "country", "women", "women"),
        ("country,2015,2020\nFRA,12,9\nGAB,3,4\n", "country", "sex", "2015"),
    ],
)
def test_a_table_of_counts_holds_no_persons(register, text, place, sex, column):
    with pytest.raises(CountsError) as caught:
        aggregate_persons(register(text), place=place, sex=sex)
    (problem,) = caught.value.problems
    assert (problem.kind, problem.column) == ("counts_no_persons", column)


@pytest.mark.parametrize("header", ["effectif", "number"])
@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("1", "1", "1"), ("", "", "")])
def test_numbers_of_the_rows_are_no_counts(register, header, numbers):
    rows = "".join(f"FRA,F,{number}\n" for number in numbers)
    path = register(f"pays,sexe,{header}\n{rows}")
    assert aggregate_persons(path, place="pays", sex="sexe").persons == 3


def test_a_city_that_is_not_stated_is_named_so(register, tmp_path):
    path = register("pays,sexe,ville\nTUN,F,Tunis\nTUN,F,\nTUN,F, \nTUN,M,Sfax\n")
    result = aggregate_persons(path, place="pays", sex="sexe", by=["ville"])
    people = dict(zip(result.counts["city"], result.counts["count"], strict=False))
    assert set(people) == {"Tunis", "Sfax", NOT_STATED}
    written = tmp_path / "counts.csv"
    result.counts.to_csv(written, index=False)
    read = read_counts(written).table
    assert read.loc[read["city"] == NOT_STATED, "count"].sum() == 2
    assert read["count"].sum() == result.persons == 4
