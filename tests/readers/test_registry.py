from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.counts.schema import check_counts
from diasporamap.errors import CountsError, UsageError
from diasporamap.readers.options import ReadingOptions
from diasporamap.readers.registry import read_counts, read_table, recognise, table_with_problems
from diasporamap.tables.books import LARGEST


@pytest.fixture
def table(tmp_path):
    def write(content, name="counts.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def problems(path, **options):
    with pytest.raises(CountsError) as caught:
        read_counts(path, **options)
    for problem in caught.value.problems:
        assert problem.file == str(path)
        assert problem.hint.endswith(".")
    return [(problem.row, problem.column, problem.message) for problem in caught.value.problems]


def cells(counts):
    return [tuple(None if pd.isna(x) else x for x in row) for row in counts.itertuples(name=None)]


def test_a_tidy_table(table):
    counts = read_counts(
        table("place,sex,count,year,source\nFRA,F,58769,2020,desa\nFRA,M,34214,2020,desa\n")
    ).table
    assert list(counts.columns) == ["place", "sex", "count", "year", "source"]
    assert counts.index.name == "row"
    assert cells(counts) == [
        (2, "FRA", "F", 58769, 2020, "desa"),
        (3, "FRA", "M", 34214, 2020, "desa"),
    ]
    assert [str(kind) for kind in counts.dtypes[["count", "year"]]] == ["Int64", "Int64"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_byte_order_marks_and_line_ends(table, mark, start, end):
    lines = ["pays,femmes,hommes", "Côte d'Ivoire,10,20", "Namibie,5,6"]
    text = end.join(line.replace(",", mark) for line in lines)
    counts = read_counts(table(start + text.encode())).table
    assert cells(counts) == [
        (2, "Côte d'Ivoire", "F", 10),
        (2, "Côte d'Ivoire", "M", 20),
        (3, "Namibie", "F", 5),
        (3, "Namibie", "M", 6),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "pays;femmes;hommes",
        "Pays de résidence;Femmes;Hommes",
        "country;women;men",
        "COUNTRY;Female;Male",
        "iso3;F;M",
        "Lieu;F;H",
        "destination;Women;Men",
    ],
)
def test_wide_headers_in_french_and_english(table, header):
    assert cells(read_counts(table(f"{header}\nFRA;1;2\n")).table) == [
        (2, "FRA", "F", 1),
        (2, "FRA", "M", 2),
    ]


@pytest.mark.parametrize(
    "header", ["pays,sexe,effectif,année", "country,gender,number,year", "code,SEX,Count,ANNEE"]
)
def test_tidy_headers_in_french_and_english(table, header):
    assert cells(read_counts(table(f"{header}\nFRA,F,1,2020\n")).table) == [
        (2, "FRA", "F", 1, 2020)
    ]


@pytest.mark.parametrize(
    ("written", "sex"),
    [
        *(("Femmes", "F"), ("female", "F"), ("f", "F")),
        *(("Hommes", "M"), ("Male", "M"), ("H", "M")),
        *(("inconnu", "U"), ("not stated", "U")),
    ],
)
def test_sexes_in_french_and_english(table, written, sex):
    assert read_counts(table(f"place,sex,count\nFRA,{written},1\n")).table["sex"].tolist() == [sex]


def test_a_code_is_taken_before_a_name_and_the_rest_is_named(table):
    found = read_table(table("pays,iso3,femmes,hommes,remarque\nFrance,FRA,1,2,x\n"))
    assert found.counts["place"].unique().tolist() == ["FRA"]
    assert found.headers == {"place": "iso3", "women": "femmes", "men": "hommes"}
    assert found.ignored == ("pays", "remarque")
    assert found.layout == "wide"


def test_blank_is_no_data_and_zero_is_zero(table):
    counts = read_counts(table("place,women,men\nFRA,0,\nDEU,,\n")).table
    assert cells(counts) == [
        (2, "FRA", "F", 0),
        (2, "FRA", "M", None),
        (3, "DEU", "F", None),
        (3, "DEU", "M", None),
    ]


def test_na_is_namibia_not_a_blank(table):
    assert read_counts(table("place,women,men\nNA,1,2\n")).table["place"].tolist() == ["NA", "NA"]


def test_people_beyond_women_and_men_are_of_unknown_sex(table):
    counts = read_counts(
        table("place,women,men,total\nFRA,1,2,10\nDEU,1,2,3\nITA,,,9\nESP,1,2,\n")
    ).table
    unknown = counts[counts["sex"] == "U"]
    assert cells(unknown) == [
        (2, "FRA", "U", 7),
        (3, "DEU", "U", 0),
        (4, "ITA", "U", 9),
    ]


def test_sexes_that_do_not_make_the_total_are_refused(table):
    path = table(
        "pays,femmes,hommes,inconnu,total\nFRA,1,2,3,7\nDEU,4,4,,5\nITA,4,,,5\nESP,1,2,3,6\n"
    )
    assert problems(path) == [
        (2, "total", "the sexes add up to less than the total"),
        (3, "total", "the sexes add up to more than the total"),
        (4, "hommes", "the row has a total and one sex, but 'hommes' is blank"),
    ]


def test_blank_rows_and_blank_fields_at_the_end_are_passed_over(table):
    path = table("\nplace,women,men\n\nFRA,1,2,,\n,,\n\nDEU,3,4\n")
    assert read_counts(path).table.index.tolist() == [4, 4, 7, 7]


def test_rows_are_numbered_as_in_an_editor_when_a_text_runs_over_lines(table):
    counts = read_counts(table('place,women,men,note\nFRA,1,2,"a\nb"\nDEU,3,4,c\n')).table
    assert counts.index.tolist() == [2, 2, 4, 4]


def test_every_problem_is_listed_with_row_column_and_hint(table):
    path = table(
        "pays,sexe,effectif,année\n"
        "FRA,F,-3,2020\n"
        "FRA,M,1.5,2020\n"
        "DEU,F,beaucoup,2020\n"
        "DEU,M,1.234,2020\n"
        'ITA,F,"12,5",2020\n'
        "ITA,X,5,2020\n"
        ",F,5,2020\n"
        "ESP,F,5,20\n"
        "ESP,M,99999999999,2020\n"
    )
    assert problems(path) == [
        (2, "effectif", "-3 is negative"),
        (3, "effectif", "'1.5' is a fraction"),
        (4, "effectif", "a text of 8 letters is not a number"),
        (5, "effectif", "'1.234' has a separator between its digits"),
        (6, "effectif", "'12,5' is a fraction"),
        (7, "sexe", "'X' is not a sex"),
        (8, "pays", "the place is blank"),
        (9, "année", "'20' is not a year"),
        (10, "effectif", "a number of 11 digits is more than all migrants in the world"),
    ]


@pytest.mark.parametrize("text", ["1.234", '"1,234"', "12.345"])
def test_a_lone_separator_of_thousands_is_refused_with_the_digits(table, text):
    with pytest.raises(CountsError, match=r"Write (1234|12345) if that is the count"):
        read_counts(table(f"place;women;men\nFRA;{text};2\n"))


@pytest.mark.parametrize(
    "text", ["1 234", "1\u00a0234", "1\u202f234", "1'234", "1 234,0", "1 234.00", "+1 234"]
)
def test_thousands_with_spaces_are_read(table, text):
    assert read_counts(table(f"place;women;men\nFRA;{text};2\n")).table["count"].tolist() == [
        1234,
        2,
    ]


def test_a_file_that_proves_its_separator_of_thousands_is_read(table):
    counts = read_counts(table("place;women;men\nFRA;1.234.567;1.234\nDEU;12;7.000\n")).table
    assert counts["count"].tolist() == [1_234_567, 1234, 12, 7000]
    with pytest.raises(CountsError, match=r"'1\.5' is a fraction"):
        read_counts(table("place;women;men\nFRA;1.234.567;1.5\nDEU;12;2\n"))


def test_a_whole_number_as_a_spreadsheet_exports_it_is_read(table):
    counts = read_counts(table("place,women,men,year\nFRA,12.0,+3,2020.0\n")).table
    assert cells(counts) == [(2, "FRA", "F", 12, 2020), (2, "FRA", "M", 3, 2020)]


def test_duplicate_rows_are_refused_once_a_row(table):
    assert problems(table("place,women,men\nFRA,1,2\nDEU,1,2\nFRA,3,4\n")) == [
        (4, None, "the same cell (by place, sex) already stands in row 2")
    ]
    assert problems(table("place,sex,count\nFRA,F,2\nFRA,F,2\n")) == [
        (3, None, "the same cell (by place, sex) already stands in row 2")
    ]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", ["the file is empty"]),
        ("\n \n", ["the file is empty"]),
        ("place,sex,count\n", ["the table has no rows"]),
        ("place,total\nFRA,a\n", ["the column 'sex' is missing (F (women), M (men)", "the column"]),
        ("place,women\nFRA,1\n", ["the column 'men' is missing (number of men)"]),
        ("a,b\n1,2\n", [f"the column '{name}' is missing" for name in ("place", "sex", "count")]),
        ("place,women,femmes,men\nFRA,1,1,2\n", ["the columns 'women' and 'femmes' both mean"]),
        ("pays,pays,women,men\nFRA,DEU,1,2\n", ["the columns 'pays' and 'pays' both mean place"]),
        ("place,women,men,count\nFRA,1,2,3\n", ["the table has columns by sex and a column of"]),
        ("place,,sex,count\nFRA,4,F,3\n", ["no header stands in column number 2"]),
        ("place,sex,count\nFRA,F\n", ["the row has 2 fields, the header 3"]),
        ("place,sex,count\nFRA,M,3,4\n", ["the row has 4 fields, the header 3"]),
        ('place,sex,count\n"FRA,M,3\n', ["the row cannot be split into fields"]),
    ],
)  # fmt: skip
def test_tables_that_are_none(table, text, messages):
    found = [message for _, _, message in problems(table(text))]
    assert len(found) == len(messages)
    for message, start in zip(found, messages, strict=True):
        assert message.startswith(start)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("place,sex,count\nCôte,F,3\n".encode() + b"C\xf4te,M,3\n", "byte 28 is not UTF-8 text"),
        (b"place,sex,count\nC\x81te,F,3\n", "byte 18 is not UTF-8 text"),
        ("place,sex,count\nFRA,F,3\n".encode("utf-16")[:-1], "the file is damaged: it is not UTF"),
        (b"PK\x03\x04...", "the file is a spreadsheet or a zip archive, not a text table"),
        (b"%PDF-1.7", "the file is a PDF document, not a text table"),
        (b"place,sex\x00,count\n", "the file is not text"),
        (bytes(range(256)), "the file is not text"),
    ],
)
def test_files_that_are_no_text_in_utf8(table, content, message):
    ((_, _, found),) = problems(table(content))
    assert found.startswith(message)


