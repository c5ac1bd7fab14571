"""Recognises the columns of a table of points, and refuses a table whose rows are persons."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language.messages import joined
from diasporamap.persons.identifying import identifies
from diasporamap.points.model import OTHER, PERSON, known_kind, words
from diasporamap.tables.books import table_under
from diasporamap.tables.headers import plain_header
from diasporamap.tables.redaction import quoted, redacted_headers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.tables.raw import Grid, RawTable

#: How many rows from the top a header is looked for.
LOOKED_AT: Final = 30

#: Headers by which the rows are of one kind: "Association", "Nom de l'évènement".
_NAME_OF: Final = re.compile(
    r"(?:(?:name|nom|intitule|titre|title)_(?:of_the|of|de_la|de_l|du|des|de)_)?(.+?)(?:_name)?"
)
#: "Dirigée par une femme", "women_led", "part des femmes au bureau".
_WOMEN: Final = re.compile(r"femmes?|feminine?s?|wom[ae]n|female")
_LEAD: Final = re.compile(
    r"dirig|led|lead|tete|presid|direction|bureau|board|gouvern|govern|head|chair|run|menee?|comite"
)
#: Those who lead or can be asked, and where they are read.
_LEADERS: Final = re.compile(
    r"(?:^|_)(?:president|responsable|secretaire|tresorier|dirigeant|leader|manager|director|"
    r"directeur|directrice|chairperson|representant|fondateur|fondatrice|founder|site|web|url|"
    r"facebook)"
)
#: What numbers persons: files, members, households, papers.
_FILES: Final = (
    r"(?:dossier|file|case|membre|member|adherente?|beneficiaire|beneficiary|menage|household|"
    r"permis|permit|questionnaire|recepisse|personne|person|etudiante?|student|allocataire|patient)"
)
#: How somebody is reached, and words for one person.
_REACHED: Final = (
    r"(?:e_?mails?|courriel|mail|telephone|tel|phone|mobile|portable|whatsapp|adresse|address)"
)
_WHOSE: Final = (
    r"(?:personnel|personnelle|personal|perso|prive|privee|private|membre|member|adherente?|"
    r"etudiante?|student|beneficiaire|beneficiary|refugiee?|refugee|migrante?|participante?|"
    r"personne|person|home|domicile)"
)
#: Columns that only a table of persons has.
PERSONS: Final = re.compile(
    r"(?:^|_)(?:sexe|sex|gender|age|ages|prenoms?|first_?names?|given_names?|forenames?|"
    r"noms?_de_famille|nom_de_naissance|nom_de_jeune_fille|family_names?|surnames?|last_?names?|"
    r"patronyme|noms?_complets?|full_?names?|noms?_et_prenoms?|civilite|"
    r"(?:date|annee|lieu|pays|ville)_(?:de_)?naissance|(?:date|year|place|country)_of_birth|"
    r"birth_?(?:date|day|year|place)|naissance|dob|ddn|nee?_le|ne_e_le|"
    r"matrimoniale?s?|situation_(?:familiale|maritale|de_famille|professionnelle)|etat_civil|"
    r"marital|marie_?e?|married|conjointe?|epoux|epouse|spouse|husband|wife|"
    r"nationalite|nationality|citizenship|citoyennete|passeport|passport|cni|carte_consulaire|"
    r"numero_consulaire|immatriculation_consulaire|matricule|"
    r"titre_de_sejour|permis_de_sejour|visa|residence_permit|statut_(?:migratoire|de_refugie)|"
    r"migration_status|migratory_status|refugee_status|(?:date|annee)_d_arrivee|arrival_(?:date|year)|"
    r"(?:date|year)_of_arrival|motif_(?:de|du)_(?:depart|sejour|migration)|reason_for_migration|"
    r"professions?|metiers?|occupations?|job|emploi|employeurs?|employers?|employer_name|"
    r"salaires?|salary|wages?|niveau_d_(?:etudes?|instruction)|education_level|level_of_education|"
    r"diplomes?|diploma|diplomas|degree|highest_qualification|qualifications?|filiere|skills|cv|"
    r"curriculum_vitae|groupe_sanguin|blood_group|ethnie|ethnicity|langue_maternelle|mother_tongue|"
    r"next_of_kin|personne_a_(?:contacter|prevenir)|statut_dans_le_menage|lien_de_parente|"
    r"relationship_to_head|securite_sociale|social_security)(?:$|_)"
    # Numbers of files and rolls of persons; a register numbers associations too.
    rf"|(?:^|_)(?:n|nr|no|num|numero|code|ref|reference)_(?:de_la_|de_l_|du_|de_|d_)?{_FILES}(?:$|_)"
    rf"|(?:^|_){_FILES}_(?:n|no|nr|num|number|id|code|ref)(?:$|_)"
    # How to reach a person, where the header says that it is one.
    rf"|(?:^|_){_REACHED}_(?:(?:de_la|de_l|du|des|de|d|of_the|of)_)?{_WHOSE}(?:$|_)"
    rf"|(?:^|_){_WHOSE}_{_REACHED}(?:$|_)"
    r"|^genre(?:$|_d[eu]_)"
)


@dataclass(frozen=True)
class Found:
    """A table of points: the position of each column, and what stands in no column of its own.

    `kind` is that of all rows where the header of the name says it. `identifying` and `other` are
    headers that are not read: those that can tell persons, and the others.
    """

    table: RawTable
    columns: Mapping[str, int]
    kind: str
    identifying: tuple[str, ...]
    other: tuple[str, ...]

    def header(self, column: str) -> str:
        """Return the header of a column in the file."""
        at = self.columns.get(column)
        return column if at is None else self.table.header[at]


def find_columns(grid: Grid, file: str) -> Found:
    """Find the header of a table of points in the first rows of a grid.

    It is a CountsError that a column is one of persons, that no column says where the points are,
    or that none says what they are.
    """
    for at, (row, cells) in enumerate(grid.rows[:LOOKED_AT]):
        columns, kind = _columns_of(cells)
        if not _located(columns):
            continue
        _refuse_persons(cells, row, file)
        table = table_under(grid, at, file=file)
        problems = [*_twice(table.header), *_unclear(cells, columns, kind)]
        if problems:
            raise CountsError([replace(wrong, file=file, row=row) for wrong in problems])
        left = [name for at, name in enumerate(table.header) if name and at not in columns.values()]
        telling = tuple(n for n in left if identifies(n) or _LEADERS.search(plain_header(n)))
        return Found(table, columns, kind, telling, tuple(n for n in left if n not in telling))
    row, header = grid.rows[0] if grid.rows else (1, ())
    _refuse_persons(header, row, file)
    found = redacted_headers(header, row=row, known=lambda name: bool(_columns_of([name])[0]))
    raise CountsError.of("points_nowhere", file=file, row=row, found=found)


def _columns_of(header: Sequence[str]) -> tuple[dict[str, int], str]:
    """Return the position of each column, and the kind that the header of the name tells."""
    found: dict[str, int] = {}
    kind = ""
    plain = [plain_header(name) for name in header]
    ranks = {word: rank for rank, word in enumerate(words("header"))}
    for at in sorted(range(len(plain)), key=lambda at: ranks.get(plain[at], 0)):
        if plain[at] in ranks:
            found.setdefault(words("header")[plain[at]], at)
    for at, name in enumerate(plain):
        if "women_led" not in found and _is_led(name):
            found["women_led"] = at
            continue
        named = _NAME_OF.fullmatch(name)
        meant = known_kind(named[1]) if named and at not in found.values() else ""
        if meant not in ("", PERSON, OTHER) and not kind and not {"kind", "name"} <= found.keys():
            kind = "" if "kind" in found else meant
            found.setdefault("named" if "name" in found else "name", at)
    return found, kind


def _located(columns: Mapping[str, int]) -> bool:
    pair = "lat" in columns and "lon" in columns
    return pair or bool({"lat_lon", "lon_lat", "city"} & set(columns))


def _is_led(plain: str) -> bool:
    """Tell whether a plain header asks if women lead."""
    return bool(_WOMEN.search(plain) and _LEAD.search(plain))


def _unclear(header: Sequence[str], columns: Mapping[str, int], kind: str) -> list[Problem]:
    """Say why rows may be persons: two columns of names, or nothing that says what they are."""
    if "named" in columns:
        names = joined(quoted(header[columns[name]]) for name in ("name", "named"))
        return [problem("points_two_names", names=names)]
    if "kind" in columns or kind:
        return []
    return [problem("points_of_nothing")]


def _refuse_persons(header: Sequence[str], row: int, file: str) -> None:
    """Refuse a table with a column that only persons have."""
    problems = [
        problem("points_persons", file=file, row=row, column=name)
        for name in header
        if PERSONS.search(plain_header(name)) and not _is_led(plain_header(name))
    ]
    if problems:
        raise CountsError(problems)


def _twice(header: Sequence[str]) -> list[Problem]:
    """Describe headers that stand there twice."""
    seen: dict[str, str] = {}
    problems = []
    for name in filter(None, header):
        plain = plain_header(name)
        if plain in seen:
            both = {"name": seen[plain], "twin": name}
            problems.append(problem("points_columns_alike", column=name, **both))
        seen[plain] = name
    return problems
