import pytest

from diasporamap.errors import CountsError
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.persons.identifying import identifies, is_contact, refuse_persons


def write(tmp_path, header, rows):
    path = tmp_path / "persons.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("value", ["+237 699 12 34 00", "699123400", "someone@example.org"])
@pytest.mark.parametrize("column", ["place", "by"])
def test_telephones_and_mail_are_refused_whatever_the_header(tmp_path, value, column):
    row = f"{value},F,West" if column == "place" else f"FRA,F,{value}"
    path = write(tmp_path, "pays,sexe,champ", [row])
    with pytest.raises(CountsError, match="holds telephone numbers, addresses") as refused:
        aggregate_persons(path, place="pays", sex="sexe", by=["champ"])
    assert value not in str(refused.value)


def test_a_value_a_person_is_refused(tmp_path):
    path = write(tmp_path, "v1,sexe", [f"Name{chr(65 + n)},F" for n in range(25)])
    with pytest.raises(CountsError, match="holds a value a person") as refused:
        aggregate_persons(path, place="v1", sex="sexe")
    assert "NameB" not in str(refused.value)


def test_groups_pass(tmp_path):
    path = write(tmp_path, "pays,sexe,annees", [f"FRA,F,{2000 + n % 5}" for n in range(25)])
    assert aggregate_persons(path, place="pays", sex="sexe", by=["annees"]).persons == 25


def test_a_header_of_telephones_is_no_place(tmp_path):
    path = write(tmp_path, "Téléphone,sexe", ["1,F"])
    with pytest.raises(CountsError, match="tells who somebody is"):
        aggregate_persons(path, place="Téléphone", sex="sexe")


@pytest.mark.parametrize(
    "header",
    [
        *("id", "_id", "identifiant", "nom", "groupe.nom", "groupe/telephone", "g::e-mail"),
        *("Nom.usuel", "nom.de.famille", "id-nom", "telephone/numero", "id.number", "N° de tél"),
        *("Pièce d'identité", "date_naissance", "a.id", "g/start", "g:gps", "prenom-usuel"),
        *("Date de naissance", "contact|whatsapp", "_submitted_by", "Nom et prénoms"),
    ],
)
def test_headers_that_tell_who_somebody_is(header):
    assert identifies(header)


@pytest.mark.parametrize(
    "header",
    [
        *("N° immatriculation", "Numéro d'immatriculation", "N°", "Nº", "No", "Numero", "number"),
        *("N° carte consulaire", "Carte consulaire", "NUI", "Personal number", "n° dossier"),
        *("Registration number", "num_dossier", "Titre de séjour", "N° titre de séjour", "g/N°"),
        *(
            "Numéro d'ordre",
            "Immatriculation",
            "file no.",
            "No. dossier",
            "N° de rue",
            "Passport",
            "matricule",
        ),
        *("Né(e) le", "Née le :", "né le", "Lieu de naissance", "place_of_birth", "Naissance"),
        *("Rue", "rue et n°", "Boîte postale", "BP", "B.P. 12", "PO Box", "Facebook", "Instagram"),
        *("compte_facebook", "WhatsApp", "Identité", "groupe/identite", "g.conjoint", "Titulaire"),
        *("Titulaire du compte", "Déclarant(e)", "Patronyme", "Conjoint", "Conjoint(e)", "épouse"),
        *("Personne à contacter", "Personne à prévenir en cas d'urgence", "Enquêteur", "Employeur"),
        *("Employeur actuel", "Observations", "Commentaires", "Remarques", "comments", "_notes"),
        *("Autres observations", "Observations de l'enquêteur", "remarque_2", "enqueteur:comments"),
    ],
)
def test_headers_of_papers_numbers_and_free_text(header):
    assert identifies(header)


@pytest.mark.parametrize(
    "header",
    [
        *("Immatriculé(e) au consulat ?", "immatricule", "Nombre", "Nombre d'enfants"),
        *("Numéro de région", "N° de département", "number_of_children", "No. of children"),
        *(
            "num_enfants",
            "No formal education",
            "No visa",
            "N'a pas de diplôme",
            "vote/no",
            "langues/2",
        ),
        *("Né(e) au Cameroun ?", "Pays de naissance", "Année de naissance", "Né à l'étranger"),
        *("Identité de genre", "identite/sexe", "identite.statut", "Titulaire d'un diplôme"),
        *("Type de titre de séjour", "Statut du titre de séjour", "Sexe du conjoint"),
        *("Pays du conjoint", "Lien avec le déclarant", "Conjoint camerounais ?", "Non-titulaire"),
        *("Type d'employeur", "Secteur de l'employeur", "Utilise Facebook", "réseaux sociaux"),
        *("Note de satisfaction", "notes_moyennes", "Vit dans la rue", "rural", "Profession"),
        *("Carte consulaire : oui ou non", "Niveau d'études", "Âge", "Catégorie", "Langue"),
        *("Nationalité", "Situation matrimoniale", "code", "Motif du séjour", "Durée de séjour"),
    ],
)
def test_headers_that_look_like_papers_and_are_groups(header):
    assert not identifies(header)


@pytest.mark.parametrize(
    "header",
    [
        *("id.sexe", "id/sexe", "id:sexe", "id-sexe", "g.id.sexe", "id.statut", "start.statut"),
        *("nom.sexe", "identification/statut", "contact/canal", "Nom du pays", "country_name"),
        *("ADM1_NAME", "Région", "Sous-région", "adresse/ville", "Identité de genre"),
    ],
)
def test_headers_of_groups_of_people(header):
    assert not identifies(header)


def test_periods_are_no_telephone_numbers():
    assert is_contact("699 12 34 00")
    assert is_contact("Ada, +237 699 12 34 00")
    assert not is_contact("1990-1999")
    assert not is_contact("1990 - 1999")


@pytest.mark.parametrize("wanted", ["nom/Ada", "tel", "contact/tel"])
def test_no_way_around(tmp_path, wanted):
    path = write(tmp_path, "pays,sexe,nom,contact/tel", ["GAB,F,Ada Ngo,1"])
    with pytest.raises(CountsError, match="tells who somebody is"):
        aggregate_persons(path, place="pays", sex="sexe", by=[wanted])


def test_a_small_survey_in_many_places_is_read(tmp_path):
    places = [f"Place {chr(65 + n)}" for n in range(18)] * 2
    path = write(tmp_path, "pays,sexe", [f"{place},F" for place in places[:30]])
    assert aggregate_persons(path, place="pays", sex="sexe").persons == 30


def test_coordinates_are_no_places_to_count_by():
    records = [{"place": "3.8, 11.5"}, {"place": "48.8, 2.3"}]
    with pytest.raises(CountsError) as refused:
        refuse_persons(records, {"place": "gps"}, counted=2)
    assert [problem.kind for problem in refused.value.problems] == ["places_positions"]
    assert "11.5" not in str(refused.value)
