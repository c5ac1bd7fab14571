from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import diasporamap as dm
from diasporamap.checking.audits.outputs import read_outputs
from diasporamap.commands import main
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import CountsError
from diasporamap.language.texts import LANGUAGES, catalogue
from diasporamap.readers.example import example_path
from diasporamap.resources import shipped

REGISTER = shipped("examples") / "invented_register.csv"

#: Italy's women are 3, Nigeria's men 2, Côte d'Ivoire's men 4 and women 0.
SMALL = (
    "place,sex,count\nFRA,F,300\nFRA,M,420\nITA,F,3\nITA,M,30\nGAB,F,40\nGAB,M,20\n"
    "NGA,F,12\nNGA,M,2\nCIV,F,0\nCIV,M,4\n"
)


def audit(*arguments, language="en"):
    return CliRunner().invoke(main, ["audit", *map(str, arguments), "--language", language])


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """A folder of every kind of output, and the register that it is of."""
    folder = tmp_path_factory.mktemp("outputs")
    register = written(folder / "register.csv", SMALL)
    (folder / "out").mkdir()
    release = dm.release(register)
    total = release.map()
    for name in ("total.svg", "total.png", "total.pdf"):
        dm.save_map(total, folder / "out" / name)
    release.map(folder / "out" / "men.svg", by="district", measure="men", language="en")
    release.page(folder / "out" / "page.html", by=("country", "district"))
    for name in ("districts.csv", "districts.xlsx"):
        command = ["districts", "attach", str(register), str(folder / "out" / name)]
        assert CliRunner().invoke(main, command).exit_code == 0
    return folder


def test_a_register_is_audited_in_all_its_tables(tmp_path):
    done = audit(written(tmp_path / "small.csv", SMALL))
    lines = done.output.splitlines()
    assert done.exit_code == 0
    assert lines[0] == "small.csv: profile standard, under 5 people"
    assert lines[1] == "Hidden: by country 7 of 15, by district 7 of 15; proved"
    assert "  by country, Italy (ITA), women: 1 to 32" in lines
    assert "  by district, Embassy in Rome (ita-rome), men: 1 to 32" in lines
    assert "  by country, Côte d’Ivoire (CIV), women: 0 or more" in lines
    assert "  by country, Côte d’Ivoire (CIV), total: 1 or more" in lines
    assert lines[-1] == "Nobody can be found."


def test_a_report_is_in_the_language_of_messages_unless_another_is_asked_for(tmp_path, monkeypatch):
    path = written(tmp_path / "small.csv", SMALL)
    monkeypatch.setenv("DIASPORAMAP_LANGUAGE", "fr")
    done = CliRunner().invoke(main, ["audit", str(path)])
    assert done.output == audit(path, language="fr").output
    assert "Masqués\N{NO-BREAK SPACE}: par pays 7 sur 15, par circonscription 7" in done.output
    assert "par pays, Italie (ITA), femmes\N{NO-BREAK SPACE}: de 1 à 32" in done.output
    assert done.output.endswith("Personne ne peut être retrouvé.\n")


def test_both_languages_say_the_same():
    def fields(kinds):
        texts = {
            (kind, form): text
            for kind, forms in kinds.items()
            for form, text in (forms.items() if isinstance(forms, dict) else [("", forms)])
        }
        return {kind: set(re.findall(r"{(\w+)", text)) for kind, text in texts.items()}

    french, english = (fields(catalogue(language, "audit")) for language in LANGUAGES)
    for key in french.keys() | english.keys():
        one, other = french[key], english[key]
        assert one == other or key[1] == "one", key


def test_a_register_with_parts_of_the_origin_and_a_strict_profile(tmp_path):
    text = "place,sex,origin,count\n" + "".join(
        f"FRA,{sex},{part},{count}\n"
        for part, women, men in (
            ("cm-ad-djerem", 3, 40),
            ("cm-ad-vina", 25, 8),
            ("cm-ce-mfoundi", 600, 500),
            ("cm-ce-lekie", 70, 90),
        )
        for sex, count in (("F", women), ("M", men))
    )
    path = written(tmp_path / "register.csv", text)
    found = dm.audit(path)
    assert set(found.tables) == {"country", "district", "region", "division"}
    assert found.tables["country"] == (0, 3)
    assert found.tables["division"][1] == 12
    assert set(found.cells["table"]) == {"division"}
    strict = dm.audit(path, profile="strict")
    assert strict.profile.threshold == 10
    assert strict.tables["division"][0] >= found.tables["division"][0]
    assert not found.found
    assert not strict.found


