"""Data as systems bring them, and what became of them. 送数据与回执。"""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Header, Query, Router, Status

from qinglian.model.table import tables
from qinglian.model.text import Text
from qinglian.web.api.calling import Bearer
from qinglian.web.api.endpoints.batch_shapes import (
    SUMMED,
    CompleteIn,
    Name,
    PartOut,
    Pushes,
    PushIn,
    PushOut,
    RefusedRows,
    TotalsIn,
)
from qinglian.web.api.models import Push
from qinglian.web.api.paging import Asked as AnyAsked
from qinglian.web.api.paging import now, page
from qinglian.web.api.problems import Problem
from qinglian.web.api.schemas import Id
from qinglian.web.api.services.pushing import MOST_PARTS, part_put, push_begin, push_complete
from qinglian.web.api.states import Scope
from qinglian.web.runs.models import Batch
from qinglian.web.runs.queries import refused_rows

router = Router(auth=Bearer(Scope.BATCHES_WRITE), tags=["batches"])


@router.post(
    "/batches", response={201: PushOut, 200: PushOut, 404: None, 409: None}, url_name="batches",
    operation_id="begin_batch",
)  # fmt: skip
def begin(
    request: HttpRequest,
    said: PushIn,
    key: Annotated[
        str, Header(alias="Idempotency-Key", min_length=8, max_length=128, pattern=r"^[\w.:-]+$")
    ],
) -> Any:
    """开始送一批数据，先登记。A batch begins under its register; the same key twice is one batch."""
    integration = request.auth  # type: ignore[attr-defined]
    standing = Batch.objects.writable_by(integration.caller).filter(
        superseded_by=None, destroyed_at=None
    )
    before = None
    if said.supersedes:
        before = standing.filter(public_id=said.supersedes).first()
        if before is None:
            raise Problem("missing", Text("没有要替换的批次。", "No such batch to supersede."))
    if said.register_.destroy_by <= timezone.localdate():
        raise Problem("conflict", Text("销毁期限应在今天之后。", "The day to destroy has passed."))
    _known(said.control)
    papers = {
        "register": said.register_.as_register(),
        "control": {
            name: {
                **({"rows": one.rows} if one.rows is not None else {}),
                **({"sum": one.sum} if one.sum else {}),
            }
            for name, one in said.control.items()
        },
        "source": said.source,
        "internal": said.internal,
    }
    push, new = push_begin(
        integration=integration, key=key, papers=papers, supersedes=before,
        held=said.confirm == "person",
    )  # fmt: skip
    return Status(201 if new else 200, _push(push))


@router.get("/batches", response=Pushes, url_name="batches", operation_id="list_batches")
def batches(request: HttpRequest, asked: Query[AnyAsked]) -> Any:
    """本系统送来的批次。The batches this system brought."""
    at, rows = now(), _mine(request)
    if asked.body:
        rows = rows.filter(integration__unit__code=asked.body)
    if asked.changed_since:
        rows = rows.filter(upload__moved_at__gte=asked.changed_since)
    found, following = page(rows, asked)
    return {"items": [_push(one) for one in found], "next": following, "as_of": at}


@router.get("/batches/{public_id}", response=PushOut, url_name="batch", operation_id="get_batch")
def batch(request: HttpRequest, public_id: Id) -> Any:
    """一批数据的回执。Where it stands: what was read, kept and refused, and whether it ties."""
    return _push(get_object_or_404(_mine(request), public_id=public_id))


