"""What a file says, for comparing it with others. 材料里的文字。"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from python_calamine import CalamineWorkbook

from qinglian.web.core import marks, uploads
from qinglian.web.core.kinds import BROKEN

MOST = 200_000
"""Characters that are compared; a handbook has a tenth of that."""


def text_of(path: str, kind: str) -> str:
    """The text of a stored file, line by line; nothing of what cannot be read or is gone."""
    found = uploads.folder() / path
    said = ""
    if found.is_file():
        with contextlib.suppress(*BROKEN, ValueError, KeyError):
            for part in _parts(found, kind):
                said += f"{part}\n"
                if len(said) > MOST:
                    break
    return said[:MOST]


def _parts(path: Path, kind: str) -> Iterator[str]:
    if kind == "docx":
        with path.open("rb") as source:
            document = Document(source)
        yield from (one.text for one in document.paragraphs if one.text.strip())
        for table in document.tables:
            yield from (cell.text for row in table.rows for cell in row.cells if cell.text.strip())
    elif kind == "xlsx":
        with path.open("rb") as source:
            book = CalamineWorkbook.from_filelike(source)
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python():
                yield " ".join(str(cell) for cell in row if cell not in ("", None))
    elif kind in ("pdf", "txt", "csv"):
        yield "".join(marks.texts_of(path, kind))