def test_the_result_is_a_table(tmp_path):
    found = dm.audit(written(tmp_path / "small.csv", SMALL))
    cells = found.cells.set_index(["table", "place", "sex"])
    assert list(cells.columns) == ["least", "most", "values", "found", "way"]
    assert cells.loc[("country", "ITA", "F"), ["least", "most", "values"]].tolist() == [1, 32, 32]
    assert cells.loc[("country", "CIV", "T"), "least"] == 1
    assert pd.isna(cells.loc[("country", "CIV", "T"), "most"])
    assert not cells["found"].any()
    assert found.standing == "proved"


def test_figures_of_a_published_source_hide_nothing():
    done = audit(example_path())
    assert done.exit_code == 0
    assert "by country 0 of 171" in done.output
    assert "published, shown as it is" in done.output
    assert done.output.endswith("Nobody can be found.\n")


def test_equal_shown_figures_give_equal_audits(tmp_path):
    """Nothing of a hidden figure is in the report."""
    told = []
    for women, men in ((3, 30), (2, 31)):
        text = SMALL.replace("ITA,F,3", f"ITA,F,{women}").replace("ITA,M,30", f"ITA,M,{men}")
        told.append(audit(written(tmp_path / "small.csv", text)).output)
    assert told[0] == told[1]


def test_what_is_known_from_elsewhere_is_told_and_nobody_is_found_by_it(tmp_path):
    text = SMALL.replace("\n", ",r\n").replace("count,r", "count,source")
    path = written(tmp_path / "small.csv", text)
    written(
        tmp_path / "small.sources.toml",
        '[source.r]\ntitle = "R"\ndefinition = "registered"\nlicence = "none"\npublished = false\n'
        'citation_fr = "R"\ncitation_en = "R"\nknown_totals = ["country"]\n',
    )
    done = audit(path)
    assert done.exit_code == 0, done.output
    assert "Known from elsewhere, whatever is hidden here: " in done.output
    assert "by country, Côte d’Ivoire (CIV), total: exactly 4" in done.output


def test_rows_that_fit_no_place_are_written(tmp_path):
    path = written(tmp_path / "small.csv", SMALL + "Atlantis,F,8\n")
    assert audit(path).exit_code == 1
    rest = tmp_path / "rest.csv"
    assert audit(path, "--allow-unmatched", rest).exit_code == 0
    assert "Atlantis" in rest.read_text(encoding="utf-8")


# Somebody else's table.

OPEN = """Table 7. People by country,,,
Country,Women,Men,Total
France,x,30,33
Italy,12,x,20
Spain,x,x,50
Gabon,40,25,65
Total,75,93,168
Source: office,,,
"""


def test_a_published_table_with_an_open_cell(tmp_path):
    done = audit(written(tmp_path / "table.csv", OPEN))
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert lines[1] == "Hidden: 4 of 15; as published"
    at = lines.index("  France, Women: exactly 3")
    assert lines[at + 1] == "    the way in: 33 (France, Total) - 30 (France, Men) = 3"
    assert "  Spain, Women: exactly 20" in lines
    assert lines[-1] == "1 small figure can be found."
    french = audit(tmp_path / "table.csv", language="fr")
    assert french.exit_code == 1
    assert "le chemin\N{NO-BREAK SPACE}: 33 (France, Total) - 30 (France, Men) = 3" in french.output


def test_a_safe_table(tmp_path):
    text = "Pays;Femmes;Hommes;Ensemble\nFrance;x;x;80\nItalie;x;x;200\nTotal;150;130;280\n"
    found = dm.audit(written(tmp_path / "table.csv", text))
    assert found.kind == "table"
    assert not found.found
    assert found.cells[["place", "sex", "least", "most"]].to_numpy().tolist() == [
        ["France", "Femmes", 0, 80],
        ["France", "Hommes", 0, 80],
        ["Italie", "Femmes", 70, 150],
        ["Italie", "Hommes", 50, 130],
    ]


