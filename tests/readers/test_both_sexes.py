from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.errors import CountsError
from diasporamap.readers.both_sexes import without_both
from diasporamap.readers.registry import read_table
from tests.notes import texts


@pytest.fixture
def table(tmp_path):
    def write(*rows, header="pays;sexe;effectif"):
        path = tmp_path / "counts.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "word", ["Total", "T", "Ensemble", "Both sexes", "Les deux sexes", "Tous", "TOUS"]
)
def test_who_is_beyond_the_sexes_is_of_unknown_sex(table, rows_of, word):
    read = read_table(table("GAB;F;10", "GAB;M;20", f"GAB;{word};33", f"TCD;{word};7"))
    assert rows_of(read.counts, "place", "sex", "count") == [
        ("GAB", "F", 10),
        ("GAB", "M", 20),
        ("GAB", "U", 3),
        ("TCD", "U", 7),
    ]
    assert texts(read.recognised.notes) == (
        "people beyond women and men are of unknown sex",
        "figures without a sex are counted as of unknown sex",
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("GAB;F;10", "GAB;M;20", "GAB;T;30"), [("F", 10), ("M", 20)]),
        (("GAB;F;10", "GAB;M;20", "GAB;U;3", "GAB;T;33"), [("F", 10), ("M", 20), ("U", 3)]),
        (("GAB;F;10", "GAB;M;20", "GAB;U;", "GAB;T;33"), [("F", 10), ("M", 20), ("U", 3)]),
        (("GAB;F;10", "GAB;T;33"), [("F", 10), ("M", 23)]),
        (("GAB;F;", "GAB;M;", "GAB;T;33"), [("U", 33)]),
        (("GAB;F;10", "GAB;M;20", "GAB;T;"), [("F", 10), ("M", 20)]),
        (("GAB;F;~", "GAB;M;20", "GAB;T;23"), [("F", None), ("M", 20)]),
    ],
)
def test_a_total_is_used_as_far_as_it_can_be(table, rows_of, rows, expected):
    assert rows_of(read_table(table(*rows)).counts, "sex", "count") == expected


@pytest.mark.parametrize(
    ("rows", "row", "message"),
    [
        (("GAB;F;10", "GAB;M;20", "GAB;T;29"), 4, "the sexes add up to more than the total"),
        (("GAB;F;10", "GAB;T;9", "TCD;M;1"), 3, "the sexes add up to more than the total"),
        (("GAB;F;1", "GAB;M;2", "GAB;U;3", "GAB;T;7"), 5, "sexes add up to less than the total"),
        (("GAB;F;1", "GAB;M;", "GAB;T;7"), 4, "the sexes add up to, and the men are blank"),
        (("GAB;F;1", "GAB;T;7", "TCD;M;2"), 3, "the sexes add up to, and the men are blank"),
        (("GAB;U;1", "GAB;T;7"), 3, "the women and men are blank"),
        (("TCD;F;1", "GAB;T;7", "GAB;Total;7"), 4, "same people already stands in row 3"),
    ],
)
def test_a_total_that_cannot_be_is_named_by_its_row(table, rows, row, message):
    with pytest.raises(CountsError) as caught:
        read_table(table(*rows))
    ((found),) = caught.value.problems
    assert found.row == row
    assert message in found.message


figures = st.one_of(st.none(), st.integers(0, 50))


@given(women=figures, men=figures, unknown=figures, total=st.integers(0, 200))
def test_nobody_is_lost_or_made_up(women, men, unknown, total):
    given_figures = {"F": women, "M": men, "U": unknown, "T": total}
    records = [
        {"row": row, "place": "GAB", "sex": sex, "count": count}
        for row, (sex, count) in enumerate(given_figures.items(), start=2)
    ]
    problems = []
    made, _ = without_both(records, problems, column="count")
    if problems:
        return
    counts = {record["sex"]: record["count"] for record in made}
    assert "T" not in counts
    assert sum(count or 0 for count in counts.values()) == total
    for sex, count in given_figures.items():
        if sex in counts and count is not None:
            assert counts[sex] == count
