"""A row of points is never a person, and nothing that tells persons is read or told."""

from __future__ import annotations

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import CountsError

SECRET = (
    "Ngo Bassa",
    "Eyango",
    "Tchouankeu Wxyz",
    "Mbargazzi Q",
    "awa@exemple.cm",
    "+33 6 12 34 56 78",
)


def refused(frame):
    with pytest.raises(CountsError) as caught:
        dm.read_points(frame)
    told = str(caught.value)
    assert not [secret for secret in SECRET if secret in told]
    return caught.value.problems


@pytest.mark.parametrize(
    "column",
    [
        *("Sexe", "sex", "Âge", "age", "Genre", "Date de naissance", "birth_date", "DOB"),
        *("Prénom", "Prénoms", "first name", "Nom de famille", "surname", "Nom et prénoms"),
        *("Lieu de naissance", "Nationalité", "N° passeport", "Profession", "Sexe du président"),
        *("Situation matrimoniale", "N° CNI", "matricule", "Année de naissance", "Civilité"),
        *("Statut matrimonial", "Régime matrimonial", "marital status", "Conjoint", "Marié(e)"),
        *("Diplôme", "Dernier diplôme obtenu", "degree", "Employeur", "employer name", "Métier"),
        *("Numéro de dossier", "N° dossier", "file number", "Case no.", "N° adhérent", "Member ID"),
        *("E-mail personnel", "email du membre", "personal email", "Téléphone de l'étudiant"),
        *("Date d'arrivée", "Statut de réfugié", "Adresse du domicile", "Situation familiale"),
    ],
)
def test_columns_that_only_persons_have_refuse_the_table(column):
    frame = pd.DataFrame({"Association": ["A"], "Ville": ["Lyon"], column: ["Eyango"]})
    (problem,) = refused(frame)
    assert problem.column == column
    assert "never a person" in problem.message
    assert "women_led" in problem.hint


@pytest.mark.parametrize(
    "column",
    [
        *("Genre d'évènement", "Dirigée par une femme", "part des femmes au bureau", "Village"),
        *("Image", "E-mail", "Nombre de membres", "N° d'enregistrement", "Registration number"),
        *(
            "Adresse du siège",
            "Emplois créés",
            "Date d'adhésion",
            "Domaine d'activité",
            "Jobs created",
        ),
    ],
)
def test_columns_that_look_like_them_do_not(column):
    frame = pd.DataFrame({"kind": ["association"], "Ville": ["Lyon"], column: ["non"]})
    assert len(dm.read_points(frame)) == 1


def test_a_table_that_does_not_say_what_its_rows_are_is_refused():
    frame = pd.DataFrame({"Nom": ["Ngo Bassa"], "Ville": ["Lyon"]})
    (problem,) = refused(frame)
    assert "no column says what the points are" in problem.message
    (problem,) = refused(pd.DataFrame({"lat": [48.8], "lon": [2.3]}))
    assert "no column says what the points are" in problem.message


def test_a_list_of_members_with_their_association_is_refused():
    frame = pd.DataFrame({"Nom": ["Ngo Bassa"], "Association": ["A"], "Ville": ["Lyon"]})
    (problem,) = refused(frame)
    assert "a row may be a member" in problem.message


@pytest.mark.parametrize("kind", ["membre", "Personne", "étudiante", "réfugié", "Président"])
def test_kinds_of_persons_are_refused(kind):
    frame = pd.DataFrame({"type": [kind], "nom": ["Ngo Bassa"], "Ville": ["Lyon"]})
    (problem,) = refused(frame)
    assert problem.column == "type"
    assert "the row is a person" in problem.message


#: What rows of persons are called, and what only begins or ends like an organisation.
OF_PERSONS = [
    *("Étudiant(e)", "réfugié(e)", "migrant(e)", "membre(s)", "F", "M", "male", "enfant", "veuve"),
    *("orphelin", "famille", "returnee", "détenu", "victime", "bénéficiaire", "retraité"),
    *("résident", "expatrié", "camerounais", "médecin", "avocat", "infirmière", "nurse"),
    *("engineer", "doctorant", "élève", "travailleur", "worker", "bénévole", "volunteer"),
    *("entrepreneur", "talent", "alumni", "étudiant·e·s", "Directeur/trice"),
    *("Membre d'association", "membre association", "association member", "association members"),
    *("Restaurant owner", "school teacher", "church pastor", "embassy staff", "Consul honoraire"),
    *("Association (membre)", "étudiante université", "university student", "student university"),
    *("Présidente d'ONG", "Responsable ONG", "Jean Dupont", "Dupont", "x", "1", "Chauffeur"),
    *("plumber", "Femmes", "Jeunes", "les étudiants", "Personnel de l'ambassade"),
    *("Gérant restaurant", "réfugié·es", "Chef d'entreprise", "cheffe d'entreprise"),
    *("jeune entrepreneur", "club supporter", "hospital nurse", "Jeune étudiant", "ÉTUDIANTS"),
    *("étudiant (université)", "student at a university", "veuf(ve)", "Mme", "coiffeuse"),
    *("salon keeper", "Union member", "Business woman", "businesswoman", "Femme d'affaires"),
    *("party member", "Famille d'accueil", "household head", "Group leader", "women leader"),
    *("women entrepreneurs",),
]
#: Organisations, events and places, in the table's own words.
OF_GROUPS = [
    *("association", "ONG", "O.N.G.", "Association(s)", "Associations culturelles"),
    *("Association étudiante", "Association d'étudiants", "Association de femmes"),
    *("Groupe de femmes", "Women's association", "Student association", "students' union"),
    *("Chorale", "Tontine", "Radio", "Dahira", "Centre culturel", "Cultural centre"),
    *("Maison du Cameroun", "Église", "Grande mosquée", "Petite entreprise", "Réseau femmes"),
    *("youth club", "Alumni network", "Women's group", "Refugee centre", "Children's home"),
    *("Festival 2024", "Église/mosquée", "Moringa (association)", "Association - Dahira"),
    *("Restaurant camerounais", "Cameroonian restaurant", "Communauté camerounaise"),
    *("Journée portes ouvertes", "Haut-commissariat", "Consulat général", "Comité de jumelage"),
    *("Fédération sportive", "Gospel choir", "Business school", "culture", "autre", "other"),
    *("Members' meeting", "Association loi 1901", "women's business", "Médias", "Média"),
    *("Équipe de football", "football club", "Salon de coiffure", "Hair salon"),
    *("community organisation", "Faith-based organisation", "Diaspora organization", "CSO"),
    *("community-based organisation",),
]