def test_a_mark_can_be_a_bound(tmp_path):
    """Both are under 5 and 8 together: 4 each. A zero that is shown makes <5 at least 1."""
    text = "Country,Women,Men,Total\nFrance,<5,<5,8\nSpain,<5,20,..\nGabon,0,70,70\n"
    found = dm.audit(written(tmp_path / "table.csv", text + "Total,..,..,..\n"))
    cells = found.cells.set_index(["place", "sex"])[["least", "most", "found"]]
    assert cells.loc[("France", "Women")].tolist() == [4, 4, True]
    assert cells.loc[("Spain", "Women")].tolist() == [1, 4, False]
    assert cells.loc[("Spain", "Total")].tolist() == [21, 24, False]
    without = text.replace("Gabon,0,70,70\n", "")
    found = dm.audit(written(tmp_path / "table.csv", without + "Total,..,..,..\n"))
    assert found.cells.set_index(["place", "sex"]).loc[("Spain", "Women"), "least"] == 0


def test_rows_of_parts_and_sums_of_parts(tmp_path):
    text = (
        "Region,Division,People\nNorth,A,3\nNorth,B,x\nNorth,Total,20\nSouth,C,x\nSouth,D,9\n"
        "South,Total,12\nTotal,,32\n"
    )
    found = dm.audit(written(tmp_path / "table.csv", text))
    told = found.cells.set_index("place")[["least", "most", "found"]]
    assert told.loc["North / B"].tolist() == [17, 17, False]
    assert told.loc["South / C"].tolist() == [3, 3, True]
    assert "12 (South / Total, People)" in found.cells.set_index("place").loc["South / C", "way"]
    assert dict(found.notes[0][1]) == {"number": 1}  # A is shown


def test_named_sums_add_up_the_rows_above_them(tmp_path):
    text = "Country,People\nGabon,30\nCongo,x\nTotal Africa,32\nItaly,40\nTotal,72\n"
    found = dm.audit(written(tmp_path / "table.csv", text), table=True)
    assert found.cells[["place", "least", "most", "found"]].to_numpy().tolist() == [
        ["Congo", 2, 2, True]
    ]


def test_frames_and_workbooks_are_tables_too(tmp_path):
    frame = pd.read_csv(
        written(tmp_path / "table.csv", OPEN), skiprows=1, skipfooter=1, engine="python"
    )
    assert len(dm.audit(frame).found) == 1
    frame.to_excel(tmp_path / "table.xlsx", index=False)
    assert audit(tmp_path / "table.xlsx", "--sheet", "Sheet1").exit_code == 1


def test_years_can_be_columns_and_sexes_rows(tmp_path):
    text = (
        "Country,Sex,2019,2020\nFrance,Women,10,11\nFrance,Men,x,12\nFrance,Total,13,23\n"
        "Italy,Women,c,c\nItaly,Men,c,c\nItaly,Total,40,41\n"
    )
    found = dm.audit(written(tmp_path / "table.csv", text))
    assert {tuple(cell) for cell in found.found} == {("", "France / Men", "2019")}


def test_a_column_of_whom_only_leaves_a_rest(tmp_path):
    text = "District,Total,Of whom women\nNorth,20,x\nSouth,30,12\nTotal,50,15\n"
    found = dm.audit(written(tmp_path / "table.csv", text))
    assert found.cells[["place", "least", "most", "found"]].to_numpy().tolist() == [
        ["North", 3, 3, True]
    ]


def test_numbers_in_groups_and_rows_of_all(tmp_path):
    text = (
        'Table 3,,,\n,Women,Men,Total\nAll countries,"1,237","1,007","2,244"\n'
        'Cameroon,"1,234",988,"2,222"\nChad,<5,7,..\nGabon,-,12,12\nNote: few are < 5.,,,\n'
    )
    found = dm.audit(written(tmp_path / "table.csv", text))
    cells = found.cells.set_index(["place", "sex"])[["least", "most", "found"]]
    assert cells.loc[("Chad", "Women")].tolist() == [3, 3, True]
    assert cells.loc[("Chad", "Total")].tolist() == [10, 10, False]


