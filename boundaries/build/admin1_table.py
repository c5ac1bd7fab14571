"""Give the admin-1 units of the world their codes and their French and English names."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pycountry
from country_table import tidy
from coverage import as_multipolygons

if TYPE_CHECKING:
    import geopandas as gpd

HERE = Path(__file__).parent
COLUMNS = [
    "place",
    "iso_3166_2",
    "country",
    "name_fr",
    "name_en",
    "name_local",
    "kind_en",
    "geometry",
]
FRENCH_KIND = re.compile(
    r"^(?:canton|cité|comté|district|division|gouvernorat|kraï|oblast|paroisse|province|quartier|"
    r"raïon|région|Région)"
    r" (?:de l'|de la |du |des |de |d')(?=[A-ZÀ-Þ])"
)
FRENCH_OF = re.compile(r"^(?:de l'|de la |du |des |de |d')")
ENGLISH_KIND = re.compile(
    r" (?:County|Department|District|Governorate|Municipality|Oblast|Parish|Prefecture|Province|"
    r"Quarter|Region|State)$"
)
#: What admin1_fixes.csv writes where a unit has no ISO 3166-2 code today.
NO_CODE = "none"
ALWAYS_SHORT = {"CAF", "NGA"}


def admin1_layer(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the admin-1 layer of the countries' units, sorted by `place`.

    `place` is the ISO 3166-2 code where that code exists today and belongs to one unit only;
    otherwise it is Natural Earth's `adm1_code`. Reviewed corrections by `adm1_code` come from
    ``admin1_fixes.csv``.
    """
    layer = units[units["country"] != ""].copy()
    layer["iso_3166_2"] = [_iso_code(code) for code in layer["iso_3166_2"]]
    layer["kind_en"] = layer["type_en"].str.replace("|", " or ").str.replace("Captial", "Capital")
    layer["name_local"] = (
        layer["name_local"].where(layer["name_local"] != "", layer["name"]).map(tidy)
    )
    layer["name_en"] = [
        _english(*names)
        for names in zip(layer["name_en"], layer["name"], layer["country"], strict=True)
    ]
    layer["name_fr"] = [
        _french(*names) for names in zip(layer["name_fr"], layer["name_en"], strict=True)
    ]
    fixes = read_fixes(layer["adm1_code"])
    for column in fixes:
        fixed = layer["adm1_code"].map(fixes[column][fixes[column] != ""])
        layer[column] = fixed.fillna(layer[column])
    layer["iso_3166_2"] = layer["iso_3166_2"].replace(NO_CODE, "")
    for code, iso in fixes["iso_3166_2"].items():
        others = (layer["iso_3166_2"] == iso) & (layer["adm1_code"] != code)
        layer.loc[others, "iso_3166_2"] = ""
    shared = layer["iso_3166_2"].duplicated(keep=False)
    usable = (layer["iso_3166_2"] != "") & ~shared
    fallback = layer["adm1_code"].str.replace("+00?", "-0")
    layer["place"] = layer["iso_3166_2"].where(usable, fallback)
    layer.loc[~usable, "iso_3166_2"] = ""
    return as_multipolygons(layer[COLUMNS]).sort_values("place", ignore_index=True)


def read_fixes(known: pd.Series) -> pd.DataFrame:
    """Return ``admin1_fixes.csv`` by `adm1_code`; fail if it names a unit that is not `known`."""
    fixes = pd.read_csv(HERE / "admin1_fixes.csv", keep_default_na=False).set_index("adm1_code")
    unknown = sorted(set(fixes.index) - set(known))
    if unknown:
        message = f"admin1_fixes.csv names units that do not exist: {unknown}"
        raise ValueError(message)
    return fixes


def plain(name: str) -> str:
    """Return a name in lower case without accents, spaces or marks, to compare it with another."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _iso_code(code: str) -> str:
    """Return `code` where ISO 3166-2 lists it today, else the empty text."""
    return code if pycountry.subdivisions.get(code=code) else ""


def _english(name: str, local: str, country: str) -> str:
    name = tidy(name or local).removeprefix("Canton of ")
    short = ENGLISH_KIND.sub("", name)
    return short if plain(short) == plain(local) or country in ALWAYS_SHORT else name


def _french(name: str, english: str) -> str:
    name = FRENCH_KIND.sub("", tidy(name or english))
    name = FRENCH_OF.sub("", name) if name[:1].islower() else name
    return name[:1].upper() + name[1:]
