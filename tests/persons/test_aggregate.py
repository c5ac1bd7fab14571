from __future__ import annotations

import pytest

from diasporamap.counts.schema import check_counts
from diasporamap.errors import CountsError, UsageError
from diasporamap.persons import tally
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.persons.codebook import read_codebook

NAMES = ["Ada Ngo", "Bob Eto", "Cyd Mba", "Dia Abe"]


@pytest.fixture
def people(register):
    return register(
        "nom;pays;sexe;arrivee;region\n"
        "Ada Ngo;France;F;2010-05-01;Ouest\n"
        "Bob Eto;Gabon;Homme;2011;Sud\n"
        "Cyd Mba;France;femme;2010;Ouest\n"
        "Dia Abe;France;;;\n"
    )


def test_persons_become_counts_by_place_and_sex(people, cells):
    result = aggregate_persons(people, place="pays", sex="sexe")
    assert cells(result, "place", "sex", "count") == [
        ("France", "F", 2),
        ("France", "U", 1),
        ("Gabon", "M", 1),
    ]
    assert (result.persons, result.unknown_sex) == (4, 1)
    check_counts(result.counts)


def test_women_or_men_that_are_not_there_are_none(register):
    path = register("pays,sexe\nGAB,F\nGAB,F\nTCD,\nCAF,F\nCAF,M\n")
    result = aggregate_persons(path, place="pays", sex="sexe")
    zeros = result.counts[result.counts["count"] == 0]
    assert zeros[["place", "sex"]].to_numpy().tolist() == [["GAB", "M"], ["TCD", "F"], ["TCD", "M"]]
    assert result.counts["count"].sum() == result.persons == 5


def test_years_of_days_and_further_columns(people, cells):
    result = aggregate_persons(people, place="pays", sex="sexe", year="arrivee", by=["region"])
    assert cells(result, "place", "sex", "year", "by_region", "count") == [
        ("France", "F", 2010, "Ouest", 2),
        ("France", "U", None, None, 1),
        ("Gabon", "M", 2011, "Sud", 1),
    ]


def test_columns_of_the_schema_get_its_names(register):
    path = register("pays,sexe,Région d'origine\nGAB,F,Ouest\n")
    result = aggregate_persons(path, place="pays", sex="sexe", by=["Région d'origine"])
    assert list(result.counts.columns) == ["place", "sex", "origin", "count"]


@pytest.mark.parametrize("written", ["F", "f", "Femme", "femmes", "female", "Féminin", "FEMME"])
def test_women_as_really_written(register, written, cells):
    path = register(f"pays,sexe\nGAB,{written}\nGAB,H\nGAB,male\nGAB,\n")
    result = aggregate_persons(path, place="pays", sex="sexe")
    assert cells(result, "sex", "count") == [("F", 1), ("M", 2), ("U", 1)]


def test_codes_are_declared_or_refused(register, cells):
    path = register("pays,sexe\nGAB,1\nGAB,2\nGAB,9\n")
    with pytest.raises(CountsError) as caught:
        aggregate_persons(path, place="pays", sex="sexe")
    assert "row 2, 3, 4, column 'sexe': '1', '2', '9' tells no sex" in str(caught.value)
    codes = {"1": "M", "2": "F", "9": "U"}
    result = aggregate_persons(path, place="pays", sex="sexe", sex_codes=codes)
    assert cells(result, "sex", "count") == [("F", 1), ("M", 1), ("U", 1)]
    with pytest.raises(UsageError, match="'1=X' gives no sex"):
        aggregate_persons(path, place="pays", sex="sexe", sex_codes={"1": "X"})


def test_nothing_of_a_person_is_in_results_or_messages(people, register):
    result = aggregate_persons(people, place="pays", sex="sexe", by=["region"])
    said = [result.counts.to_csv()]
    for options in (
        {"place": "pays", "sex": "nom"},
        {"place": "pays", "sex": "pays"},
        {"place": "pays", "sex": "sexe", "by": ["nom"]},
        {"place": "pays", "sex": "sexe", "year": "nom"},
        {"place": "nowhere", "sex": "sexe"},
    ):
        with pytest.raises(CountsError) as caught:
            aggregate_persons(people, **options)
        said.append(str(caught.value))
    broken = register('nom;pays;sexe\nAda Ngo;"France;F\n')
    with pytest.raises(CountsError) as caught:
        aggregate_persons(broken, place="pays", sex="sexe")
    said.append(str(caught.value))
    short = register("nom;pays;sexe\nAda Ngo;France\n")
    with pytest.raises(CountsError, match="row 2: the row has 2 fields, the header 3"):
        aggregate_persons(short, place="pays", sex="sexe")
    for text in said:
        for name in NAMES:
            assert not any(part in text for part in name.split())