def test_shares_and_years_are_no_people(tmp_path):
    text = (
        "Year,Country,Women,Men,Total,Share of women (%)\n2019,Italy,x,30,33,9.1\n"
        "2020,Italy,31,30,61,50.8\n2019,Total,x,30,33,9.1\n2020,Total,31,30,61,50.8\n"
    )
    found = dm.audit(written(tmp_path / "table.csv", text))
    assert {cell.place for cell in found.found} == {"2019 / Italy", "2019 / Total"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OPEN.replace("168", "167"), "row 7, column 'Total': the figures that it adds up"),
        (OPEN.replace("40,25", "40,few"), "row 6, column 'Men': the cell is neither a figure"),
        (OPEN.replace("Italy,12,x,20", "Italy,22,x,20"), "no table fits what is published"),
        ("Country\nFrance\n", "no header over rows of figures is found"),
        (OPEN.replace("Men,", "All,"), "several columns are totals"),
    ],
)
def test_tables_that_cannot_be_audited(tmp_path, text, told):
    path = written(tmp_path / "table.csv", text)
    with pytest.raises(CountsError, match=re.escape(told)):
        dm.audit(path, table=True)
    done = audit(path, "--published")
    assert done.exit_code == 1
    assert "Traceback" not in done.output


# Outputs.


def test_outputs_are_read_back(outputs):
    found = dm.audit(outputs / "out")
    counts = dm.audit(outputs / "register.csv")
    assert found.kind == "outputs"
    assert not found.found
    columns = ["table", "place", "sex", "least", "most"]
    keys = ["table", "place", "sex"]
    pd.testing.assert_frame_equal(
        found.cells[columns].sort_values(keys, ignore_index=True),
        counts.cells[columns].sort_values(keys, ignore_index=True),
    )
    read = {fields["file"]: fields for kind, fields in found.notes if kind == "read"}
    assert {name: (f["figures"], f["hidden"]) for name, f in read.items()} == {
        "districts.csv": (15, 7),
        "districts.xlsx": (15, 7),
        "men.svg": (2, 0),
        "page.html": (30, 14),
        **dict.fromkeys(("total.pdf", "total.png", "total.svg"), (4, 0)),
    }
    done = audit(outputs / "out")
    assert done.exit_code == 0
    assert "Of pictures only" in done.output


def table_of(path, rows, *, district=False):
    """Write a table as `districts attach` does, of (place, sex, count or None)."""
    frame = pd.DataFrame(rows, columns=["place", "sex", "count"])
    frame["state"] = frame["count"].notna().map({True: "value", False: "suppressed"})
    frame["count"] = frame["count"].astype("Int64")
    if district:
        frame.insert(1, "attachment", "attached")
    frame.to_csv(path, index=False)


#: Three women in Italy, hidden with the men; Gabon is shown.
COUNTRIES = [
    *(("GAB", "F", 40), ("GAB", "M", 20), ("GAB", "T", 60)),
    *(("ITA", "F", None), ("ITA", "M", None), ("ITA", "T", 33)),
]


def test_two_outputs_open_together_what_neither_does_alone(tmp_path):
    table_of(tmp_path / "countries.csv", COUNTRIES)
    assert audit(tmp_path).exit_code == 0
    districts = [("gab-libreville", "T", 60), ("ita-rome", "F", 3)]
    table_of(tmp_path / "districts.csv", districts, district=True)
    done = audit(tmp_path)
    assert done.exit_code == 1
    assert "by country, Italy (ITA), women: exactly 3" in done.output
    assert "the way in: 3 (by district, Embassy in Rome (ita-rome), women) = 3" in done.output
    (tmp_path / "countries.csv").unlink()
    assert audit(tmp_path).exit_code == 0


def test_a_division_and_its_region_are_one_system(tmp_path):
    table_of(
        tmp_path / "regions.csv",
        [("CM-AD", "F", 45), ("CM-AD", "M", 55), ("CM-AD", "T", 100)],
    )
    table_of(
        tmp_path / "divisions.csv",
        [
            *(("cm-ad-djerem", "F", None), ("cm-ad-djerem", "M", None), ("cm-ad-djerem", "T", 50)),
            *(("cm-ad-vina", "F", 42), ("cm-ad-vina", "M", 8), ("cm-ad-vina", "T", 50)),
        ],
    )
    done = audit(tmp_path)
    assert done.exit_code == 1
    assert "by division, Djérem (cm-ad-djerem), women: exactly 3" in done.output


def test_a_table_by_origin_and_one_by_country_count_the_same_people(tmp_path):
    table_of(tmp_path / "countries.csv", COUNTRIES)
    table_of(
        tmp_path / "regions.csv",
        [("CM-AD", "F", 43), ("CM-AD", "M", 50), ("CM-AD", "T", 93)],
    )
    done = audit(tmp_path)
    assert done.exit_code == 1
    assert "by country, Italy (ITA), women: exactly 3" in done.output


