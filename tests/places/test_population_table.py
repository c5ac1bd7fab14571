from __future__ import annotations

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import DataError, NotProtectedError, UsageError
from diasporamap.places.population import Inhabited, Populations
from diasporamap.places.population_table import read_population


@pytest.fixture
def read(tmp_path):
    def table(text, **options):
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        return read_population(path, **options)

    return table


def problems_of(read, text, **options):
    with pytest.raises(DataError) as error:
        read(text, **options)
    return [(each.row, each.column, each.message) for each in error.value.problems]


def test_countries_units_districts_and_parts_by_code_or_name(read):
    own = read(
        "lieu;population;année\nFrance;66 000 000;2019\nNG-LA;12500000;2020\nfra-paris-emb;900;\n"
        "Adamaoua;1'201'000;2019\nAdamaoua;1 300 000;2022\nCM-ES;835000;2019\n",
        districts={"fra-paris-emb"},
    )
    assert own.file == "people.csv"
    assert own.of("FRA", 2020) == Inhabited(66_000_000, 2019, own=True)
    assert own.of("NG-LA", 2000) == Inhabited(12_500_000, 2020, own=True)
    assert own.of("fra-paris-emb", 2020) == Inhabited(900, None, own=True)
    assert own.of("CM-AD", 2020).people == 1_201_000
    assert own.of("CM-AD", 2021).people == 1_300_000
    assert own.of("CM-ES", None).people == 835_000
    assert own.of("DEU", 2020) == Populations().of("DEU", 2020)


def test_a_column_of_regions_holds_no_countries(read):
    # EST is Estonia's code, and Est a region.
    assert read("Région,Population\nEst,835000\n").of("CM-ES", 2020).people == 835_000
    assert problems_of(read, "place,population\nEst,835000\n") == [
        (2, "place", "'Est' is a country and a part of Cameroon")
    ]
    assert problems_of(read, "region,population\nFrance,66000000\n")[0][:2] == (2, "region")


def test_a_unit_may_be_named_beside_its_country(read):
    own = read("country,subdivision,population\nNigeria,Lagos State,12500000\nGhana,,31000000\n")
    assert own.of("NG-LA", None).people == 12_500_000
    assert own.of("GHA", None).people == 31_000_000


def test_more_people_than_there_are_migrants_in_the_world_live_in_a_country(read):
    own = read('place,population\nIndia,"1,402,617,695"\nChina,1424929781\nGabon,"2,322,538"\n')
    assert own.of("IND", None).people == 1_402_617_695
    assert own.of("CHN", None).people == 1_424_929_781


def test_all_that_is_wrong_is_told_with_its_row_and_column(read):
    found = problems_of(
        read,
        "place,population,year\nFance,65000000,2020\nFRA,65905,2020\nCongo,5000000,2020\n"
        "DEU,many,2020\nDEU,-5,2020\nGAB,2300000,20\nGAB,2300000,\nGAB,2300000,2020\nITA,,2020\n,5,\n",
    )
    assert [(row, column) for row, column, _ in found] == [
        (2, "place"),
        (3, "population"),
        (4, "place"),
        (5, "population"),
        (6, "population"),
        (7, "year"),
        (8, "place"),
        (10, "population"),
        (11, "place"),
        (None, None),
    ]
    told = [message for _, _, message in found]
    assert told[0] == "'Fance' is no known country, unit, district or part of Cameroon"
    assert told[1] == "65,905 inhabitants of FRA are far from the 65,905,273 of 2020 (WPP 2024)"
    assert told[2] == "'Congo' does not tell which place is meant"
    assert told[3] == "'many' is not a number of people"
    assert told[6] == "'GAB' stands twice"
    assert told[7] == "the population is blank"
    assert told[8] == "the place is blank"
    assert told[9] == "'GAB' has rows with and without a year"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("place,people\nFRA,5\n", "the column 'population' is missing"),
        ("town,population\nFRA,5\n", "the column 'place' is missing"),
        ("place,population\n", "the table has no rows"),
    ],
)
def test_a_table_without_what_it_needs_is_refused(read, text, message):
    assert problems_of(read, text)[0][2] == message


