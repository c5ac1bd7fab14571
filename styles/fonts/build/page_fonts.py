"""Cuts the letters of pages from Open Sans: Latin, figures, signs, as WOFF2.

    python styles/fonts/build/page_fonts.py      # needs fonttools and brotli

The font has no narrow no-break space; it gets one, as wide as browsers make of half a space.
"""

import hashlib
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

FONTS = Path(__file__).resolve().parents[1]
PAGE = FONTS.parents[1] / "diasporamap" / "web" / "fonts"
WEIGHTS = {400: "Regular", 600: "Semibold", 700: "Bold"}
NARROW, EM = 0x202F, 0.13
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A
    *(0x192, 0x218, 0x219, 0x21A, 0x21B),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2030),
    *(0x2039, 0x203A, NARROW, 0x20AC, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
]


def cut(name: str) -> bytes:
    """Return one weight with the letters of pages alone."""
    font = TTFont(FONTS / f"OpenSans-{name}.ttf", recalcTimestamp=False)
    font["glyf"]["uni202F"] = Glyph()
    font["hmtx"]["uni202F"] = (round(EM * font["head"].unitsPerEm), 0)
    font.setGlyphOrder([*dict.fromkeys([*font.getGlyphOrder(), "uni202F"])])
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[NARROW] = "uni202F"
    options = Options()
    options.flavor, options.hinting, options.layout_features = "woff2", False, ["kern", "locl"]
    options.name_IDs, options.notdef_outline = [0, 1, 2, 13, 14], True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.flavor, written = "woff2", BytesIO()
    font.save(written)
    return written.getvalue()


def main() -> None:
    """Write the fonts of pages, and print their sums for PROVENANCE.toml."""
    PAGE.mkdir(exist_ok=True)
    for weight, name in WEIGHTS.items():
        made = cut(name)
        (PAGE / f"open-sans-{weight}.woff2").write_bytes(made)
        print(f'"open-sans-{weight}.woff2" = "{hashlib.sha256(made).hexdigest()}"')  # noqa: T201


if __name__ == "__main__":
    main()