def test_parts_of_which_only_the_region_is_known_are_a_place_of_their_own(tmp_path):
    """A table by division has people of a whole region too: its places are of both levels."""
    text = "place,sex,origin,count\n" + "".join(
        f"FRA,{sex},{part},{count}\n"
        for part, women, men in (("cm-ad-vina", 3, 40), ("CM-AD", 25, 8), ("CM-CE", 60, 50))
        for sex, count in (("F", women), ("M", men))
    )
    register = written(tmp_path / "register.csv", text)
    (tmp_path / "out").mkdir()
    counts, release = dm.audit(register), dm.release(register)
    for by in counts.tables:
        release.cells(by).to_csv(tmp_path / "out" / f"{by}.csv", index=False)
    found = dm.audit(tmp_path / "out")
    assert found.tables == counts.tables
    assert {told[:4] for told in found.told} == {told[:4] for told in counts.told}


@pytest.mark.parametrize("seed", range(6))
def test_outputs_of_random_registers_tell_what_their_counts_do(seed, tmp_path):
    """Audited from the outputs alone; the truth is possible, and nobody is found."""
    draw = np.random.default_rng(seed)
    parts = [*draw.choice(["cm-ad-vina", "cm-ce-lekie", "cm-no-benoue", "CM-OU"], 3, replace=False)]
    places = draw.choice(
        ["FRA", "ITA", "GAB", "NGA", "CIV", "DEU", "CHE", "NG-LA", "NG-KD"], 5, replace=False
    )
    rows = [
        (place, sex, part, int(draw.choice([0, 1, 3, 7, 40])))
        for place in places
        if place != "NGA"
        for sex in ("F", "M", *(["U"] if draw.random() < 0.4 else []))
        for part in parts
    ]
    frame = pd.DataFrame(rows, columns=["place", "sex", "origin", "count"])
    frame.to_csv(tmp_path / "register.csv", index=False)
    counts, release = dm.audit(tmp_path / "register.csv"), dm.release(tmp_path / "register.csv")
    assert not counts.found
    (tmp_path / "out").mkdir()
    for by in counts.tables:
        release.cells(by).to_csv(tmp_path / "out" / f"{by}.csv", index=False)
    found = dm.audit(tmp_path / "out")
    assert not found.found
    assert {told.cell for told in found.told} == {told.cell for told in counts.told}
    ((system, _),) = release.suppression.linked.values()
    for told in found.told:
        people = system.people(told.cell)
        assert told.least <= people
        assert told.most is None or people <= told.most


def test_people_of_no_stated_residence_are_audited_beside_the_tables(tmp_path):
    text = SMALL + "not stated,F,3\nnot stated,M,50\n"
    register = written(tmp_path / "register.csv", text)
    counts, release = dm.audit(register), dm.release(register)
    beside = counts.cells[counts.cells["place"] == "residence-not-stated"]
    assert beside[["table", "sex"]].to_numpy().tolist() == [
        *(["country", "F"], ["country", "M"], ["district", "F"], ["district", "M"]),
    ]
    assert beside["least"].tolist() == [1] * 4
    assert beside["most"].tolist() == [52] * 4
    assert "by country, Residence not stated (residence-not-stated), women: 1 to 52" in (
        audit(register).output
    )
    (tmp_path / "out").mkdir()
    for by in counts.tables:
        release.cells(by).to_csv(tmp_path / "out" / f"{by}.csv", index=False)
    found = dm.audit(tmp_path / "out")
    assert {told[:4] for told in found.told} == {told[:4] for told in counts.told}


def test_people_of_no_stated_residence_are_read_from_a_page_of_any_measure(tmp_path):
    register = written(tmp_path / "register.csv", SMALL + "not stated,F,30\nnot stated,M,1250\n")
    (tmp_path / "out").mkdir()
    release = dm.release(register)
    release.page(tmp_path / "out" / "page.html", measures=["per_1000"], language="en")
    (output,) = read_outputs(tmp_path / "out", release.districts)
    beside = {read for read in output.figures if read.cell.place == "residence-not-stated"}
    assert {(read.cell.sex, read.people) for read in beside} == {("T", 1280)}


def test_what_one_output_hides_and_another_shows_is_found(tmp_path):
    table_of(tmp_path / "countries.csv", COUNTRIES)
    (tmp_path / "more").mkdir()
    table_of(tmp_path / "more" / "old.csv", [("ITA", "F", 3)])
    done = audit(tmp_path)
    assert done.exit_code == 1
    assert "the way in: 3 (by country, Italy (ITA), women) = 3" in done.output