@pytest.mark.parametrize(
    "header", ["Nom", "Téléphone", "e-mail", "_uuid", "N° passeport", "date_de_naissance", "_id"]
)
def test_columns_that_tell_who_somebody_is_are_refused(register, header):
    path = register(f"pays,sexe,{header}\nGAB,F,x\n")
    with pytest.raises(CountsError, match="tells who somebody is"):
        aggregate_persons(path, place="pays", sex="sexe", by=[header])


def test_the_result_tells_no_row_of_the_file(people):
    result = aggregate_persons(people, place="pays", sex="sexe")
    assert result.counts.index.tolist() == list(range(len(result.counts)))


def test_every_column_that_is_wrong_is_told_at_once(people):
    with pytest.raises(CountsError) as caught:
        aggregate_persons(people, place="nowhere", sex="sex", by=["nom"])
    assert len(caught.value.problems) == 3


def test_columns_with_names_that_a_result_has_already(register, cells):
    path = register("pays,sexe,count,row\nGAB,F,a,b\nGAB,F,a,b\n")
    result = aggregate_persons(path, place="pays", sex="sexe", by=["count", "row"])
    columns = ("by_count", "by_row", "count")
    assert cells(result, *columns) == [("a", "b", 2)]


def test_columns_that_together_tell_persons_apart_are_refused(register):
    lines = "\n".join(f"GAB,F,{number}" for number in range(400))
    path = register(f"pays,sexe,champ\n{lines}\n")
    with pytest.raises(CountsError, match="nearly each has a cell alone"):
        aggregate_persons(path, place="pays", sex="sexe", by=["champ"])


@pytest.mark.parametrize(("alone", "refused"), [(361, True), (360, True), (359, False)])
def test_a_table_is_refused_only_where_nine_persons_in_ten_are_alone(register, alone, refused):
    places = [f"P{n}" for n in range(20)]
    groups = [f"{place},F,{n}" for n in range(20) for place in places][:alone]
    lines = "\n".join([*groups, *["P0,M,0"] * (400 - alone)])
    path = register(f"pays,sexe,region\n{lines}\n")
    columns = {"place": "pays", "sex": "sexe", "by": ["region"]}
    if refused:
        with pytest.raises(CountsError, match="nearly each has a cell alone"):
            aggregate_persons(path, **columns)
    else:
        assert aggregate_persons(path, **columns).persons == 400


def test_a_table_of_too_many_cells_is_refused_for_what_it_is(register, monkeypatch):
    monkeypatch.setattr(tally, "MOST_CELLS", 3)
    path = register("pays,sexe\n" + "".join(f"P{n},F\n" * 9 for n in range(4)))
    with pytest.raises(CountsError, match="there are more than 3 cells"):
        aggregate_persons(path, place="pays", sex="sexe")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(register, encoding, cells):
    path = register("pays;sexe\nCôte d’Ivoire;F\nNigéria;M\n", encoding=encoding)
    result = aggregate_persons(path, place="pays", sex="sexe")
    assert cells(result, "place", "count") == [("Côte d’Ivoire", 1), ("Nigéria", 1)]


def test_answers_of_a_question_with_several(register, cells):
    path = register("pays,sexe,langues\nGAB,F,fr en\nGAB,F,en\nGAB,F,\nGAB,F,french\n")
    result = aggregate_persons(path, place="pays", sex="sexe", by=["langues/fr"])
    assert cells(result, "by_langues_fr", "count") == [("0", 2), ("1", 1), (None, 1)]
    both = register("pays,sexe,langues,langues/fr\nGAB,F,fr en,1\nGAB,F,en,0\n")
    result = aggregate_persons(both, place="pays", sex="sexe", by=["langues/fr"])
    assert cells(result, "by_langues_fr", "count") == [("0", 1), ("1", 1)]
    with pytest.raises(CountsError, match="--by-column 'langues/fr'"):
        aggregate_persons(both, place="pays", sex="sexe", by=["langues"])


