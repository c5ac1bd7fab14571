"""Says what codes stand for: codes of sex that are declared, and the answers of a codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import SEXES
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.persons.codebook import Codebook, read_codebook
from diasporamap.tables.headers import sex_of

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping


#: Longer codes are words, which mean one thing; letters mean others in other languages.
WORD: Final = 2


def parse_sex_codes(text: str) -> dict[str, str]:
    """Turn ``F=F,H=M,9=U`` into a mapping; ``1=H`` says men too, as French does."""
    pairs = [part.rpartition("=") for part in text.split(",") if part.strip()]
    if not pairs or any(not mark or not code.strip() for code, mark, _ in pairs):
        raise UsageError(message("persons.codes.no_list", text=text))
    codes: dict[str, str] = {}
    for code, sex in ((code.strip(), _letter(sex)) for code, _, sex in pairs):
        if codes.setdefault(code, sex) != sex:
            raise UsageError(message("persons.codes.two_sexes", code=code))
    return checked_sex_codes(codes)


def _letter(sex: str) -> str:
    """Return the letter of a sex, that of men where it is written in French."""
    letter = sex.strip().upper()
    return "M" if letter == "H" else letter


def checked_sex_codes(codes: Mapping[str, str] | None, *, persons: bool = False) -> dict[str, str]:
    """Return what codes of sex mean, {} where nothing is declared; of `persons` none is a total."""
    for code, meant in (codes or {}).items():
        if meant == "T" and persons:
            raise UsageError(message("persons.codes.total", code=code))
        if meant not in (*SEXES, "T"):
            raise UsageError(message("persons.codes.no_sex", code=code, meant=meant))
        if len(code) > WORD and sex_of(code) in SEXES and sex_of(code) != meant:
            raise UsageError(message("persons.codes.contrary", code=code, meant=meant))
    return dict(codes or {})


def as_codebook(codebook: Codebook | str | os.PathLike[str] | None) -> Codebook | None:
    """Return a codebook as it is, or read it from its file."""
    return codebook if isinstance(codebook, Codebook | None) else read_codebook(codebook)


def meanings_of(
    column: str, header: str, *, codebook: Codebook | None, sex_codes: Mapping[str, str]
) -> dict[str, str]:
    """Return what the codes of a column stand for: declared ones before those of the codebook."""
    meanings = codebook.meanings(header, sex=column == "sex") if codebook else {}
    if column != "sex":
        return meanings
    known = {code: label for code, label in meanings.items() if sex_of(label) in SEXES}
    return {**known, **sex_codes}