@router.put(
    "/batches/{public_id}/files/{name}/parts/{number}",
    response={200: PartOut, 409: None, 413: None},
    url_name="part",
    operation_id="put_part",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
def part(request: HttpRequest, public_id: Id, name: Name, number: int) -> Any:
    """送一个文件的一部分，从 1 起。A part of a file, numbered from 1; sent again, it replaces the one before."""
    push = get_object_or_404(_mine(request), public_id=public_id)
    if not 1 <= number <= MOST_PARTS:
        raise Problem("missing")
    return part_put(push=push, name=name, number=number, source=request)


@router.post(
    "/batches/{public_id}/complete", response={202: PushOut, 409: None}, url_name="complete",
    operation_id="complete_batch",
)  # fmt: skip
def complete(request: HttpRequest, public_id: Id, said: CompleteIn) -> Any:
    """送完了：核对摘要，识别，装载。All parts are here: hashes are checked, then it is read and loaded."""
    push = get_object_or_404(_mine(request), public_id=public_id)
    return Status(202, _push(push_complete(push=push, files=said.files)))


@router.get(
    "/batches/{public_id}/refused", response=RefusedRows, url_name="refused",
    operation_id="list_refused_rows",
)  # fmt: skip
def refused(
    request: HttpRequest,
    public_id: Id,
    after: Annotated[int, Query(ge=0, le=10**9)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Any:
    """没收的行和原因，原样，供改正后重送。Rows that were not taken, in clear, to be mended and sent again."""
    push = get_object_or_404(_mine(request), public_id=public_id)
    rows = _refused(push)
    more = after + limit < len(rows)
    return {"items": rows[after : after + limit], "next": after + limit if more else None}


def _mine(request: HttpRequest) -> Any:
    mine = request.auth  # type: ignore[attr-defined]
    return Push.objects.filter(integration=mine).select_related("upload__batch", "integration")


def _known(control: dict[str, TotalsIn]) -> None:
    """Totals are of columns that there are."""
    faults = []
    for table, said in control.items():
        spec = tables()[table]
        faults += [
            {"where": f"control.{table}.sum.{column}", "said": "no amount"}
            for column in said.sum
            if column not in spec.columns or spec.columns[column].type not in SUMMED
        ]
    if faults:
        raise Problem("conflict", errors=faults)


def _refused(push: Push) -> list[dict[str, Any]]:
    upload = push.upload
    loaded = getattr(upload, "batch", None) if upload else None
    lines = set(push.papers.get("lines", ()))
    if loaded is not None and loaded.destroyed_at is None:
        rows = refused_rows(loaded)
    else:
        shown = upload.preview.get("files", ()) if upload else ()
        rows = [{**row, "file": one["name"]} for one in shown for row in one["rows"]]
    return [
        {
            "file": row["file"],
            "sheet": row.get("sheet"),
            # Lines have no heading above them.
            "row": row["row"] - 1 if row["row"] and row["file"] in lines else row["row"],
            "column": row.get("column"),
            "value": None if row.get("value") is None else str(row["value"]),
            "reason": row["reason_zh"],
            "reason_en": row["reason_en"],
        }
        for row in rows
    ]


def _push(push: Push) -> dict[str, Any]:
    upload = push.upload
    loaded = getattr(upload, "batch", None) if upload else None
    files = upload.preview.get("files", []) if upload else []
    counted = {
        name: sum(one[name] for one in files) if files else None
        for name in ("read", "kept", "refused")
    }
    if loaded is not None:
        counted = {name: getattr(loaded, name) for name in counted}
    return {
        "id": push.public_id,
        "status": upload.status if upload else "open",
        "begun_at": push.begun_at,
        "batch": loaded.public_id if loaded else None,
        **counted,
        "files": [
            {name: one[name] for name in ("name", "kind", "read", "kept", "refused", "tables", "left_over")}
            for one in files
        ],
        "control": [
            {
                "table": one.table,
                "column": one.column,
                "expected": _number(one.expected, one.column),
                "found": None if one.found is None else _number(one.found, one.column),
                "ties": one.ties,
            }
            for one in (loaded.handovers.all() if loaded else ())
        ],
        "twins": upload.preview.get("twins", []) if upload else [],
        "trouble": upload.trouble if upload else "",
        "trouble_en": upload.trouble_en if upload else "",
    }  # fmt: skip


def _number(value: Decimal, column: str) -> str:
    """A sum in yuan, or a count of rows."""
    return f"{value:.2f}" if column else f"{value:.0f}"