def test_a_frame_of_counts_takes_the_table_by_its_path(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("pays,population,an\nFRA,60000000,2018\n", encoding="utf-8")
    table = dm.release("undesa:CMR", year=2020, population=path).by()
    rates = dm.measure_table(table, "per_1000")["value"]
    assert rates["FRA"] == pytest.approx(1000 * 92_983 / 60_000_000)
    assert rates["GAB"] == pytest.approx(1000 * 50_906 / 2_322_538)
    words = dm.compose(table, dm.MapSpec(measure="per_1000", language="en")).words
    assert (
        "Population of 2018 and 2020 (the nearest year known to 2020): table mine.csv and, for "
        "what it does not have, United Nations" in " ".join(words.captions)
    )


@pytest.mark.parametrize(
    "header",
    ["ADM1_EN,ADM1_PCODE,Population 2020", "name,pcode,Population (2020)", "x,PCODE,pop_2020"],
)
def test_headers_of_humanitarian_tables_under_a_title(read, header):
    own = read(f"Population of Cameroon\n\n{header}\nCentre,CM002,4159492.6\nEst,CM003,835642\n")
    assert own.of("CM-CE", 2020) == Inhabited(4_159_493, 2020, own=True)
    assert own.of("CM-ES", 2020) == Inhabited(835_642, 2020, own=True)


def test_years_in_columns_and_years_that_a_spreadsheet_wrote(read):
    own = read("pays,Population 2010,Population 2020\nGabon,1700000,2300000\nFrance,,66000000\n")
    assert own.of("GAB", 2010) == Inhabited(1_700_000, 2010, own=True)
    assert own.of("GAB", 2020) == Inhabited(2_300_000, 2020, own=True)
    assert own.of("FRA", 2010) == Inhabited(66_000_000, 2020, own=True)
    assert read("pays,an,pop\nGabon,2015.0,2000000\n").of("GAB", None).year == 2015


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("region;population\nCentre;3900\nLittoral;2000\n", "5,900 inhabitants of 2 of 10 regions"),
        ("place;population\nNG-LA;12500\nNG-KN;14000\n", "2 of 37 admin-1 units of NGA"),
        ("place;population\nNG-LA;999999999999999999999999\n", "far from the 2"),
        ("region;population\nCentre;4000000\nLittoral;90000000\n", "of 2 of 10 regions of CMR"),
    ],
)
def test_parts_that_are_together_no_part_of_the_country_are_refused(read, text, told):
    ((row, column, message),) = problems_of(read, text)
    assert (row, column) == (None, None)
    assert told in message
    assert message.endswith("(WPP 2024)")


def test_small_parts_alone_are_read(read):
    own = read("place,population\nCA-NU,36858\nCA-YT,40232\nCA-NT,41070\n", origin="CAN")
    assert own.of("CA-NU", None).people == 36_858


def test_a_part_that_is_none_is_named_with_what_can_be_done(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("region,population\nDakkar,3900000\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_population(path, origin="SEN")
    (problem,) = error.value.problems
    assert "is no region of Senegal" in problem.message or "is no part of Senegal" in (
        problem.message
    )
    assert "alias" not in problem.hint
    assert problem.hint.endswith("Write its name or code.") or "its name or code" in problem.hint


def test_of_several_sheets_the_one_with_inhabitants_is_read(tmp_path):
    people = pd.DataFrame({"place": ["GAB"], "population": [2_300_000]})
    path = tmp_path / "people.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"note": ["mine"]}).to_excel(book, sheet_name="About", index=False)
        people.to_excel(book, sheet_name="People", index=False)
    assert read_population(path).of("GAB", None).people == 2_300_000
    with pd.ExcelWriter(path) as book:
        people.to_excel(book, sheet_name="A", index=False)
        people.to_excel(book, sheet_name="B", index=False)
    with pytest.raises(DataError) as error:
        read_population(path)
    assert "Keep one with columns place and population; 2 of them" in str(error.value)
    assert "--sheet" not in str(error.value)


def test_a_frame_is_read_and_a_year_in_quotes_is_refused():
    people = pd.DataFrame({"place": ["FRA"], "population": [60_000_000]})
    table = dm.release("undesa:CMR", year=2020, population=people).by()
    assert dm.measure_table(table, "per_1000").at["FRA", "value"] == pytest.approx(92_983 / 60_000)
    words = dm.compose(table, dm.MapSpec(measure="per_1000", language="en")).words
    assert "Population of 2020 and, where table DataFrame does not say it, of a year not" in (
        " ".join(words.captions)
    )
    with pytest.raises(UsageError, match="since is a year, as 2010 without quotes"):
        dm.release("undesa:CMR", since="2010")
    with pytest.raises(NotProtectedError):
        dm.rate_of_origin(dm.release("undesa:CMR"))


def test_more_people_than_live_in_a_place_are_refused():
    rows = pd.DataFrame({"place": ["NG-LA", "FRA"], "sex": "U", "count": [30_000, 900]})
    own = Populations({"nga-lagos-cg": {None: 12_500}}, "mine.csv")
    table = dm.release(rows, population=own).by("district")
    with pytest.raises(UsageError, match=r"30,000 people are counted in nga-lagos-cg, where 12,5"):
        dm.measure_table(table, "per_1000")
