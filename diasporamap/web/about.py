"""Says where a page is from, and what its figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.files import VERSION
from diasporamap.language import in_print, text
from diasporamap.maps.captions import values_of
from diasporamap.maps.words import by_text, origin_fields

if TYPE_CHECKING:
    from diasporamap.language import Language
    from diasporamap.web import data
    from diasporamap.web.layers import Packer
    from diasporamap.web.views import View


def about_of(view: View, packer: Packer, *, compared: bool = False) -> data.About:
    """Say where a page is from, and what its figures are.

    A page that compares sources cites them all; each figure has its definition beside it.
    """
    words = {language: both.words for language, both in view.first.items()}
    table = view.tables[0]
    names = [] if compared else values_of(table, "source")
    found = [table.sources[name] for name in names if name in table.sources]

    def cited(language: Language) -> str:
        return " ".join(
            in_print(source.citation(language).rstrip(".") + ".", language) for source in found
        )

    about: data.About = {
        "version": VERSION,
        "source": packer.text(cited if found else lambda known: words[known].captions[0]),
        "notes": packer.text(
            lambda known: " ".join(in_print(source.note(known) or "", known) for source in found)
        ),
        "definition": packer.text(lambda known: "" if compared else _definition(view, known)),
    }
    if view.some.words.stamp:
        about["stamp"] = packer.told(lambda language: words[language].stamp)
    return about


def _definition(view: View, language: Language) -> str:
    """Say who is counted: people of an origin by a definition, and by what places."""
    one, table = view.first[language], view.tables[0]
    if table.quantity is not None:
        return table.quantity.label(language) + "."
    (defined,) = values_of(table, "definition") or ["unknown"]
    counted = "all_origins" if table.all_origins else defined
    people = text(f"people.{counted}.total", language, **origin_fields(table.origin, language))
    return text(
        "web.definition",
        language,
        people=people[:1].upper() + people[1:],
        by=by_text(one.geography, one.spec),
        definition=text(f"definition.{defined}", language),
    )
