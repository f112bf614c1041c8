"""
Who makes the PDF: LibreOffice from the Word file where it is installed, else the built-in typesetting. PDF 由谁生成。

The two look alike as long as the general master is in force. One that was replaced is known to Word files alone, so
that the page says which of the two made a PDF.
"""

import io
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from pypdf import PdfWriter

from qinglian.web.documents.printing import office
from qinglian.web.documents.printing.fields import Printed
from qinglian.web.documents.printing.typesetting import typeset
from qinglian.web.documents.printing.word import word

OFFICE, TYPST = "office", "typst"
MAKERS = {
    OFFICE: _("由 LibreOffice 按 Word 母版转换"),
    TYPST: _("由内置排版（typst）按 GB/T 9704 生成"),
}


def maker() -> str:
    """Which of the two makes PDF here."""
    return OFFICE if office.program() else TYPST


def pdf(paper: Printed, master: bytes | None = None, *, by: str = "") -> bytes:
    """The PDF of one paper. Raises `office.OfficeError`."""
    if (by or maker()) == TYPST:
        return typeset(paper)
    return office.pdfs([word(paper, master)])[0]


def merged(parts: Iterable[bytes]) -> bytes:
    """Papers one after another in one file, each with its outline entry left out: they have none."""
    whole = PdfWriter()
    for part in parts:
        whole.append(io.BytesIO(part), import_outline=False)
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()
