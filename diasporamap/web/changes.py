"""Writes what the scripts need for the map of a change between two years of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.language import text
from diasporamap.maps import Look
from diasporamap.maps.captions import values_of
from diasporamap.maps.words import origin_fields
from diasporamap.web.layers import look_of
from diasporamap.web.tokens import looks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Style
    from diasporamap.web import data
    from diasporamap.web.layers import Packer
    from diasporamap.web.views import View

#: The measures of which two years can be compared (scripts/data/rows.js).
COMPARED: Final = ("total", "women", "men", "share_women")
#: Where the scripts put the years.
YEARS: Final = {"since": "{since}", "until": "{year}"}


def changes_of(view: View, measures: Sequence[str], packer: Packer) -> data.Changes:
    """Write titles and notes by measure, and looks of circles: more people, fewer, as many."""
    compared = [measure for measure in measures if measure in COMPARED]
    return {
        "titles": {name: packer.told(lambda known: _title(view, name, known)) for name in compared},  # noqa: B023 - called at once
        "notes": {name: packer.told(lambda known: _note(name, known)) for name in compared},  # noqa: B023 - as above
        "legend": packer.told(lambda known: text("legend.change", known)),
        "labels": {
            look: packer.told(lambda known: text(f"legend.{look}", known))  # noqa: B023 - as above
            for look in ("rises", "falls", "stable")
        },
        "looks": {name: look_of(look) for name, look in _looks(view.some.style).items()},
    }


def _title(view: View, measure: str, language: Language) -> str:
    table = view.tables[0]
    (definition,) = values_of(table, "definition") or ["unknown"]
    key = "all_origins" if table.all_origins else definition
    fields = origin_fields(table.origin, language)
    if measure == "share_women":
        people = text(f"people.{key}.among", language, **fields)
        return text("title.change_share_women", language, people=people, **YEARS)
    if table.quantity is not None:
        counted = table.quantity.label(language)
    else:
        counted = text(f"people.{key}.{measure}", language, **fields)
    written = text("title.change", language, counted=counted, **YEARS)
    return written[:1].upper() + written[1:]


def _note(measure: str, language: Language) -> str:
    share = "_share_women" if measure == "share_women" else ""
    return text(f"caption.change{share}", language, **YEARS)


def _looks(style: Style) -> dict[str, Look]:
    """Return looks as on paper: a disc for more people, a ring for fewer; hollow for as many."""
    ring, own = style.circle["change"], looks_of(style, "total")
    falls = Look(ring["fall"], ring["fall_opacity"], ring["fall"], ring["fall_width"])
    return {"rises": own["circle"], "falls": falls, "stable": own["few"]}
