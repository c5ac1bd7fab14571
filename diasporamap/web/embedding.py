"""Puts data, scripts and styles into a page: they cannot break out of it or load anything."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from pathlib import Path

FOLDER = Path(__file__).parent
LEAFLET = FOLDER / "leaflet"
ASSETS = FOLDER / "assets"
FONTS = FOLDER / "fonts"

#: The family whose letters a page carries, and its weights; another one has to be on the machine.
FAMILY, WEIGHTS = "Open Sans", (400, 600, 700)

#: What would end a script early or break its lines; all of it can only stand inside JSON texts.
_ESCAPES = {
    ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
}


def json_text(data: object) -> str:
    """Write data as JSON that is safe inside a script element, the same bytes every time."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.translate(_ESCAPES)


def leaflet_script() -> str:
    """Return Leaflet without the comment that makes a browser look for its source map."""
    source = (LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S*", "", source).strip()


def leaflet_style() -> str:
    """Return Leaflet's style sheet without comments, blanks and icons, which would be loaded."""
    source = (LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    plain = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    plain = re.sub(r"[\w-]+:\s*url\([^)]*\);?", "", plain)
    return re.sub(r"\s*([{};,])\s*|(?<=:)\s+", r"\1", re.sub(r"\s+", " ", plain)).strip()


def leaflet_licence() -> str:
    """Return Leaflet's licence, which has to go where Leaflet goes."""
    return (LEAFLET / "LICENSE").read_text(encoding="utf-8").strip()


def asset(name: str) -> str:
    """Return one of the page's own files."""
    return (ASSETS / name).read_text(encoding="utf-8").strip()


def page_script() -> str:
    """Return the page's own scripts as one, bundled by ``npm run bundle``."""
    return asset("page.js")


def page_style() -> str:
    """Return the page's own style sheets as one, bundled as well."""
    return asset("page.css")


def page_fonts(family: str) -> str:
    """Return the rules that give a page its letters, blank where it does not carry the family."""
    if family != FAMILY:
        return ""
    rule = (
        '@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: block; '
        'src: url(data:font/woff2;base64,{letters}) format("woff2"); }}'
    )
    return "\n".join(
        rule.format(family=family, weight=weight, letters=_letters(weight)) for weight in WEIGHTS
    )


def _letters(weight: int) -> str:
    return b64encode((FONTS / f"open-sans-{weight}.woff2").read_bytes()).decode("ascii")
