"""Lists as Excel files. 列表导出。"""

import tempfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.dispatch import Signal
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from qinglian.model.spreadsheet import text_cell

if TYPE_CHECKING:
    from qinglian.web.core.listing import Listing

exported = Signal()
"""Sent with `request`, `title`, `rows`: whoever keeps records writes down who took what away."""

MOST_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(listing: "Listing") -> FileResponse:
    """
    All rows of a list, not only the page, up to `MOST_ROWS`; beyond it a last row says so. Texts stay texts: a
    cell that begins with `= + - @` is no formula. First line: who exported what and when, as on every sheet
    that is mailed around.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(listing.title)[:31])
    now = timezone.localtime()
    sheet.append([f"{listing.title} · {listing.request.user} · {now:%Y-%m-%d %H:%M}"])
    heads = [WriteOnlyCell(sheet, value=str(column.label)) for column in listing.columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    number = -1
    for number, row in enumerate(listing.rows[: MOST_ROWS + 1].iterator(chunk_size=2000)):
        if number == MOST_ROWS:
            sheet.append([_("只导出前 %(rows)d 行，请先筛选。") % {"rows": MOST_ROWS}])
            break
        sheet.append([_cell(sheet, column.text(row)) for column in listing.columns])
    exported.send(type(listing), request=listing.request, title=str(listing.title), rows=number + 1)
    # An ordinary temporary file: the answer is streamed from it and it vanishes when closed.
    out = tempfile.TemporaryFile()  # noqa: SIM115
    book.save(out)
    out.seek(0)
    name = f"{get_valid_filename(str(listing.title))}-{now:%Y%m%d}.xlsx"
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if value is None or isinstance(value, (bool, int, float)) or hasattr(value, "isoformat"):
        return value
    return text_cell(sheet, str(value))