@pytest.mark.parametrize("kind", OF_PERSONS)
def test_a_kind_that_is_no_organisation_event_or_place_is_refused(kind):
    frame = pd.DataFrame(
        {
            "type": ["association", kind],
            "nom": ["A", "Ngo Bassa"],
            "Ville": ["Lyon", "Lyon"],
        }
    )
    (problem,) = refused(frame)
    assert (problem.row, problem.column) == (1, "type")
    assert "persons are never drawn" in problem.message
    assert len(kind) < 3 or f"'{kind}'" not in problem.message


@pytest.mark.parametrize("kind", OF_GROUPS)
def test_kinds_in_own_words_that_are_organisations_are_read(kind):
    frame = pd.DataFrame({"type": ["event", kind], "nom": ["A", "B"], "Ville": ["Lyon", "Lyon"]})
    assert len(dm.read_points(frame)) == 2


@pytest.mark.parametrize("kinds", [["", ""], ["autre", ""], ["other", "Others"]])
def test_a_table_none_of_whose_rows_says_what_it_is_is_refused(kinds):
    frame = pd.DataFrame({"type": kinds, "nom": ["Ngo Bassa", "Eyango"], "Ville": "Lyon"})
    (problem,) = refused(frame)
    assert "no row says what its point is" in problem.message


def test_a_kind_that_is_not_known_is_not_told_for_it_may_be_a_name():
    refused(pd.DataFrame({"type": ["Tchouankeu Wxyz"], "nom": ["Mbargazzi Q"], "Ville": ["Lyon"]}))


@pytest.mark.parametrize("name", ["Mme Ngo Bassa", "M. Eyango", "Dr Eyango", "Miss Eyango"])
def test_names_that_begin_as_those_of_persons_are_refused(name):
    (problem,) = refused(pd.DataFrame({"Association": [name], "Ville": ["Lyon"]}))
    assert "as that of a person" in problem.message


@pytest.mark.parametrize("name", [f"A ({SECRET[-2]})", f"A, tél. {SECRET[-1]}", "A 0612345678"])
def test_names_that_hold_contacts_are_refused(name):
    (problem,) = refused(pd.DataFrame({"Association": [name], "Ville": ["Lyon"]}))
    assert "telephone" in problem.message


@pytest.mark.parametrize("name", ["Festival du 20/05/2024", "Les 100 000 pas", "Mr. B's Café"[5:]])
def test_names_with_numbers_are_names(name):
    assert dm.read_points(pd.DataFrame({"event": [name], "Ville": ["Lyon"]})).table["name"].all()


def test_wrong_cells_are_not_told_where_they_may_be_names():
    frame = pd.DataFrame({"Association": ["A", "B"], "Ville": ["Tchouankeu Wxyz", "Mbargazzi Q"]})
    assert [problem.row for problem in refused(frame)] == [0, 1]
    frame = pd.DataFrame({"Association": ["A"], "Ville": ["Lyon"], "women_led": ["Ngo Bassa"]})
    refused(frame)
    refused(frame.assign(women_led="", date="Eyango"))
    refused(frame.assign(women_led="", GPS="Eyango").drop(columns="Ville"))


def test_a_telephone_number_among_degrees_is_not_told():
    for lat in ("0612345678", "612345678", "612345678 S"):
        (problem,) = refused(pd.DataFrame({"Association": ["A"], "lat": [lat], "lon": ["9"]}))
        assert "45678" not in str(problem)
    (problem,) = refused(pd.DataFrame({"Association": ["A"], "lat": ["95"], "lon": ["9"]}))
    assert problem.message == "'95' is not a latitude"


def test_contacts_and_leaders_appear_in_no_output(tmp_path):
    table = tmp_path / "associations.csv"
    frame = pd.DataFrame(
        {
            "Association": ["Amicale des amis", "Réseau Sawa"],
            "Ville": ["Lyon", "Berlin, Allemagne"],
            "Présidente": ["Ngo Bassa", "Eyango"],
            "E-mail": [SECRET[-2], ""],
            "Téléphone": ["", SECRET[-1]],
            "Contact": ["Ngo Bassa", ""],
        }
    )
    frame.to_csv(table, index=False)
    points = dm.read_points(table)
    release = dm.release("undesa:CMR")
    figure = release.map(tmp_path / "map.svg", points=points, labels=0)
    release.page(tmp_path / "map.html", points=points)
    outputs = [(tmp_path / name).read_text(encoding="utf-8") for name in ("map.svg", "map.html")]
    outputs += [figure.alt, points.table.to_csv(), *map(str, points.notes)]
    assert "Réseau Sawa" in outputs[1]
    for secret in (*SECRET, "612345678", "exemple.cm"):
        assert not [output for output in outputs if secret in output], secret