@pytest.mark.parametrize("language", ["fr", "en"])
def test_women_and_men_are_read_from_half_circles(language, tmp_path):
    release = dm.release(written(tmp_path / "register.csv", SMALL))
    (tmp_path / "out").mkdir()
    release.map(tmp_path / "out" / "halves.svg", kind="half-circles", language=language)
    (output,) = read_outputs(tmp_path / "out", DistrictChoice())
    read = {(one.cell.place, one.cell.sex): one.people for one in output.figures}
    assert read["FRA", "F"] == 300
    assert read["FRA", "M"] == 420
    cells = release.by().cells.set_index(["place", "sex"])["count"]
    assert read == {key: cells[key] for key in read}
    assert len(read) >= 4


def test_outputs_that_show_different_figures_are_told(tmp_path):
    table_of(tmp_path / "a.csv", COUNTRIES)
    table_of(tmp_path / "b.csv", [("GAB", "T", 61)])
    done = audit(tmp_path)
    assert done.exit_code == 1
    assert "country GAB T is 60 in a.csv and 61 in b.csv" in done.output


def test_years_are_audited_apart(tmp_path):
    for year, more in ((2019, 0), (2020, 1)):
        table_of(tmp_path / f"{year}.csv", [("GAB", "T", 60 + more), ("ITA", "T", None)])
        frame = pd.read_csv(tmp_path / f"{year}.csv", dtype="string")
        frame.assign(year=year).to_csv(tmp_path / f"{year}.csv", index=False)
    found = dm.audit(tmp_path)
    assert not found.found
    assert len(found.told) == 2


#: Two years; what a table of 2010 hides in France, the change since then gives.
YEARS = "place,sex,count,year\n" + "".join(
    f"{place},{sex},{count},{year}\n"
    for year, figures in ((2010, (8, 30, 40, 20, 140, 220)), (2020, (30, 60, 70, 50, 150, 230)))
    for (place, sex), count in zip(
        ((place, sex) for place in ("FRA", "GAB", "NGA") for sex in "FM"), figures, strict=True
    )
)


def hiding(path, rows, year):
    table_of(path, rows)
    pd.read_csv(path, dtype="string").assign(year=year).to_csv(path, index=False)


@pytest.fixture
def of_two_years(tmp_path):
    (tmp_path / "out").mkdir()
    return dm.release(written(tmp_path / "register.csv", YEARS), since=2010)


def test_a_change_and_the_figure_of_one_year_tell_that_of_the_other(of_two_years, tmp_path):
    out = tmp_path / "out"
    hidden = [("FRA", "F", None), ("FRA", "M", 36), ("FRA", "T", None), ("GAB", "T", 60)]
    hiding(out / "before.csv", hidden, 2010)
    assert not dm.audit(out).found
    for language in LANGUAGES:
        of_two_years.map(out / "change.svg", measure="change", language=language)
        assert not dm.audit(out).found
        of_two_years.map(out / "total.svg", language=language)
        done = audit(out)
        assert done.exit_code == 1
        assert re.search(
            r"France \(FRA\), women( \(2010\))?: exactly 2$", done.output, re.MULTILINE
        )
        assert "Read change.svg: 3 changes between two years" in done.output
        for name in ("change.svg", "total.svg"):
            (out / name).unlink()
    of_two_years.page(out / "page.html", measures=["change", "per_1000"], language="en")
    done = audit(out)
    assert done.exit_code == 1
    assert "by country" in done.output
    assert "Rates and shares are not read" in done.output


