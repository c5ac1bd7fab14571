"""Tables of other quantities than people: which columns they are in, and what is protected."""

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.counts.quantity import quantity_of
from diasporamap.counts.sources import write_sources
from diasporamap.errors import CountsError, UsageError
from diasporamap.export.tables import write_table
from diasporamap.readers.quantities import is_named
from diasporamap.resources import shipped

MONEY = {"quantity": "Transferts", "unit": "XAF"}


def read(text, tmp_path, *, sources="", **options):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    if sources:
        (tmp_path / "table.sources.toml").write_text(sources, encoding="utf-8")
    return dm.read_counts(path, **{**MONEY, **options})


def figures(counts):
    table = counts.table
    return dict(zip(table["place"], table["count"], strict=True))


@pytest.mark.parametrize(
    "header",
    [
        *("montant", "Montant (XAF)", "Amount", "remittances", "Transferts", "usd_million", "FCFA"),
        *("Transferts reçus", "Envois de fonds", "Remittances, USD", "transferts_xaf", "total"),
        *("Valeur", "count", "Montant 2020"),
    ],
)
def test_columns_of_amounts_are_read_with_their_decimals(header, tmp_path):
    counts = read(f'Pays;"{header}"\nFrance;"12,5"\nGabon;"0,25"\nTchad;0\nBelgique;..\n', tmp_path)
    found = figures(counts)
    assert found.pop("Belgique") is pd.NA
    assert found == {"France": 12.5, "Gabon": 0.25, "Tchad": 0}
    assert counts.quantity.decimals == 2
    assert counts.quantity.is_open
    assert set(counts.table["sex"]) == {"U"}
    assert "totals_only" not in {note.kind for note in counts.notes}


def test_sums_are_exact_where_numbers_of_computers_are_not(tmp_path):
    counts = read("pays,origine,montant\nFrance,Centre,0.1\nFrance,Littoral,0.2\n", tmp_path)
    (total,) = dm.release(counts).by().cells.query("sex == 'T'")["count"]
    assert total == 0.3
    assert 0.1 + 0.2 != 0.3


def test_amounts_are_read_beside_people_and_currencies_apart(tmp_path):
    text = "pays,femmes,hommes,montant_eur,montant_xaf\nFrance,10,20,5.5,3600\nGabon,1,2,1.5,980\n"
    assert figures(read(text, tmp_path)) == {"France": 3600, "Gabon": 980}
    assert figures(read(text, tmp_path, unit="EUR")) == {"France": 5.5, "Gabon": 1.5}
    two = "pays,montant_eur,amount\nFrance,5.5,3600\n"
    with pytest.raises(CountsError, match="both mean count"):
        read(two, tmp_path, unit="GBP")


def test_years_are_columns_too(tmp_path):
    counts = read("pays,Montant 2019,Montant 2020\nFrance,10.5,11\nGabon,3,4.25\n", tmp_path)
    table = counts.table
    assert table.groupby("year")["count"].sum().to_dict() == {2019: 13.5, 2020: 15.25}


def test_sexes_are_read_where_they_are_given(tmp_path):
    counts = read("pays,femmes,hommes\nFrance,10.5,20.25\nGabon,1.5,2.5\n", tmp_path)
    assert counts.quantity.is_open
    cells = dm.release(counts).by().cells
    assert cells.query("place == 'FRA'").set_index("sex")["count"].to_dict() == {
        "F": 10.5,
        "M": 20.25,
        "T": 30.75,
    }
    by_header = read("pays,montant femmes,montant hommes\nFrance,10.5,20.5\n", tmp_path)
    assert set(by_header.table["sex"]) == {"F", "M"}
    text = "pays,montant femmes,montant hommes,montant total\nFrance,10.5,20.5,32\n"
    assert read(text, tmp_path).table["count"].tolist() == [10.5, 20.5, 1]


