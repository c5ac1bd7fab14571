"""Makes counts of observations: a figure each, with codes of what it is a figure of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.codes import alpha2, names_of
from diasporamap.counts.notes import Note, shortened
from diasporamap.errors import CountsError, Problem, problem
from diasporamap.readers.aggregates import control_notes, is_aggregate, is_whole, left_out_note
from diasporamap.tables.figures import Figure, Numerals, read_figure
from diasporamap.tables.redaction import redacted_code, redacted_codes, shown_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diasporamap.counts.notes import Kind

#: Codes that mean everybody, or that a dimension does not apply.
TOTALS: Final = frozenset(
    ["TOTAL", "_T", "T", "TOT", "ALL", "W", "WLD", "WORLD", "Y_TOTAL", "_Z", "_ANY"]
)
#: What codes of sex mean.
SEXES: Final = {
    code: sex
    for sex, codes in {
        "F": "F, FEMALE, FEMALES, WOMEN, FEMMES, WMN, FEM, FE, 2",
        "M": "M, MALE, MALES, MAL, HOMMES, MEN, MA, 1",
        "U": "UNK, UNKNOWN, 9, _O, _Z, NRP, NSP, NOT APPLICABLE, U, _U, NAP, _N",
        "T": "T, _T, TOT, TOTAL, 0, ALL",
    }.items()
    for code in codes.split(", ")
}
#: Flags by which a source says that it keeps a figure back.
KEPT_BACK: Final = frozenset("cqCQ")

#: Flags of Eurostat and the OECD, alone; several are written one after the other.
_FLAGS: Final = frozenset([*"abcdefilnprsuvwzB", "bp", "be", "ep", "bep", "dp", "ip", "ps"])

#: How many flags a note lists.
FLAGS_LISTED: Final = 12

#: Dimensions that may stay in the counts, and the column of the schema of each.
KEPT: Final = {"age": "age", "education": "education", "occupation": "occupation"}


@dataclass(frozen=True)
class Observation:
    """One figure of a file, with its codes as written.

    A sex of "" is both. Countries of origin are given by definition, other dimensions by name;
    some sources mark figures as confidential beside their flags.
    """

    row: int
    place: str
    sex: str
    year: str
    text: str
    flags: str
    origins: dict[str, str]
    others: dict[str, str]
    confidential: bool = False


@dataclass(frozen=True)
class Sliced:
    """The observations of one country of origin, and what was left out on the way."""

    records: list[dict[str, Any]]
    notes: list[Note]


def slice_of(
    observations: Sequence[Observation],
    origin: str,
    declared: Mapping[str, str],
    *,
    numerals: Numerals,
    file: str,
    column: str,
) -> Sliced:
    """Take the people of one country of origin, and women, men and unknown from codes of sex.

    Figures of several codes of people whose sex is not stated, or `declared` as one sex, add up.
    """
    notes: list[Note] = []
    chosen = _of_origin(observations, origin, notes, file)
    chosen = _without_totals(chosen, notes, file)
    problems: list[Problem] = []
    cells: dict[tuple[Any, ...], dict[str, tuple[int, Figure]]] = {}
    codes: dict[tuple[Any, ...], set[str]] = {}
    for observation in chosen:
        code = observation.sex
        sex = declared.get(code) or SEXES.get(code.upper(), "T" if not code else "")
        if not sex:
            code = redacted_code(code)
            problems.append(problem("sdmx_no_sex", row=observation.row, code=code))
            continue
        figure = _figure(observation, numerals)
        if figure.message:
            problems.append(
                Problem(figure.message, figure.hint, row=observation.row, column=column)
            )
        key = _key(observation)
        seen = cells.setdefault(key, {}).get(sex)
        adds_up = sex == "U" or (sex != "T" and code in declared)
        if seen and (not adds_up or code in codes[key]):
            problems.append(_twice(observation, seen[0]))
        elif seen:
            figure = _together(seen[1], figure)
        codes.setdefault(key, set()).add(code)
        cells[key][sex] = (observation.row, figure)
    if problems:
        raise CountsError([replace(problem, file=file) for problem in problems])
    everything = {sex for figures in cells.values() for sex in figures}
    records = [
        {**dict(key), "row": row, "sex": sex, "count": figure.count, "status": figure.status}
        for key, figures in cells.items()
        for sex, (row, figure) in by_sex(figures, everything, notes)
    ]
    records.sort(key=lambda record: int(record["row"]))
    return _places_only(records, [*notes, *_flag_notes(chosen)], file)


def by_sex(
    figures: dict[str, tuple[int, Figure]], everything: set[str], notes: list[Note]
) -> Iterable[tuple[str, tuple[int, Figure]]]:
    """Return women, men and unknown from women, men, unknown and total, as far as they are told.

    Where the whole file has women and totals only, men are the difference: the source counts
    women and men. A total that a withheld sex could be had from is not used.
    """
    parts = {sex: figure for sex, figure in figures.items() if sex != "T"}
    if "T" not in figures:
        return parts.items()
    row, total = figures["T"]
    counts = {sex: part[1].count for sex, part in parts.items()}
    if not parts or (total.count is not None and not _known(parts)):
        _note(notes, "without_sex")
        return {"U": (row, total)}.items()  # the total is all that is known
    if _kept(parts):
        _note(notes, "withheld_totals")
    elif total.count is None or None in counts.values():
        pass
    elif len(everything & {"F", "M"}) == 1:
        known = "F" if "F" in everything else "M"
        rest = total.count - sum(count or 0 for count in counts.values())
        if known in counts and rest >= 0:
            parts["M" if known == "F" else "F"] = (row, Figure(rest))
            _note(notes, "rest_are_men" if known == "F" else "rest_are_women")
    else:
        rest = total.count - sum(count or 0 for count in counts.values())
        if rest > 0 and {"F", "M"} <= counts.keys() and "U" not in counts:
            parts["U"] = (row, Figure(rest))
            _note(notes, "beyond_sexes")
        elif rest and {"F", "M"} <= counts.keys():
            _note(notes, "sexes_differ")
    return parts.items()


def _known(parts: dict[str, tuple[int, Figure]]) -> bool:
    """Tell whether any part has a count or is withheld."""
    return any(figure.withheld or figure.count is not None for _, figure in parts.values())


def _kept(parts: dict[str, tuple[int, Figure]]) -> bool:
    return any(figure.withheld for _, figure in parts.values())


def _note(notes: list[Note], kind: Kind) -> None:
    if Note(kind) not in notes:
        notes.append(Note(kind))


def _twice(observation: Observation, row: int) -> Problem:
    return problem("observation_twice", row=observation.row, other=row)


def _together(one: Figure, other: Figure) -> Figure:
    """Add up figures of two codes of people whose sex is not stated; with a blank it is blank."""
    if one.count is None or other.count is None:
        return Figure(withheld=one.withheld or other.withheld)
    return Figure(one.count + other.count)


def _figure(observation: Observation, numerals: Numerals) -> Figure:
    """Read the figure; one that its source marks as confidential is withheld, whatever it says."""
    if observation.confidential or KEPT_BACK & set(observation.flags):
        return Figure(withheld=True)
    if observation.text in ("-", "NaN", "L", "O", "M"):
        return Figure()
    return read_figure(observation.text, numerals)


def _key(observation: Observation) -> tuple[tuple[str, str], ...]:
    definition = next(iter(observation.origins), "")
    kept = {KEPT[name]: code for name, code in observation.others.items() if name in KEPT}
    columns = {"place": observation.place, "year": observation.year, "definition": definition}
    return tuple({**columns, **kept}.items())


def _of_origin(
    observations: Sequence[Observation], origin: str, notes: list[Note], file: str
) -> list[Observation]:
    """Keep the observations of one origin: by birth or by nationality, the other one open."""
    definitions = list(dict.fromkeys(name for seen in observations for name in seen.origins))
    if not definitions:
        return list(observations)
    wanted = alpha2(origin)
    chosen, seen_origins = [], set()
    for observation in observations:
        for definition, code in observation.origins.items():
            others = [c for name, c in observation.origins.items() if name != definition]
            seen_origins.add(code)
            if alpha2(code) == wanted and all(other.upper() in TOTALS for other in others):
                chosen.append(replace(observation, origins={definition: code}))
    name = names_of(origin)
    if not chosen:
        listed = redacted_codes(seen_origins, most=12, known=alpha2)
        raise CountsError.of(
            "origin_not_in_table", file=file, country=name, origin=origin, listed=listed
        )
    if len(seen_origins) > 1:
        notes.append(Note("origin", {"name": name, "origins": len(seen_origins)}))
    return chosen


def _without_totals(
    observations: list[Observation], notes: list[Note], file: str
) -> list[Observation]:
    """Keep the total of each dimension that has one, so that nobody is counted twice."""
    names = dict.fromkeys(name for seen in observations for name in seen.others)
    for name in names:
        codes = {seen.others[name] for seen in observations if name in seen.others}
        if len(codes) == 1:
            if name in KEPT and next(iter(codes)).upper() in TOTALS:
                observations = [_dropped(seen, name) for seen in observations]
            continue
        totals = {code for code in codes if code.upper() in TOTALS}
        if totals:
            total = min(totals)
            observations = [
                _dropped(seen, name) for seen in observations if seen.others.get(name) == total
            ]
            notes.append(Note("total_of", {"name": name, "groups": len(codes)}))
        elif name not in KEPT:
            listed = redacted_codes(codes, most=8)
            raise CountsError.of(
                "several_without_total", file=file, column=name, name=name, listed=listed
            )
    return observations


def _dropped(observation: Observation, name: str) -> Observation:
    others = {key: code for key, code in observation.others.items() if key != name}
    return replace(observation, others=others)


def _places_only(records: list[dict[str, Any]], notes: list[Note], file: str) -> Sliced:
    """Leave groups of countries out, and compare the world with the sum of the places."""
    groups = [record for record in records if _is_group(record["place"])]
    kept = [record for record in records if not _is_group(record["place"])]
    if not kept:
        raise CountsError.of("only_groups_observed", file=file)
    wholes = [record for record in groups if is_whole(record["place"])]
    said = [left_out_note(record["place"] for record in groups)] if groups else []
    return Sliced(kept, [*notes, *said, *control_notes(kept, wholes)])


def _is_group(place: str) -> bool:
    return is_aggregate(place) or (not alpha2(place) and "_" in place)


def _flag_notes(observations: Sequence[Observation]) -> list[Note]:
    """Count the figures with a flag; what a flag means stays with the source."""
    flagged = [seen for seen in observations if seen.flags and not KEPT_BACK & set(seen.flags)]
    if not flagged:
        return []
    codes, left = shown_codes({seen.flags for seen in flagged}, known=_FLAGS.__contains__)
    listed = shortened(codes, FLAGS_LISTED, left=left)
    return [Note("flags", {"number": len(flagged), "flags": listed})]
