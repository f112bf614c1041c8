"""
The short code read from a photograph or a scan. 从签字件读编码。

A PDF is asked for its text, then for the pictures in it; a photograph for its square code. Without zxing-cpp nothing is
read from pictures, and a person types the code. No letters are guessed from pictures: what is not sure waits.
"""

import io
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from PIL import Image
from pypdf import PdfReader

from qinglian.web.core.pdf_text import pdf_texts
from qinglian.web.documents.codes import Code, codes_in
from qinglian.web.documents.models import Sheet

can_read = find_spec("zxingcpp") is not None
"""Whether square codes are read from pictures."""
MOST_TEXT = 8 * 1024 * 1024
MOST_PICTURES = 20
MOST_PIXELS = 60_000_000
"""A photograph has 12 to 50 million; what is larger is no photograph."""


def read(raw: bytes, kind: str) -> tuple[list[Code], str]:
    """The codes in a file, and how they were read."""
    if kind == "pdf":
        found = _from_text(raw)
        if found:
            return found, Sheet.Read.TEXT
        pictures = _pictures(raw)
    elif kind in ("jpeg", "png"):
        pictures = iter([raw])
    else:
        return [], ""
    codes: dict[str, Code] = {}
    for one in pictures if can_read else ():
        for code in _from_picture(one):
            codes.setdefault(code.public_id, code)
    return list(codes.values()), Sheet.Read.SQUARE if codes else ""


def _from_text(raw: bytes) -> list[Code]:
    try:
        return codes_in("\n".join(pdf_texts(raw, MOST_TEXT)))
    # A file that breaks the grammar has no text to look at.
    except ValueError:
        return []


def _pictures(raw: bytes) -> Iterator[bytes]:
    """The pictures of a scan, page by page."""
    try:
        left = MOST_PICTURES
        for page in PdfReader(io.BytesIO(raw)).pages:
            for one in page.images:
                yield one.data
                left -= 1
                if not left:
                    return
    # Whatever is wrong with somebody's PDF: it is kept, and a person looks at it.
    except Exception:
        return


def _from_picture(raw: bytes) -> list[Code]:
    import zxingcpp

    found: list[Code] = []
    try:
        with Image.open(io.BytesIO(raw)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return []
            grey: Any = picture.convert("L")
        for one in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode):
            found += codes_in(one.text)
    # A picture that cannot be opened bears no code.
    except Exception:
        return found
    return found
