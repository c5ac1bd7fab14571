"""Tells those who do not see a map what it shows: words in pictures, tags in a PDF."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from diasporamap.files import MAKER

if TYPE_CHECKING:
    from diasporamap.sheet.page import MapFigure

#: What the segment of a JPEG begins with that holds a packet of XMP, and the mark of such segments.
XMP_IN_JPEG: Final = b"http://ns.adobe.com/xap/1.0/\0"
SEGMENT: Final = b"\xff\xe1"
#: The only page and the catalogue of a PDF of matplotlib's, what it ends in, and its first xref.
_PAGE: Final = re.compile(
    rb"^(\d+) 0 obj\n<< /Type /Page (.*?/Contents )(\d+ 0 R)(.*?)>>\nendobj$",
    re.DOTALL | re.MULTILINE,
)
_CATALOG: Final = re.compile(
    rb"^(\d+) 0 obj\n<< /Type /Catalog (.*?)>>\nendobj$", re.DOTALL | re.MULTILINE
)
_END: Final = re.compile(
    rb"trailer\n<< /Size (\d+) (.*?)>>\nstartxref\n(\d+)\n%%EOF\n\Z", re.DOTALL
)


def packet_of(figure: MapFigure) -> bytes:
    """Return the words of a map as XMP, which pictures and PDFs hold."""
    words = {"title": figure.title, "description": figure.alt, "rights": figure.stamp}
    told = "".join(
        f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(said, quote=False)}</rdf:li></rdf:Alt></dc:{name}>"
        for name, said in words.items()
        if said
    )
    if figure.language:
        told += f"<dc:language><rdf:Bag><rdf:li>{figure.language}</rdf:li></rdf:Bag></dc:language>"
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f"<xmp:CreatorTool>{MAKER}</xmp:CreatorTool>{told}"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return packet.encode()


def segment_of(packet: bytes) -> bytes:
    """Return a packet of XMP as the segment of a JPEG that holds it."""
    held = XMP_IN_JPEG + packet
    return SEGMENT + (len(held) + 2).to_bytes(2, "big") + held


def tagged(pdf: bytes, figure: MapFigure) -> bytes:
    """Tag the page of a PDF of matplotlib's as a figure with its text for those who do not see it.

    What is new stands behind the file as it was, as the format has it for changes.
    """
    page, catalog, end = _PAGE.search(pdf), _CATALOG.search(pdf), _END.search(pdf)
    if page is None or catalog is None or end is None:
        raise RuntimeError("matplotlib wrote the PDF in another way than known.")
    size = int(end[1])
    begin, finish, tree, document, picture, words = range(size, size + 6)
    language = f"/Lang {_text(figure.language)} " if figure.language else ""
    wide, high = (f"{inches * 72:.2f}" for inches in figure.get_size_inches())
    packet = packet_of(figure)
    objects = {
        int(page[1]): b"<< /Type /Page %s[ %d 0 R %s %d 0 R ]%s/StructParents 0 /Tabs /S >>"
        % (page[2], begin, page[3], finish, page[4]),
        int(catalog[1]): b"<< /Type /Catalog %s" % catalog[2]
        + f"/Version /1.7 {language}/MarkInfo << /Marked true >> /StructTreeRoot {tree} 0 R "
        f"/Metadata {words} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>".encode(),
        begin: _stream(b"/Figure << /MCID 0 >> BDC"),
        finish: _stream(b"EMC"),
        tree: f"<< /Type /StructTreeRoot /K {document} 0 R /ParentTreeNextKey 1 "
        f"/ParentTree << /Nums [ 0 [ {picture} 0 R ] ] >> >>".encode(),
        document: f"<< /Type /StructElem /S /Document /P {tree} 0 R /K {picture} 0 R >>".encode(),
        picture: f"<< /Type /StructElem /S /Figure /P {document} 0 R /Pg {int(page[1])} 0 R /K 0 "
        f"/T {_text(figure.title)} /Alt {_text(figure.alt)} "
        f"/A << /O /Layout /Placement /Block /BBox [ 0 0 {wide} {high} ] >> >>".encode(),
        words: _stream(packet, b"/Type /Metadata /Subtype /XML "),
    }
    written, table = bytearray(pdf), [b"xref\n"]
    for number, content in sorted(objects.items()):
        table.append(b"%d 1\n%010d 00000 n \n" % (number, len(written)))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    last = b"trailer\n<< /Size %d %s/Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(written + b"".join(table) + last % (size + 6, end[2], end[3], start))


def _stream(content: bytes, kind: bytes = b"") -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (kind, len(content), content)


def _text(words: str) -> str:
    """Return words as the text of a PDF."""
    return f"<{(chr(0xFEFF) + words).encode('utf-16-be').hex()}>"