def test_several_answers_at_once_and_blank_fields_at_the_end(register, cells):
    path = register("pays,sexe,langues\nGAB,F,fr en,,\nGAB,F,en\nGAB,F,fr,\n")
    by = ["langues/fr", "langues/en"]
    result = aggregate_persons(path, place="pays", sex="sexe", by=by)
    assert cells(result, "by_langues_fr", "by_langues_en", "count") == [
        ("0", "1", 1),
        ("1", "0", 1),
        ("1", "1", 1),
    ]


def test_a_codebook_says_what_codes_mean(register, codebook, cells):
    path = register("g/sexe,g/pays_residence\n1,gb\n2,gb\n9,gb\n")
    result = aggregate_persons(path, place="g/pays_residence", sex="g/sexe", codebook=codebook)
    assert cells(result, "place", "sex", "count") == [
        ("Royaume-Uni", "F", 1),
        ("Royaume-Uni", "M", 1),
        ("Royaume-Uni", "U", 1),
    ]
    assert read_codebook(codebook).meanings("Sexe", sex=True)["2"] == "Femme"


def test_labels_with_spaces_are_told_apart_by_the_codebook_or_refused(register, codebook, cells):
    path = register("pays,sexe,Métiers\nGAB,2,Santé et soins Soins\nGAB,2,Soins\n")
    options = {"place": "pays", "sex": "sexe", "by": ["Métiers/Santé et soins"]}
    result = aggregate_persons(path, codebook=codebook, **options)
    assert cells(result, "by_metiers_sante_et_soins", "count") == [("0", 1), ("1", 1)]
    with pytest.raises(CountsError, match="cannot be told apart"):
        aggregate_persons(path, sex_codes={"2": "F"}, **options)


def test_a_codebook_that_is_none(register):
    path = register("pays,sexe\nGAB,F\n")
    with pytest.raises(CountsError, match="the codebook has no sheet 'survey'"):
        aggregate_persons(path, place="pays", sex="sexe", codebook=path)


def test_workbooks(save_sheets):
    rows = (["pays", "sexe"], ["GAB", "F"], [None, None], ["GAB", "M"])
    path = save_sheets(("Sheet", rows), ("other", ()))
    with pytest.raises(CountsError, match="the workbook has 2 sheets"):
        aggregate_persons(path, place="pays", sex="sexe")
    result = aggregate_persons(path, place="pays", sex="sexe", sheet="Sheet")
    assert result.persons == 2


def test_progress_goes_up_to_the_size_of_the_file(register):
    path = register("pays,sexe\n" + "GAB,F\n" * 20_000)
    seen = []
    aggregate_persons(path, place="pays", sex="sexe", progress=lambda *part: seen.append(part))
    assert seen == sorted(seen)
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)
    assert len(seen) > 3


def test_a_first_line_that_declares_the_separator(register, cells):
    path = register("sep=|\npays|sexe\nGAB|F\nGAB|X9\n")
    with pytest.raises(CountsError, match="row 4, column 'sexe'"):
        aggregate_persons(path, place="pays", sex="sexe")
    result = aggregate_persons(path, place="pays", sex="sexe", sex_codes={"X9": "U"})
    assert cells(result, "sex", "count") == [("F", 1), ("U", 1)]


def test_errors_have_no_cause_that_could_hold_a_value(register, save_sheets):
    path = save_sheets(("one", [["pays", "sexe"], ["Ada Ngo", "F"]]))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    for file in (path, register('pays;sexe\nAda Ngo;"F\n')):
        with pytest.raises(CountsError) as caught:
            aggregate_persons(file, place="pays", sex="sexe")
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


def test_times_of_arrival_are_counted_by_ten_years(people, cells):
    result = aggregate_persons(people, place="pays", sex="sexe", by=["arrivee"])
    assert {row[0] for row in cells(result, "arrival")} == {"2010-2019", None}


def test_headers_of_who_people_are_give_the_columns_of_the_schema(register):
    path = register("pays,sexe,Niveau d'études,Profession,Statut légal\nGAB,F,Master,ISCO 2,long\n")
    by = ["Niveau d'études", "Profession", "Statut légal"]
    result = aggregate_persons(path, place="pays", sex="sexe", by=by)
    assert {"education", "occupation", "legal_status"} <= set(result.counts.columns)


def test_a_permit_may_be_its_number_and_is_not_counted_by(register):
    """As the header of counts it means the legal status; of persons it may be a number."""
    path = register("pays,sexe,Titre de séjour\nGAB,F,long\n")
    with pytest.raises(CountsError, match="tells who somebody is"):
        aggregate_persons(path, place="pays", sex="sexe", by=["Titre de séjour"])