def test_the_row_of_a_wrong_byte_is_named(table):
    content = "place,women,men\nCôte,1,2\n".encode() + "Côte,3,4\n".encode("cp1252")
    assert problems(table(content))[0][0] == 3


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")],
)
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_recognised(table, encoding, name, mark):
    text = "pays,femmes,hommes\nCôte d’Ivoire,10,20\nÎle Maurice,1,2\n".replace(",", mark)
    found = read_table(table(text.encode(encoding)))
    assert found.recognised.encoding == name
    assert found.recognised.separator == mark
    assert found.counts["place"].unique().tolist() == ["Côte d’Ivoire", "Île Maurice"]


def test_missing_files_folders_and_other_kinds(tmp_path, table):
    assert problems(tmp_path / "none.csv")[0][2] == "there is no such file"
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert problems(folder)[0][2] == "this is a folder"
    assert problems(table("{}", "counts.json"))[0][2] == "files of the kind '.json' are not read"


def test_a_sheet_of_a_text_table_is_refused(table):
    with pytest.raises(UsageError, match="has no sheet 'x'"):
        read_counts(table("place,sex,count\nFRA,F,3\n"), sheet="x")


@pytest.mark.parametrize("name", ["noise.csv", "noise.xlsx"])
def test_a_large_file_of_noise_is_refused_without_reading_it(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    assert problems(path)[0][2] == "the file has 200 MB, more than a table can have here (32 MB)"


@pytest.mark.parametrize("name", ["noise.csv", "noise.xlsx"])
def test_noise_of_the_largest_size_is_refused_by_its_first_bytes(tmp_path, name, monkeypatch):
    import random
    from pathlib import Path

    path = tmp_path / name
    block = random.Random(1).randbytes(2**20)  # noqa: S311 - noise, not a secret
    with path.open("wb") as file:
        for _ in range(LARGEST // 2**20):
            file.write(block)
    monkeypatch.setattr(Path, "read_bytes", None)  # reading it whole would fail
    assert problems(path)[0][2].startswith(("the file is not text", "the file is not an XLSX"))


def test_a_line_of_noise_without_end_is_refused(table):
    assert problems(table("x" * 200_000))[0][2].startswith("the row cannot be split into fields")


WORDS = ["place", "pays", "sex", "count", "women", "hommes", "total", "year", "FRA", "NA", "F", "M"]
MARKS = ["0", "5", "-1", "1.5", "2020", "", " ", ",", ",", ",", ";", "\t", "\n", "\n", '"']
CONTENTS = st.one_of(
    st.binary(),
    st.text().map(str.encode),
    st.lists(st.sampled_from(WORDS + MARKS)).map(lambda parts: "".join(parts).encode()),
)


@given(CONTENTS)
def test_whatever_is_in_the_file_it_is_read_or_refused_on_purpose(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "anything.csv"
    path.write_bytes(content)
    try:
        counts = read_counts(path).table
    except CountsError as error:
        counts = None
        refused = len(error.problems)
    if counts is None:
        assert refused
    else:
        check_counts(counts)


def test_a_header_of_noise_makes_no_endless_message(table):
    with pytest.raises(CountsError) as caught:
        read_counts(table("word " * 20_000 + "\n1\n"))
    assert len(str(caught.value)) < 2000


def test_a_table_is_given_with_its_problems_to_whoever_looks_for_all_of_them(table):
    path = table("place,women,men,total\nFRA,1,many,\nDEU,1,1,1\nDEU,1,1,2\n,1,1,\n")
    found = table_with_problems(path, ReadingOptions())
    assert found.counts["place"].dropna().unique().tolist() == ["FRA", "DEU"]
    topics = [problem.topic for problem in found.problems]
    assert topics == ["Count", "Total", "Duplicate", "Place"]
    with pytest.raises(CountsError) as caught:
        read_table(path)
    assert caught.value.problems == found.problems


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf16_is_told_by_its_mark_or_by_its_bytes(table, encoding):
    text = "pays;femmes;hommes\nCôte d\u2019Ivoire;1;2\nBénin;3;4\n"
    path = table(text.encode(encoding))
    assert read_counts(path).table["count"].tolist() == [1, 2, 3, 4]
    assert recognise(path).encoding == "UTF-16"


def test_lines_that_end_as_on_old_macs_are_read(table):
    path = table(b"pays;femmes;hommes\rGabon;1;2\rTchad;3;4\r")
    assert cells(read_counts(path).table) == [
        (2, "Gabon", "F", 1),
        (2, "Gabon", "M", 2),
        (3, "Tchad", "F", 3),
        (3, "Tchad", "M", 4),
    ]
    declared = table(b"sep=|\rpays|femmes|hommes\rGabon|1|2\r")
    assert read_counts(declared).table["count"].tolist() == [1, 2]


def test_a_year_with_a_sign_is_that_year_however_texts_are_stored(table):
    path = table("place,sex,count,year\nFRA,F,1,+2020\nFRA,M,2,\n")
    assert read_counts(path).table["year"].tolist() == [2020, pd.NA]
