"""Tells columns that say who somebody is, by their header and by what they hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.headers import known_headers, plain_header
from diasporamap.counts.telling import is_address
from diasporamap.errors import CountsError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Words of a header that tell who somebody is; nothing is counted by such a column.
IDENTIFYING: Final = re.compile(
    r"(?:^|_)(?:nom|noms|prenom|prenoms|surnom|pseudo|name|names|nickname|firstname|lastname|"
    r"fullname|surname|username|uuid|id|ids|identifiant|identifiants|identifier|piece_d_identite|"
    r"carte_d_identite|numero_d_identite|identity_card|identity_number|telephone|phone|tel|"
    r"phonenumber|phone_number|portable|cellulaire|mobile|gsm|whatsapp|fax|email|e_mail|mail|"
    r"courriel|contact|contacts|passeport|passport|cni|matricule|nin|niu|iban|adresse|address|gps|"
    r"latitude|longitude|position|geopoint|date_de_naissance|date_naissance|date_of_birth|"
    r"birth_date|birthdate|birthday|dob|signature|photo|audio|submission_time|submitted_by|start|"
    r"end|deviceid|subscriberid|simserial|imei|ip)(?:$|_)"
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
    """Refuse a column that tells who somebody is.

    Raises
    ------
    CountsError
        If its header is that of a name, a number, an address, a position or a time. The name of
        a group of questions does not count: "id.sexe" is the sex.
    """
    if identifies(header):
        raise CountsError.one(
            "the column tells who somebody is, and nothing is counted by it",
            "Choose a column of groups, such as region or level of education.",
            column=header,
        )


def identifies(header: str) -> bool:
    """Tell whether a header is that of a column that tells who somebody is."""
    parts = [part.strip() for part in _CLEAR.split(header) if part.strip()] or [""]
    own = parts[-1]
    if plain_header(own) in _GENERIC:
        return any(map(_is_identifying, parts))
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
    return bool(IDENTIFYING.search(_NAMES_OF_GROUPS.sub("", plain)))


def is_contact(value: str) -> bool:
    """Tell whether a value is a telephone number, an address of mail or a day, not two years."""
    return is_address(value) and not _YEARS.fullmatch(value)


def refuse_persons(
    records: Sequence[Mapping[str, Any]],
    headers: Mapping[str, str],
    *,
    counted: int,
    file: str,
) -> None:
    """Refuse columns whose values, whatever their header says, tell persons and not groups.

    Parameters
    ----------
    records : sequence of mapping
        Cells of the result.
    headers : mapping of str to str
        Headers in the file by columns of the result that are looked at.
    counted : int
        Persons counted.
    file : str
        Name of the file, for the messages.

    Raises
    ------
    CountsError
        If a column has telephone numbers, addresses of mail, or a value for every other person.
    """
    problems = []
    for column, header in headers.items():
        values = {str(record[column]) for record in records if record[column] not in (None, "")}
        contact = any(map(is_contact, values))
        most = counted * (MOST_PLACES if column == "place" else MOST_GROUPS)
        if contact or (counted >= FEWEST_PERSONS and len(values) > most):
            what = "telephone numbers, addresses of mail or days" if contact else "a value a person"
            problems.append(
                Problem(
                    f"the column holds {what}, and nothing is counted by it",
                    "Choose a column of groups, such as region or level of education.",
                    file,
                    column=header,
                )
            )
    if problems:
        raise CountsError(problems)
