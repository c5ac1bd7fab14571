import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import CountsError, UsageError
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.readers.registry import read_counts, read_table, recognise

TIDY = pd.DataFrame(
    {
        "Pays": ["France", "France", "Gabon"],
        "Sexe": ["Femme", "Homme", "Femme"],
        "Effectif": [12, "34", 5.0],
        "Année": [2020, "2020", 2020.0],
    }
)
WIDE = pd.DataFrame({"country": ["France", "Gabon"], "women": [1, 2], "men": ["1 234", None]})


def cells(counts):
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in counts.to_numpy()]


def test_a_tidy_frame_of_numbers_and_texts_is_read_as_a_sheet_would_be():
    read = read_counts(TIDY)
    assert cells(read.table) == [
        ("France", "F", 12, 2020),
        ("France", "M", 34, 2020),
        ("Gabon", "F", 5, 2020),
    ]
    assert read.headers == {"place": "Pays", "sex": "Sexe", "count": "Effectif", "year": "Année"}
    assert read.read.recognised.kind == "frame"
    assert list(read.table.index) == [0, 1, 2]


def test_a_wide_frame_is_read_and_blanks_are_no_data():
    assert cells(read_counts(WIDE).table) == [
        ("France", "F", 1),
        ("France", "M", 1234),
        ("Gabon", "F", 2),
        ("Gabon", "M", None),
    ]
    assert recognise(WIDE).format == "table"


def test_the_frame_is_not_changed_and_neither_is_what_was_read():
    before = TIDY.copy(deep=True)
    read = read_counts(TIDY)
    copy = read.table
    copy["count"] = 0
    assert read.table["count"].sum() == 51
    pd.testing.assert_frame_equal(TIDY, before)


@pytest.mark.parametrize(
    ("index", "row"), [([7, 11, 3], "11"), (["a", "b", "c"], "b"), ([np.int64(5), 6, 7], "6")]
)
def test_rows_are_named_by_the_labels_of_the_index(index, row):
    wrong = TIDY.set_axis(index).astype({"Sexe": object})
    wrong.iloc[1, 1] = "?"
    with pytest.raises(CountsError, match=rf"DataFrame, row {row}, column 'Sexe': '\?' is not"):
        read_counts(wrong)
    finding = dm.check(wrong).of_level("error")[0]
    assert str(finding.row) == row
    assert dm.check(wrong).as_json()["errors"][0]["row"] == (int(row) if row.isdigit() else row)


def test_the_same_cell_twice_names_both_rows():
    twice = pd.concat([TIDY, TIDY.iloc[:1]]).set_axis(["r1", "r2", "r3", "r4"])
    with pytest.raises(CountsError, match=r"row r4: the same cell .* already stands in row r1"):
        read_counts(twice)


@pytest.mark.parametrize("label", ["ali@example.org", 699112233])
def test_a_label_that_may_be_of_a_person_is_not_told(label):
    wrong = TIDY.set_axis([label, 2, 3]).astype({"Sexe": object})
    wrong.iloc[0, 1] = "?"
    with pytest.raises(CountsError) as caught:
        read_counts(wrong)
    assert str(label) not in str(caught.value)
    assert "row 1," in str(caught.value)


@pytest.mark.parametrize("frame", [pd.DataFrame(), TIDY.iloc[:0], pd.DataFrame({"pays": [None]})])
def test_a_frame_without_rows_is_refused(frame):
    with pytest.raises(CountsError, match="DataFrame"):
        read_counts(frame)


def test_an_index_that_is_a_column_too_is_left_to_the_column():
    frame = TIDY.set_index("Pays", drop=False)
    assert cells(read_counts(frame).table) == cells(read_counts(TIDY).table)


def test_a_missing_column_names_no_row():
    with pytest.raises(CountsError) as caught:
        read_counts(TIDY.drop(columns="Effectif"))
    assert str(caught.value).startswith("DataFrame: the column 'count' is missing")


def test_levels_of_the_index_with_known_names_are_columns():
    sums = TIDY.assign(Effectif=[12, 34, 5]).groupby(["Pays", "Sexe"])["Effectif"].sum()
    assert cells(read_counts(sums).table) == [
        ("France", "F", 12),
        ("France", "M", 34),
        ("Gabon", "F", 5),
    ]


def test_columns_of_several_levels_are_years_over_sexes():
    columns = pd.MultiIndex.from_tuples([("pays", ""), (2020, "femmes"), (2020, "hommes")])
    counts = read_counts(pd.DataFrame([["France", 1, 2]], columns=columns)).table
    assert cells(counts) == [("France", "F", 1, 2020), ("France", "M", 2, 2020)]


