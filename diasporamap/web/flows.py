"""Writes what the scripts need for maps of flows, which they make of the circles of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import percent_text
from diasporamap.maps import Look
from diasporamap.maps.kinds.flows import BREADTH, LEAST, NODE, RING, breadths_of
from diasporamap.maps.quantities import say
from diasporamap.web.layers import DECIMALS, look_of

if TYPE_CHECKING:
    from diasporamap.language import Language
    from diasporamap.maps import MapSpec
    from diasporamap.web import data
    from diasporamap.web.layers import Packer
    from diasporamap.web.views import Gathered


def flows_of(gathered: Gathered, packer: Packer) -> data.Flows | None:
    """Write looks and words of lines from the country of origin; None of a page that has none."""
    view = gathered.views[0]
    if not any("flows" in kinds for kinds in gathered.kinds.values()):
        return None
    style, largest = view.some.style, gathered.scale.largest

    def spec_in(language: Language) -> MapSpec:
        return view.first[language].spec

    def caption(known: Language) -> str:
        least = percent_text(100 * LEAST, known, decimals=0)
        return say("caption.flows", spec_in(known), least=least, share="{share}")

    labels = {known: [*breadths_of(largest, spec_in(known))] for known in view.first}
    return {
        "least": LEAST,
        "breadth": BREADTH,
        "radius": round(NODE / style.circle["largest_mm"], DECIMALS),
        "node": look_of(Look(style.text["halo"], 1.0, style.colour_of("total"), RING)),
        "legend": [
            (
                round(of_all.radius, DECIMALS),
                packer.words.word({known: labels[known][at].label for known in labels}),
            )
            for at, of_all in enumerate(next(iter(labels.values())))
        ],
        "at_start": packer.told(lambda known: say("legend.at_start", spec_in(known))),
        "words": packer.told(lambda known: say("legend.flows", spec_in(known))),
        "caption": packer.text(caption),
        "kinds": {
            kind: packer.told(lambda known: say(f"kind.{kind}", spec_in(known)))  # noqa: B023 - called at once
            for kind in ("circles", "flows")
        },
    }
