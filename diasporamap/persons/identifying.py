"""Tells columns that say who somebody is, by their header and by what they hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import CountsError, problem
from diasporamap.language import message
from diasporamap.tables.headers import known_headers, plain_header
from diasporamap.tables.redaction import is_address, is_position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Words of a header that tell who somebody is; nothing is counted by such a column.
IDENTIFYING: Final = re.compile(
    r"(?:^|_)(?:nom|noms|prenom|prenoms|surnom|pseudo|name|names|nickname|firstname|lastname|"
    r"fullname|surname|username|uuid|id|ids|identifiant|identifiants|identifier|piece_d_identite|"
    r"carte_d_identite|identity_card|identity_number|patronyme|telephone|phone|tel|"
    r"phonenumber|phone_number|portable|cellulaire|mobile|gsm|whatsapp|fax|email|e_mail|mail|"
    r"courriel|contact|contacts|passeport|passport|cni|matricule|nin|niu|iban|adresse|address|gps|"
    r"latitude|longitude|position|geopoint|date_de_naissance|date_naissance|date_of_birth|"
    r"birth_date|birthdate|birthday|dob|ddn|ne_le|nee_le|ne_e_le|lieu_de_naissance|"
    r"lieu_naissance|place_of_birth|birth_place|birthplace|boite_postale|bp|b_p|po_box|p_o_box|nui|"
    r"personne_a_contacter|personne_a_prevenir|next_of_kin|signature|photo|audio|submission_time|"
    r"submitted_by|start|end|deviceid|subscriberid|simserial|imei|ip)(?:$|_)"
)

#: Papers, files and rolls that number persons.
_ROLLS: Final = (
    r"(?:immatriculation|matriculation|dossier|file|case|carte|card|consulaire|consular|"
    r"inscription|registration|enregistrement|registre|register|ordre|order|serie|serial|acte|"
    r"fiche|membre|member|adherent|identification|identite|personal|personnel|personne|person|"
    r"permis|permit|licence|license|visa|sejour|titre|piece|document|reference|ref|compte|account|"
    r"fiscal|tax|contribuable|securite_sociale|social_security|beneficiaire|beneficiary|"
    r"menage|household|questionnaire|formulaire|form|recepisse|receipt)"
)

#: Numbers of such: "num_dossier", "registration number".
_NUMBERED: Final = re.compile(
    rf"(?:^|_)(?:n|nr|num)_(?:de_la_|de_l_|du_|de_|d_)?{_ROLLS}(?:$|_)|"
    rf"(?:^|_){_ROLLS}_(?:n|no|nr|num|number)(?:$|_)"
)

#: A number of whatever but of a group: "numéro", "N° de rue", but not "numéro de région".
_NUMERO: Final = re.compile(
    r"(?:^|_)numeros?(?!_(?:du_|de_la_|de_l_|des_|de_|d_)?(?:region|departement|district|commune|"
    r"arrondissement|circonscription|zone|pays|ville|province|etat|canton|bureau|vague|secteur|"
    r"strate|groupe|tranche|trimestre|semestre|mois)(?:$|_))(?:$|_)"
)
_DEGREE: Final = re.compile(r"\bn(?:um)?\s*[°º]|\bn[or]\.(?!\s*of\b)\s*", re.IGNORECASE)

#: What tells who somebody is as the whole name of a question and not as a part of one: "conjoint"
#: and "titre de séjour", but not "sexe du conjoint" and "type de titre de séjour".
_WHOLE: Final = re.compile(
    r"(?:le_|la_|l_|mon_|votre_|your_)?(?:identite|identite_complete|identity|titulaire|"
    r"titulaire_(?:du|de_la)_(?:compte|carte|passeport|titre|dossier)|declarante?|declarant_e|"
    r"conjointe?|conjoint_e|epoux|epouse|spouse|husband|wife|enqueteur|enqueteuse|enquetrice|"
    r"enqueteur_rice|interviewer|enumerator|agent_recenseur|employeur|employer|"
    r"employeur_actuel|current_employer|immatriculation|immatriculation_consulaire|"
    r"carte_consulaire|carte_de_sejour|titre_de_sejour|titre_sejour|"
    r"permis_de_sejour|residence_permit|naissance|naiss|rue|rue_et_n|nom_de_rue|"
    r"street|street_name|n|no|nr|num|number)(?:_\d+)?|"
    r"(?:compte_|page_|profil_|profile_|lien_)?(?:facebook|instagram|telegram|messenger|linkedin|"
    r"twitter|tiktok|skype|viber|signal)(?:_(?:account|compte|page|profil|profile|link|lien|url))?|"
    r"(?:autres?_|vos_|your_|other_|any_|additional_|further_|general_)*"
    r"(?:observation|commentaire|remarque|comment|remark|note)s?"
    r"(?:_(?:libres?|generales?|eventuelles?|diverses?|finales?|de_l_enqueteur|de_l_agent|\d+))*"
)

#: Names of places and schools, not of persons.
_NAMES_OF_GROUPS: Final = re.compile(
    r"noms?_(?:du|de_la|de_l|des|de|d)_(?:pays|region|departement|ville|commune|etat|province|"
    r"district|consulat|ambassade|association)|"
    r"(?:country|region|city|town|state|province|district|adm\d|admin\d)_name"
)

#: What says nothing without the word before it: "telephone/number", "name.usual".
_GENERIC: Final = frozenset(
    (
        *("number", "numero", "num", "no", "n", "nr", "code", "value", "valeur", "text", "texte"),
        *("card", "carte", "piece", "document", "autre", "other", "1", "2", "3"),
    )
)

#: Names that groups of questions have, though as questions they tell who somebody is.
_GROUPS: Final = frozenset(("id", "ids", "start", "end", "position", "contact", "contacts"))

_CLEAR, _TIGHT = re.compile(r"/|\||::|>"), (".", ":", "-")

_YEARS: Final = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d")

#: From how many persons on a column with a value for every other one tells persons.
FEWEST_PERSONS: Final = 20
#: How many values a column may have for a person: a small survey can be held in many places.
MOST_GROUPS, MOST_PLACES = 0.5, 0.9


def refuse_identifying(header: str) -> None:
    """Refuse a column headed by a name, a number, an address, a position or a time.

    The name of a group of questions does not count: "id.sexe" is the sex.
    """
    if identifies(header):
        raise CountsError.of("identifying_header", column=header)


def identifies(header: str) -> bool:
    """Tell whether a header is that of a column that tells who somebody is."""
    parts = [part.strip() for part in _CLEAR.split(header) if part.strip()] or [""]
    own = parts[-1]
    if plain_header(own) in _GENERIC and len(parts) > 1 and not _is_number(own):
        return any(map(_is_identifying, parts))
    if _is_number(own) or _WHOLE.fullmatch(plain_header(re.split(r"[.:]", own.rstrip(" .:"))[-1])):
        return True
    if not _is_identifying(own):
        return False
    # A point, colon or hyphen may stand after a group, or in a name: "id.sexe", "nom.usuel".
    for mark in _TIGHT:
        group, found, last = own.rpartition(mark)
        plain = plain_header(last)
        if not found or plain in _GENERIC or _is_identifying(last):
            continue
        if plain in known_headers() or plain_header(re.split(r"[.:-]", group)[-1]) in _GROUPS:
            return False
    return True


def _is_identifying(name: str) -> bool:
    plain = plain_header(name)
    if plain in known_headers() and plain not in _GENERIC:
        return False
    rest = _NAMES_OF_GROUPS.sub("", plain)
    return bool(IDENTIFYING.search(rest) or _NUMBERED.search(rest))


def _is_number(name: str) -> bool:
    """Tell whether a name is that of a number of a person, a paper or a house."""
    return bool(_NUMERO.search(plain_header(_DEGREE.sub("numero ", name))))


def is_contact(value: str) -> bool:
    """Tell whether a value is a telephone number, an address of mail or a day, not two years."""
    return is_address(value) and not _YEARS.fullmatch(value)


def refuse_persons(
    records: Sequence[Mapping[str, Any]],
    headers: Mapping[str, str],
    *,
    counted: int,
    file: str | None = None,
) -> None:
    """Refuse columns whose values, whatever their header says, tell persons and not groups."""
    problems = []
    for column, header in headers.items():
        values = {str(record[column]) for record in records if record[column] not in (None, "")}
        if column == "place" and any(map(is_position, values)):
            problems.append(problem("places_positions", file=file, column=header))
            continue
        contact = any(map(is_contact, values))
        most = counted * (MOST_PLACES if column == "place" else MOST_GROUPS)
        if contact or (counted >= FEWEST_PERSONS and len(values) > most):
            what = message(f"persons.{'contacts' if contact else 'value_a_person'}")
            problems.append(problem("identifying_values", file=file, column=header, what=what))
    if problems:
        raise CountsError(problems)
