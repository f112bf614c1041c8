"""Items of a draft: written one by one, or out of a table. 事项的页面。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qinglian.web.core.kinds import Refused
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.pages import form_page, posted, sent, told
from qinglian.web.core.paper_forms import refuse_file
from qinglian.web.duties.item_forms import ItemForm, TableForm
from qinglian.web.duties.item_words import NAMES
from qinglian.web.duties.lint import faults
from qinglian.web.duties.lint_words import explained
from qinglian.web.duties.list_forms import ReasonForm
from qinglian.web.duties.models import DutyList, Item, ListVersion
from qinglian.web.duties.reading.files import rows_of, rows_told
from qinglian.web.duties.reading.files import told as rows_as_text
from qinglian.web.duties.reading.sheet import read_rows
from qinglian.web.duties.refusals import refusal_says
from qinglian.web.duties.services.items import item_drop, item_move, item_put
from qinglian.web.duties.services.reading import file_read
from qinglian.web.duties.services.sheets import items_import
from qinglian.web.duties.views.lists import writable_list

KINDS = frozenset({"xlsx"})


def _draft(request: HttpRequest, public_id: str) -> tuple[DutyList, ListVersion]:
    found = writable_list(request, public_id)
    version = found.draft
    if version is None:
        raise NotAllowed(_("这一版已经印发，不能再改；请起草新的一版。"))
    return found, version


@require_http_methods(["GET", "POST"])
@told
def item(request: HttpRequest, public_id: str, key: str = "") -> HttpResponse:
    """Write an item; its faults stand beside it, with what to write instead."""
    found, version = _draft(request, public_id)
    row = get_object_or_404(version.items, key=key) if key else None

    def done(form: Any) -> str:
        said = form.item()
        carried = said.pop("clauses", None)
        made = item_put(version, by=request.user, key=key, clauses=carried, **said)
        left = faults(made, found.kind)
        if left:
            messages.warning(request, _("已写入，还有 %(n)d 处要改。") % {"n": len(left)})
        else:
            messages.success(request, _("已写入，没有毛病。"))
        return f"{found.get_absolute_url()}#{made.key}"

    before = version.before
    form = ItemForm(
        posted(request), row=found, kind=found.kind, programme=found.programme,
        changes=before is not None and row is not None, initial=ItemForm.told(row) if row else None,
    )  # fmt: skip
    return form_page(
        request, form, _("写事项"), done=done, back=found.get_absolute_url(), submit=_("写入草稿"),
        template="duties/item.html", list=found, item=row,
        faults=explained(faults(row, found.kind)) if row else [],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@told
def drop(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Take it off the draft."""
    found, version = _draft(request, public_id)
    row = get_object_or_404(version.items, key=key)

    def done(form: Any) -> DutyList:
        item_drop(item=row, by=request.user, **form.said())
        return found

    form = ReasonForm(posted(request), row=found)
    return form_page(
        request, form, _("删事项"), done=done, back=found.get_absolute_url(), intro=row.title
    )


@require_POST
@told
def up(request: HttpRequest, public_id: str, key: str) -> HttpResponseRedirect:
    """One place earlier."""
    found, version = _draft(request, public_id)
    item_move(item=get_object_or_404(version.items, key=key), by=request.user)
    return redirect(f"{found.get_absolute_url()}#{key}")


@require_http_methods(["GET", "POST"])
@told
def table(request: HttpRequest, public_id: str) -> HttpResponse:
    """Items out of a table: preview with the rows that were refused, then into the draft."""
    found, version = _draft(request, public_id)
    form = TableForm(*sent(request), row=found)
    form.label_suffix = ""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _read(request, found, version, form)
            except Refused as error:
                refuse_file(form, error)
            except Overtaken as error:
                status = 409
                messages.warning(request, str(error))
            except NotAllowed as error:
                messages.error(request, str(error))
    context = {
        "form": form,
        "title": _("从表格导入"),
        "back": found.get_absolute_url(),
        "submit": _("预览"),
    }
    return render(request, "core/form.html", context, status=status)


def _read(
    request: HttpRequest, found: DutyList, version: ListVersion, form: TableForm
) -> HttpResponse:
    said = form.cleaned_data
    rows = rows_told(said["text"])
    if said["file"]:
        rows = file_read(
            said["file"], by=request.user, kinds=KINDS, asked=said["confirmed"],
            reader=lambda raw, _kind: rows_of(raw),
        )  # fmt: skip
    read = read_rows(rows)
    if "keep" in request.POST:
        number = items_import(version, by=request.user, read=read, seen=said["seen"])
        messages.success(request, _("已写入 %(n)d 项。") % {"n": number})
        return redirect(found)
    shown = [_shown(one, found.kind) for one in read.items]
    had = set(version.items.values_list("title", flat=True))
    return render(
        request,
        "duties/table_preview.html",
        {
            "list": found, "read": read, "items": shown, "text": rows_as_text(rows),
            "twice": [one["title"] for one in read.items if one["title"] in had],
            "refused": [(one, refusal_says(one)) for one in read.refused],
            "heads": [NAMES[one] for one in dict.fromkeys(read.heads.values())],
            "seen": said["seen"],
        },
    )  # fmt: skip


def _shown(said: dict[str, Any], kind: str) -> dict[str, Any]:
    row = Item(**said)
    return {"item": row, "faults": explained(faults(row, kind))}
