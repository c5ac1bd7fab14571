"""Codes and names of territories are those of CLDR, which ship."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.metadata import version

import pytest
from babel import Locale
from babel.core import get_global

from diasporamap.counts.codes import (
    _by_other_code,
    alpha2,
    alpha2_of,
    alpha3,
    names_of,
    territories,
)
from diasporamap.resources import shipped

TABLE = shipped("reference") / "territories.csv"
ABOUT = tomllib.loads(TABLE.with_suffix(".toml").read_text(encoding="utf-8"))


def test_the_table_is_as_its_provenance_states():
    assert hashlib.sha256(TABLE.read_bytes()).hexdigest() == ABOUT["sha256"]
    assert len(territories()) == ABOUT["rows"]


def test_the_table_is_what_babel_has():
    """Another Babel than that of the table may call a few territories otherwise."""
    same = version("babel") == ABOUT["sources"][0]["version"]
    aliases = get_global("territory_aliases").items()
    codes = {code: meant[0] for code, meant in aliases if len(meant) == 1}
    codes = {code: at for code, at in codes.items() if at in territories()}
    ours, theirs = set(_by_other_code().items()), set(codes.items())
    for language in ("fr", "en", "it"):
        known = Locale(language).territories
        ours |= {(language, code, row[f"name_{language}"]) for code, row in territories().items()}
        theirs |= {(language, code, known.get(code)) for code in territories()}
    assert len(ours ^ theirs) <= (0 if same else 0.05 * len(ours))


@pytest.mark.parametrize(
    ("code", "two", "three"),
    [
        ("CMR", "CM", "CMR"),
        ("120", "CM", "CMR"),
        ("4", "AF", "AFG"),
        ("EL", "GR", "GRC"),
        ("XKX", "XK", "XKX"),
        ("ZAR", "CD", "COD"),
        ("150", "", "150"),
        ("Cameroun", "", "Cameroun"),
    ],
)
def test_codes_stand_for_each_other(code, two, three):
    assert alpha2(code) == two
    assert alpha3(code) == three


def test_a_country_is_known_by_its_names():
    assert alpha2_of("Elfenbeinküste") == ""
    assert {alpha2_of(name) for name in ("Côte d’Ivoire", "Costa d’Avorio", "CIV")} == {"CI"}
    assert names_of("CMR") == {"fr": "Cameroun", "en": "Cameroon"}
    assert names_of("NOWHERE") == {"fr": "NOWHERE", "en": "NOWHERE"}