def test_a_frame_and_a_workbook_are_read_as_a_file_is(tmp_path):
    frame = pd.DataFrame({"pays": ["France", "Gabon"], "montant": [1234.5, 0.1 + 0.2]})
    assert figures(dm.read_counts(frame, **MONEY)) == {"France": 1234.5, "Gabon": 0.3}
    frame.to_excel(tmp_path / "table.xlsx", index=False)
    assert figures(dm.read_counts(tmp_path / "table.xlsx", **MONEY)) == {
        "France": 1234.5,
        "Gabon": 0.3,
    }


def test_what_is_rounded_is_told(tmp_path):
    counts = read("pays,montant\nFrance,0.12345678\nGabon,2.5\n", tmp_path)
    (note,) = (note for note in counts.notes if note.kind == "rounded")
    assert str(note) == "rounded 1 figure to 6 decimals"
    assert note.text("fr") == "arrondi 1 chiffre à 6 décimales"


def test_a_total_that_does_not_add_up_is_told_in_its_own_unit(tmp_path):
    counts = read("pays,montant\nFrance,1.5\nGabon,2.25\nTotal,4\n", tmp_path)
    told = [str(note) for note in counts.notes if note.kind == "places_differ"]
    places = "the places do not add up to the total of the table"
    assert told == [f"{places} (sum: 4 stated, 3.75 added up)"]


def test_a_total_that_does_not_add_up_is_written_as_each_language_does(tmp_path):
    counts = read("pays,montant\nFrance,1500.5\nGabon,2500.75\nTotal,4000\n", tmp_path)
    (note,) = (note for note in counts.notes if note.kind == "places_differ")
    assert str(note).endswith("(sum: 4,000 stated, 4,001.25 added up)")
    assert "4\u202f000 déclarés, 4\u202f001,25 en additionnant" in note.text("fr")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pays,montant\nFrance,-1.5\n", "row 2, column 'montant': -1.5 is negative"),
        ("pays,montant\nFrance,12%\n", "is a percentage"),
        ("pays,montant\nFrance,1.234\n", "Write 1234 or 1.2340, whichever is the figure"),
        ("pays,taux\nFrance,1.5\nGabon,2.5\n", "a rate"),
        ("pays,part\nFrance,1.5\nGabon,2.5\n", "a percentage"),
        ("pays,montant\nFrance,1.5\nFrance,2.5\n", "row 3: "),
    ],
)
def test_what_is_no_figure_of_a_quantity_is_refused_with_its_place(text, message, tmp_path):
    with pytest.raises(CountsError) as error:
        read(text, tmp_path)
    assert message in str(error.value)
    assert "people it is" not in str(error.value)


def test_amounts_may_add_up_to_100_and_be_larger_than_all_migrants(tmp_path):
    assert figures(read("pays,montant\nFrance,60.5\nGabon,39.5\n", tmp_path))["Gabon"] == 39.5
    assert figures(read("pays,montant\nFrance,12345678901\n", tmp_path))["France"] == 12345678901


def test_a_table_of_money_that_is_read_as_people_is_refused_with_the_options(tmp_path):
    (tmp_path / "table.csv").write_text("pays,montant\nFrance,12\n", encoding="utf-8")
    with pytest.raises(CountsError, match="--quantity Remittances --unit XAF"):
        dm.read_counts(tmp_path / "table.csv")


# Protection: what may be people is protected as they are.