def test_a_change_tells_of_a_year_that_another_change_told(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    between = "".join(f"{place},{sex},50,2015\n" for place in ("FRA", "GAB", "NGA") for sex in "FM")
    register = written(tmp_path / "register.csv", YEARS + between)
    for year, since in ((2015, 2010), (2020, 2015)):
        drawn = dm.release(register, year=year, since=since)
        drawn.map(out / f"{year}.svg", measure="change", language="en")
    dm.release(register, year=2020).map(out / "total.svg", language="en")
    hidden = [("FRA", "F", None), ("FRA", "M", 36), ("FRA", "T", None), ("GAB", "T", 60)]
    hiding(out / "before.csv", hidden, 2010)
    done = audit(out)
    assert done.exit_code == 1, done.output
    assert "women (2010): exactly 2" in done.output


def test_pages_of_two_years_are_read_each_of_its_own(of_two_years, tmp_path):
    out = tmp_path / "out"
    of_two_years.page(out / "now.html", measures=["change"], by=("country", "district"))
    before = dm.release(tmp_path / "register.csv", year=2010)
    before.page(out / "before.html", by=("country", "district"))
    figures = {
        (at.key[0], at.people) for at in read_outputs_of(out) if at.cell == ("country", "NGA", "F")
    }
    assert figures == {("2010", 140), ("2020", 150)}
    assert not dm.audit(out).found


def test_a_map_of_changes_alone_tells_nobody(of_two_years, tmp_path):
    of_two_years.map(tmp_path / "out" / "change.png", measure="change", language="fr")
    found = dm.audit(tmp_path / "out")
    assert [kind for kind, _ in found.notes] == ["read_changes", "picture"]
    assert not found.told


def test_figures_that_a_release_would_not_leave_are_told_and_nobody_is_found(tmp_path):
    """Zero or one: where a release hid it, it is zero."""
    table_of(
        tmp_path / "countries.csv",
        [
            *(("GAB", "F", None), ("GAB", "M", 20), ("GAB", "T", None)),
            *(("ITA", "F", 42), ("ITA", "M", 30), ("ITA", "T", 72)),
        ],
    )
    table_of(tmp_path / "regions.csv", [("CM-AD", "F", 43), ("CM-AD", "M", 50)])
    assert audit(tmp_path).exit_code == 1
    table_of(tmp_path / "regions.csv", [("CM-AD", "M", 50), ("CM-AD", "F", None)])
    assert audit(tmp_path).exit_code == 0


def test_what_is_no_output_is_named(outputs, tmp_path):
    for name in ("page.html", "total.svg"):
        (tmp_path / name).write_bytes((outputs / "out" / name).read_bytes())
    written(tmp_path / "register.csv", SMALL)
    written(tmp_path / "notes.txt", "3 women in Italy")
    written(tmp_path / "other.html", "<html></html>")
    written(tmp_path / "broken.xlsx", "nothing")
    done = audit(tmp_path)
    assert done.exit_code == 0
    for line in (
        "Not read: register.csv (no output of a release: figures in it are not protected).",
        "Not read: notes.txt (no output of diasporamap).",
        "Not read: other.html (no output of diasporamap).",
        "Not read: broken.xlsx (it cannot be read).",
    ):
        assert line in done.output.splitlines()


def test_stamped_maps_and_tables_are_read_too(tmp_path):
    release = dm.release(written(tmp_path / "register.csv", SMALL), confidential=True)
    (tmp_path / "out").mkdir()
    release.map(tmp_path / "out" / "men.svg", measure="men", language="en")
    found = dm.audit(tmp_path / "out")
    assert {(at.cell.place, at.people) for at in read_outputs_of(tmp_path / "out")} == {
        ("FRA", 420),
        ("GAB", 20),
    }
    assert found.tables == {"country": (0, 2)}


def read_outputs_of(folder):
    return [at for output in read_outputs(folder, DistrictChoice()) for at in output.figures]


def test_a_folder_without_outputs(tmp_path):
    done = audit(tmp_path)
    assert done.exit_code == 1
    assert "no file in the folder has figures that can be read back" in done.output


def test_a_page_of_districts_tells_of_the_countries_that_they_share(tmp_path):
    text = SMALL.replace("NGA,M,2", "NGA,M,200")
    register = written(tmp_path / "register.csv", text)
    (tmp_path / "out").mkdir()
    dm.release(register).page(tmp_path / "out" / "page.html", by=("district",), language="en")
    found = dm.audit(tmp_path / "out")
    hidden, cells = found.tables["district"]
    assert (hidden, cells) == (5, 15)  # with women, men and total of Nigeria


def test_the_demo_register_is_safe_to_show():
    done = audit(REGISTER)
    assert done.exit_code == 0
    assert done.output.endswith("Nobody can be found.\n")


def test_a_published_table_whose_sums_are_wrong_is_no_register(tmp_path):
    table = written(
        tmp_path / "t.csv",
        "Pays;Femmes;Hommes;Total\nFrance;x;30;33\nEspagne;20;x;41\nGabon;40;20;60\n"
        "Togo;10;12;22\nSous-total;73;82;156\n",
    )
    done = audit(table)
    assert done.exit_code == 1
    assert "all shown, make 155 and not 156" in done.output
    assert "Nobody can be found" not in done.output
