"""Knows the publishers whose files say where they come from, and how their figures are cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.sources import Source
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.tables.raw import RawTable


#: The revisions of UN DESA that are shipped, the one that is meant where none is named first.
REVISIONS: Final = ("2020", "2024")


@dataclass(frozen=True)
class Publisher:
    """Where the figures of a file come from, as the report names it, and what the file declares.

    The short name has its dataset or revision, so that two are never added up.
    """

    name: str
    by: str = ""
    declared: Mapping[str, Source] = field(default_factory=dict)


#: Whom UN DESA counts of all origins together, in French and in English: countries of destination
#: tell it either of the two, by what their own figures have.
_COUNTED: Final = {
    "fr": "les personnes nées à l'étranger ou celles de nationalité étrangère",
    "en": "people born abroad or foreign citizens",
}

_DATAFLOW: Final = ("dataflow", "structure_id")


def publisher_of(table: RawTable) -> Publisher:
    """Tell the publisher of an SDMX file by the dataflow that its rows name."""
    names = [plain_header(header) for header in table.header]
    flow = ""
    for wanted in _DATAFLOW:
        if wanted in names and table.rows:
            flow = flow or table.rows[0][1][names.index(wanted)]
    if {"co2", "cou", "var"} <= set(names):
        return _published("oecd_mig", "OECD", "International Migration Database")
    agency, _, rest = flow.partition(":")
    dataset = re.split(r"[(:]", rest)[0] or flow
    short = plain_header(dataset.rpartition("@")[2]) or "sdmx"
    if agency == "ESTAT":
        return _published(f"eurostat_{short}", "Eurostat", dataset)
    if agency.startswith("OECD"):
        return _published(f"oecd_{short}", "OECD", dataset)
    return Publisher("eurostat" if "geo" in names and not flow else short)


def undesa(revision: str, born_in: str) -> Publisher:
    """Return UN DESA's International Migrant Stock of one revision; "" is born anywhere."""
    title = f"International Migrant Stock {revision}"
    counted = _COUNTED
    if born_in:
        origin = read_origin(born_in)
        counted = {
            "fr": f"les personnes nées {origin.within.fr} ou celles qui en ont la nationalité",
            "en": f"people born {origin.within.en} or citizens {origin.of.en}",
        }
    source = Source(
        name=f"undesa_{revision}",
        title=title,
        citation_fr="Nations Unies, Département des affaires économiques et sociales, Division de "
        f"la population ({revision}). {title}",
        citation_en="United Nations, Department of Economic and Social Affairs, Population "
        f"Division ({revision}). {title}",
        published=True,
        definition="born_in",
        larger_than_expected=True,  # theirs are what is expected; more than live on Niue are right
        licence="CC BY 3.0 IGO",
        url="https://www.un.org/development/desa/pd/content/international-migrant-stock",
        note_fr=f"Selon les pays, UN DESA compte {counted['fr']}.",
        note_en=f"Depending on the country, UN DESA counts {counted['en']}.",
    )
    return Publisher(source.name, ", UN DESA", {source.name: source})


def _published(name: str, agency: str, dataset: str) -> Publisher:
    source = Source(
        name=name,
        title=dataset,
        citation_fr=f"{agency}, {dataset}",
        citation_en=f"{agency}, {dataset}",
        published=True,
    )
    return Publisher(name, f", {agency}", {name: source})