TOTALS = "pays,{header}\nFrance,3\nGabon,2000\nTchad,1\n"
PEOPLE = {
    "a header of any count": (TOTALS.format(header="total"), MONEY),
    "a header of people": (TOTALS.format(header="inscrits"), MONEY),
    "the quantity named as its header": (
        TOTALS.format(header="dossiers"),
        {"quantity": "Dossiers", "unit": "XAF"},
    ),
    "the quantity named total": (
        TOTALS.format(header="total"),
        {"quantity": "Total", "unit": "XAF"},
    ),
    "the unit named n": (TOTALS.format(header="n"), {"quantity": "Transferts", "unit": "n"}),
    "a unit of people": (
        TOTALS.format(header="total"),
        {"quantity": "Bourses", "unit": "étudiants"},
    ),
    "a name of people": (
        TOTALS.format(header="étudiants"),
        {"quantity": "Étudiants", "unit": "XAF"},
    ),
    "no unit": (TOTALS.format(header="total"), {"quantity": "Dons"}),
    "sexes": ("pays,femmes,hommes\nFrance,3,4\nGabon,900,1\n", MONEY),
    "sexes of amounts": ("pays,sexe,montant\nFrance,F,3\nFrance,M,400\n", MONEY),
    "a sum of people": ("pays,femmes,hommes,somme\nFrance,3,4,7\nGabon,900,1,901\n", MONEY),
    "ages": ("pays,age,montant\nFrance,0-14,1\nFrance,15+,2\nGabon,15+,90\n", MONEY),
    "a definition": ("pays,definition,montant\nFrance,registered,3\nGabon,registered,80\n", MONEY),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_what_may_be_people_is_protected_as_people_are(name, tmp_path):
    text, options = PEOPLE[name]
    release = dm.release(read(text, tmp_path, **{"unit": None, **options}))
    assert not release.is_open
    cells = release.by().cells
    assert release.by().suppressed_cells
    small = cells["count"].between(1, 4)
    assert not small.fillna(value=False).any()


@pytest.mark.parametrize(
    "declared",
    [
        'definition = "registered"',
        'known_totals = ["all"]',
        "larger_than_expected = true",
        "stock = true",
        'same_people_as = "undesa:CMR"',
    ],
)
def test_what_a_source_says_of_people_alone_keeps_figures_protected(declared, tmp_path):
    sources = f'[source.x]\ntitle = "X"\ncitation_fr = "X"\ncitation_en = "X"\n{declared}\n'
    counts = read(TOTALS.format(header="montant"), tmp_path, sources=sources)
    assert not counts.quantity.is_open
    with pytest.raises(CountsError, match="protected as people, since a source says"):
        read("pays,montant\nFrance,3.5\n", tmp_path, sources=sources)


@pytest.mark.parametrize(
    "text",
    [
        "pays,femmes,hommes\nFrance,3.5,4\nGabon,900,1\n",
        "pays,total\nFrance,3.5\nGabon,900\nTchad,4\n",
        "pays,inscrits\nFrance,3.5\nGabon,9.5\n",
    ],
)
def test_decimals_of_what_may_be_people_are_refused(text, tmp_path):
    with pytest.raises(CountsError, match="have decimals, and are protected as people"):
        read(text, tmp_path)


@pytest.mark.parametrize("header", ["Nom et prénom", "Téléphone", "N° de passeport", "E-mail"])
def test_a_row_a_person_is_refused(header, tmp_path):
    text = f"pays,{header},montant\nFrance,X,12.5\nGabon,Y,3.5\n"
    with pytest.raises(CountsError, match="each row may be a person"):
        read(text, tmp_path)


@pytest.mark.parametrize("table", ["undesa:SEN", shipped("examples") / "cameroon_undesa_2020.csv"])
def test_people_that_are_published_are_no_quantity(table):
    if str(table).endswith(".csv"):
        assert not dm.read_counts(table, **MONEY).quantity.is_open
        return
    with pytest.raises(UsageError, match="read without --quantity"):
        dm.read_counts(table, **MONEY)


def test_formats_of_publishers_are_read_without_a_quantity(tmp_path):
    text = (
        "DATAFLOW,geo,sex,c_birth,TIME_PERIOD,OBS_VALUE\nESTAT:MIGR_POP3CTB(1.0),DE,F,CM,2020,12\n"
    )
    with pytest.raises(UsageError, match="is read without --quantity"):
        read(text, tmp_path)


def test_what_is_shown_to_be_no_people_is_open(tmp_path):
    for text, options in (
        (TOTALS.format(header="montant"), MONEY),
        (TOTALS.format(header="tonnes"), {"quantity": "Colis", "unit": "tonnes"}),
        ("pays,total\nFrance,3.5\nGabon,2.25\nTchad,1\n", MONEY),
    ):
        release = dm.release(read(text, tmp_path, **options))
        assert release.is_open
        assert not release.by().suppressed_cells
        assert not release.patterns


def test_a_profile_protects_whole_amounts_and_refuses_others(tmp_path):
    counts = read(TOTALS.format(header="montant"), tmp_path)
    assert dm.release(counts, profile="standard").by().suppressed_cells
    assert dm.release(counts, profile="strict").by().suppressed_cells
    counts = read("pays,montant\nFrance,3.5\nGabon,2.25\n", tmp_path)
    release = dm.release(counts)
    assert not release.by().suppressed_cells
    with pytest.raises(UsageError, match="these have decimals"):
        dm.release(counts, profile="standard")


def test_counts_that_were_protected_before_stay_so(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("pays,femmes,hommes\nFrance,3,400\nGabon,2000,100\n", encoding="utf-8")
    dm.release(path).keep()
    path.write_text("pays,montant\nFrance,3\nGabon,2100\n", encoding="utf-8")
    assert not dm.release(path, **MONEY).is_open


# Sources files, and what is written and read back.

SOURCES = """[source.ministry]
title = "Remittances"
citation_fr = "Ministère"
citation_en = "Ministry"
quantity = {fr = "Transferts", en = "Remittances"}
unit = "USD million"
"""


def test_a_sources_file_states_the_quantity(tmp_path):
    counts = read(
        "pays,total\nFrance,3\nGabon,20\n", tmp_path, sources=SOURCES, quantity=None, unit=None
    )
    assert (counts.quantity.label("fr"), counts.quantity.label("en")) == (
        "Transferts (millions USD)",
        "Remittances (USD million)",
    )
    assert counts.quantity.is_open
    named = read("pays,total\nFrance,3\n", tmp_path, quantity="Envois", unit="XAF")
    assert named.quantity.label("fr") == "Envois (FCFA)"


def test_sources_of_several_quantities_are_refused(tmp_path):
    other = SOURCES.replace("ministry", "bank").replace("USD million", "XAF")
    text = "pays,source,total\nFrance,ministry,3\nFrance,bank,20\n"
    with pytest.raises(CountsError, match="several quantities or units"):
        read(text, tmp_path, sources=SOURCES + other, quantity=None, unit=None)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("quantity = 3", "quantity"),
        ('quantity = {fr = "Transferts"}', "one a language"),
        ("", "is not clear: A unit is that of a quantity"),
    ],
)
def test_a_quantity_that_is_not_clear_is_a_problem_of_the_sources_file(line, message, tmp_path):
    text = SOURCES.replace('quantity = {fr = "Transferts", en = "Remittances"}', line)
    with pytest.raises(CountsError, match=message):
        read("pays,total\nFrance,3\n", tmp_path, sources=text, quantity=None, unit=None)


def test_what_is_written_is_read_back(tmp_path):
    counts = dm.read_counts("remittances:CMR")
    path = tmp_path / "cameroon.csv"
    write_table(counts.table, path)
    write_sources(counts.sources.values(), path)
    again = dm.read_counts(path)
    table = counts.table.reset_index(drop=True)
    assert again.table.reset_index(drop=True)[[*table]].equals(table)
    assert again.quantity.label("fr") == counts.quantity.label("fr")
    assert again.quantity.is_open
    assert again.sources == counts.sources


def test_headers_say_themselves_what_they_are_of():
    assert is_named(quantity_of("Colis", "tonnes"), ["Tonnes 2020"])
    assert is_named(quantity_of("Transferts", "MAD"), ["Total MAD"])
    assert not is_named(quantity_of("Transferts", "MAD"), ["Total"])
    assert not is_named(quantity_of("Colis", "n"), ["n"])
    assert not is_named(quantity_of("Transferts", "XAF"), ["montant", "total"])
