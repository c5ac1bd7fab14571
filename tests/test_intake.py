from __future__ import annotations

import pandas as pd
import pytest

from diasporamap.api import release
from diasporamap.errors import CountsError, UnmatchedPlacesError, UsageError
from diasporamap.intake import join_file
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.readers.example import example_path
from diasporamap.readers.options import ReadingOptions
from diasporamap.resources import shipped

REGISTER = shipped("examples") / "invented_register.csv"

SOURCE = """
[source.{name}]
title = "t"
citation_fr = "f"
citation_en = "e"
published = {published}
definition = "registered"
"""


@pytest.fixture
def table(tmp_path):
    def write(text, *sources):
        path = tmp_path / "counts.csv"
        path.write_text(text, encoding="utf-8")
        if sources:
            declared = "".join(SOURCE.format(name=n, published=p) for n, p in sources)
            path.with_suffix(".sources.toml").write_text(declared, encoding="utf-8")
        return path

    return write


def figures(register, place):
    cells = register.by().cells.set_index(["place", "sex"]).loc[place]
    return {
        sex: cells.at[sex, "state"] if pd.isna(count) else int(count)
        for sex, count in cells["count"].items()
    }


def test_the_example_comes_in_as_it_was_published():
    register = release(example_path())
    assert figures(register, "FRA") == {"F": 58769, "M": 34214, "T": 92983}
    assert figures(register, "LVA") == {"F": "no_data", "M": 4, "T": 4}
    assert register.by().suppressed_cells == 0
    assert register.by().cells["year"].unique().tolist() == [2020]
    assert register.read.report.rows_in == register.read.report.rows_matched == 698
    assert len(register.read.report.places_matched) == 57
    assert figures(release(example_path(), year=1990), "FRA")["T"] == 36_846


def test_places_that_look_alike_keep_apart():
    register = release(REGISTER)
    assert register.read.report.places_matched == (
        *("CAF", "CIV", "COD", "COG", "GAB", "GIN", "GNB", "GNQ"),
        *("KOR", "MUS", "NAM", "NGA", "SDN", "TCD", "USA", "XKX"),
    )
    assert figures(register, "COD") == {"F": 38, "M": 41, "U": 0, "T": 79}
    assert figures(register, "COG") == {"F": 215, "M": 198, "U": 7, "T": 420}
    assert figures(register, "GNQ")["F"] == 1204
    assert figures(register, "GIN") == {"F": 9, "M": 12, "U": 0, "T": 21}
    assert figures(register, "GNB") == dict.fromkeys("FMUT", "suppressed")
    assert figures(register, "XKX") == dict.fromkeys("FMUT", "suppressed")


def test_the_profile_is_named():
    standard, strict = (release(REGISTER, profile=name) for name in ("standard", "strict"))
    assert 0 < standard.by().suppressed_cells < strict.by().suppressed_cells
    with pytest.raises(UsageError, match="'lax' is not a profile"):
        release(REGISTER, profile="lax")


def test_without_a_sources_file_nothing_is_published(table):
    path = table("place,women,men\nFRA,1,2\n")
    assert release(path).by().suppressed_cells == 3
    assert release(path).by().sources == {}


def test_one_declared_source_is_that_of_the_table(table):
    path = table("place,women,men\nFRA,1,2\n", ("own", "true"))
    cells = release(path).by().cells
    assert cells["source"].unique().tolist() == ["own"]
    assert cells["definition"].unique().tolist() == ["registered"]
    assert cells["count"].tolist() == [1, 2, 3]


def test_a_sources_file_can_be_named(table, tmp_path):
    path = table("place,women,men\nFRA,1,2\n")
    other = tmp_path / "other.toml"
    other.write_text(SOURCE.format(name="own", published="true"), encoding="utf-8")
    assert release(path, sources=other).by().suppressed_cells == 0


def test_several_declared_sources_need_a_column(table):
    path = table("place,women,men\nFRA,1,2\n", ("one", "true"), ("two", "false"))
    with pytest.raises(CountsError, match="2 sources are declared and the table has no column"):
        release(path)


def test_several_sources_are_not_added_together(table):
    text = "place,women,men,source\nFRA,1,2,one\nFRA,3,4,two\n"
    path = table(text, ("one", "true"), ("two", "false"))
    with pytest.raises(CountsError, match=r"more than one source \(one, two\)"):
        release(path)
    assert release(path, source="one").by().cells["count"].tolist() == [1, 2, 3]
    assert release(path, source="two").by().suppressed_cells == 2


def test_problems_name_the_file_and_its_header(table):
    path = table("pays,femmes,hommes\nCongo,1,2\n")
    with pytest.raises(UnmatchedPlacesError) as caught:
        release(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.column) == (str(path), "2", "pays")


def test_aliases_come_as_a_mapping_or_a_file(table, tmp_path):
    path = table("pays,femmes,hommes\nCongo,10,20\n")
    aliases = tmp_path / "names.csv"
    aliases.write_text("name,place\nCongo,COG\n", encoding="utf-8")
    for given in ({"Congo": "COG"}, aliases, str(aliases)):
        assert release(path, aliases=given).read.report.places_matched == ("COG",)


def test_unmatched_rows_can_be_left_out(table):
    path = table("pays,femmes,hommes\nCongo,10,20\nFrance,10,20\n")
    register = release(path, allow_unmatched=True)
    assert register.read.report.people_unmatched == 30
    assert figures(register, "FRA")["T"] == 30


@pytest.mark.parametrize(
    "rows",
    [
        "FRA,40,50,Awa Inventée\nGAB,10,20,Paul Inventé\nDEU,10,20,Jean Inventé\n",
        "FRA,40,50,Awa +237 600000000\n",
    ],
)
def test_a_column_of_sources_that_may_be_one_of_persons_is_refused(tmp_path, rows):
    path = tmp_path / "counts.csv"
    path.write_text(f"place,women,men,source\n{rows}", encoding="utf-8")
    with pytest.raises(CountsError, match="is this the column of sources") as caught:
        release(path)
    assert "Invent" not in str(caught.value)
    assert "600" not in str(caught.value)


def test_a_source_that_is_declared_or_in_many_rows_is_taken(tmp_path):
    path = tmp_path / "counts.csv"
    rows = "".join(f"{place},40,50,Consular register\n" for place in ("FRA", "GAB", "DEU"))
    path.write_text(f"place,women,men,source\n{rows}", encoding="utf-8")
    assert len(release(path).counts) == 6


@pytest.mark.parametrize("cell", ["48.85, 2.35", "POINT (2.35 48.85)", "48°51'N 2°21'E"])
def test_coordinates_in_a_column_of_places_are_refused_in_counts_and_in_persons(table, cell):
    path = table(f'pays,sexe,nombre\n"{cell}",F,12\n"{cell}",M,20\n')
    (found,) = join_file(path, ReadingOptions()).joined.unmatched
    assert found.problem.kind == "place_position"
    persons = pd.DataFrame({"nom": list("abcd"), "pays": [cell] * 4, "sexe": list("FMFM")})
    with pytest.raises(CountsError) as error:
        aggregate_persons(persons, place="pays", sex="sexe")
    (problem,) = error.value.problems
    assert "--coordinates" in problem.hint
    assert not any(part in f"{found.problem}{problem}" for part in ("48", "2.35"))
