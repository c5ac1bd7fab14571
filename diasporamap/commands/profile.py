"""``diasporamap profile``: one page on a country or consular district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import district_options
from diasporamap.commands.measuring import measuring_options
from diasporamap.commands.options import FILE, OUTPUT, Writer, reading_options, showing_options
from diasporamap.commands.progress import steps
from diasporamap.commands.reading import release_of, say_release, say_written
from diasporamap.commands.terminal import say

if TYPE_CHECKING:
    from pathlib import Path

#: Options of a release that are handed on to the releases of other sources.
SHARED: Final = ("origin", "profile", "confidential")


@base.command("profile", Writer)
@reading_options
@parameters.argument("place", metavar="PLACE")
@parameters.argument("outputs", type=OUTPUT, nargs=-1, required=True, metavar="OUTPUT...")
@district_options
@measuring_options
@parameters.option("--with", "beside", type=FILE, multiple=True, metavar="COUNTS")
@showing_options
def command(
    counts: Path,
    place: str,
    outputs: tuple[Path, ...],
    beside: tuple[Path, ...],
    language: str,
    style: str,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Write what COUNTS tell of PLACE on one A4 page: OUTPUT is .pdf, .docx or .html."""
    from diasporamap.api import release
    from diasporamap.maps import read_style
    from diasporamap.places.country_names import countries_register
    from diasporamap.profiles.formats import require_profile_ending

    for output in outputs:
        require_profile_ending(output)
    read_style(style)
    by = "country" if countries_register().match(place).place else "district"
    made = release_of(counts, by, missions_too=True, **options)
    shared = {name: options[name] for name in SHARED}
    others = [release(path, every=True, by=(by,), **shared) for path in beside]
    page = made.profile_of(place, beside=others, language=language, style=style)  # type: ignore[arg-type]
    for output in steps(outputs, "writing"):
        page.write(output)
        say_written(output)
    say_release(made, by)
    for point in page.points:
        say(f"- {point}")
