"""Reports: maps, figures, tables and draft sentences as one document for Word, PDF and browsers."""

from diasporamap.report.contents import REFERENCE, Chapter, Piece, made_report
from diasporamap.report.formats import FORMATS, write_report
from diasporamap.report.model import (
    Heading,
    Listed,
    Paragraph,
    Picture,
    Report,
    TablePart,
    Told,
)
from diasporamap.report.sentences import DRAFTS

__all__ = [
    "DRAFTS",
    "FORMATS",
    "REFERENCE",
    "Chapter",
    "Heading",
    "Listed",
    "Paragraph",
    "Picture",
    "Piece",
    "Report",
    "TablePart",
    "Told",
    "made_report",
    "write_report",
]