def test_what_was_read_can_be_read_again():
    counts = read_counts(TIDY).table
    pd.testing.assert_frame_equal(read_counts(counts).table, counts)


def spaced(count):
    return f"{count:,}".replace(",", " ")


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from([int, str, float, spaced])),
        min_size=1,
        max_size=6,
    )
)
def test_a_frame_and_its_file_give_the_same_counts(tmp_path_factory, given):
    places = ["FRA", "DEU", "ITA", "ESP", "GAB", "TCD"][: len(given)]
    women = [kind(count) for count, kind in given]
    frame = pd.DataFrame({"place": places, "women": women, "men": 3})
    path = tmp_path_factory.mktemp("frames") / "counts.csv"
    frame.to_csv(path, index=False)
    of_frame, of_file = read_counts(frame).table, read_counts(path).table
    assert cells(of_frame) == cells(of_file)
    assert of_frame["count"].sum() == sum(count for count, _ in given) + 3 * len(given)


def test_persons_are_counted_of_a_frame_whose_labels_are_no_names():
    persons = pd.DataFrame(
        {"pays": ["Gabon", "Gabon", "Tchad"], "sexe": ["F", "M", "?"]},
        index=["Zénobie Mbarga", "Ali Oumarou", "Ngo Bikaï"],
    )
    with pytest.raises(CountsError) as caught:
        aggregate_persons(persons, place="pays", sex="sexe")
    assert str(caught.value).startswith("DataFrame, row 3, column 'sexe': '?' tells no sex")
    result = aggregate_persons(persons, place="pays", sex="sexe", sex_codes={"?": "U"})
    assert (result.persons, result.unknown_sex) == (3, 1)
    with pytest.raises(CountsError, match="DataFrame, column 'age': there is no such column"):
        aggregate_persons(persons, place="pays", sex="sexe", by=["age"])


def test_counts_that_are_read_go_on_to_every_function():
    counts = read_counts(TIDY, origin="SEN")
    assert counts.origin.code == "SEN"
    assert dm.release(counts).by().origin.code == "SEN"
    assert dm.check(counts).verdict.startswith("Fit for maps")
    with pytest.raises(UsageError, match="people from SEN, not from CMR"):
        dm.release(counts, origin="CMR")
    with pytest.raises(UsageError, match="Give 'sheet' to read_counts"):
        dm.check(counts, sheet="Feuille")


def test_a_year_is_chosen_and_others_are_kept_where_none_is_named():
    both = pd.concat([TIDY, TIDY.assign(Année=2010)])
    assert set(read_counts(both).table["year"]) == {2010, 2020}
    assert set(read_counts(both, year=2010).table["year"]) == {2010}
    with pytest.raises(UsageError, match="no year 1999"):
        read_counts(both, year=1999)
    assert set(dm.release(both, year=2010).counts["year"]) == {2010}


def test_aliases_that_were_given_to_the_reading_are_kept():
    frame = pd.DataFrame({"place": ["Chez nous"], "women": [30], "men": [40]})
    counts = read_counts(frame, aliases={"Chez nous": "FRA"})
    assert set(dm.release(counts).counts["place"]) == {"FRA"}


def test_anything_else_is_refused():
    with pytest.raises(UsageError, match="a path or a pandas DataFrame, not from list"):
        read_counts([1, 2])


def test_parquet_is_read_as_the_frame_in_it(tmp_path):
    pytest.importorskip("pyarrow")
    path = tmp_path / "counts.parquet"
    frame = TIDY.astype({"Effectif": str, "Année": str}).set_axis([4, 5, 6])
    frame.to_parquet(path)
    read = read_table(path)
    assert cells(read.counts) == cells(read_counts(frame).table)
    assert (read.recognised.kind, read.file) == ("parquet", str(path))
    frame.loc[5, "Sexe"] = "?"
    frame.to_parquet(path)
    with pytest.raises(CountsError, match=r"counts.parquet, row 5, column 'Sexe'"):
        read_table(path)
    frame.drop(columns="Effectif").to_parquet(path)
    assert aggregate_persons(path, place="Pays", sex="Sexe", sex_codes={"?": "U"}).persons == 3
    path.write_bytes(b"PAR1 nothing")
    with pytest.raises(CountsError, match="no Parquet table"):
        read_table(path)


def test_parquet_without_a_library_names_the_extra(tmp_path, monkeypatch):
    path = tmp_path / "counts.parquet"
    path.write_bytes(b"PAR1")
    for library in ("pyarrow", "pyarrow.parquet", "fastparquet"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=r"pip install 'diasporamap\[parquet\]'"):
        read_table(path)
