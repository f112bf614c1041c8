"""What an upper platform calls. 上级平台的接口。"""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from qinglian.web.api.calling import Bearer
from qinglian.web.api.models import Warning
from qinglian.web.api.paging import Asked, Paged, now, page
from qinglian.web.api.schemas import Body, Instant, body
from qinglian.web.api.services.upper import report_acknowledge, warning_receive
from qinglian.web.api.states import Scope
from qinglian.web.api.upper.messages import Acknowledgement, WarningIn

router = Router(auth=Bearer(Scope.UPPER_EXCHANGE), tags=["upper"])


class ReportState(Schema):
    """A report and where it stands."""

    report_id: str
    status_code: str
    state: str


class WarningOut(Schema):
    """A warning as it was taken in, for reconciliation."""

    id: str
    number: str
    body: Body
    came_at: Instant
    status: str
    reports: list[ReportState]


class Warnings(Paged):
    """A page of warnings."""

    items: list[WarningOut]


@router.post(
    "/upper/warnings", response={201: WarningOut, 200: WarningOut, 409: None},
    url_name="upper_warnings", operation_id="send_warning",
)  # fmt: skip
def send(request: HttpRequest, said: WarningIn) -> Any:
    """上级下发一件预警；同一编号再发，只认一次。A warning from above; sent again it is recognised."""
    mine = request.auth  # type: ignore[attr-defined]
    made, new = warning_receive(integration=mine, said=said)
    return Status(201 if new else 200, _warning(made))


@router.get(
    "/upper/warnings", response=Warnings, url_name="upper_warnings", operation_id="list_warnings"
)
def warnings(request: HttpRequest, asked: Query[Asked]) -> Any:
    """对账：收到了哪些预警，回传了什么。Reconciliation: what was received, and what was told of it."""
    at, rows = now(), Warning.objects.filter(integration=request.auth)  # type: ignore[attr-defined]
    if asked.body:
        rows = rows.filter(unit__code=asked.body)
    if asked.changed_since:
        changed = rows.filter(reports__made_at__gte=asked.changed_since).values("pk")
        rows = rows.filter(pk__in=changed)
    found, following = page(rows.select_related("unit").prefetch_related("reports"), asked)
    return {"items": [_warning(one) for one in found], "next": following, "as_of": at}


@router.post(
    "/upper/acknowledgements", response={204: None, 404: None}, url_name="upper_acknowledgements",
    operation_id="acknowledge_report",
)  # fmt: skip
def acknowledge(request: HttpRequest, said: Acknowledgement) -> Any:
    """上级确认一件回传。A report is acknowledged, or not taken."""
    report_acknowledge(integration=request.auth, said=said)  # type: ignore[attr-defined]
    return Status(204, None)


def _warning(row: Warning) -> dict[str, Any]:
    return {
        "id": row.upper_id,
        "number": row.public_id,
        "body": body(row.unit),
        "came_at": row.came_at,
        "status": row.status,
        "reports": [
            {
                "report_id": one.public_id,
                "status_code": one.body["status_code"],
                "state": one.status,
            }
            for one in row.reports.all()
        ],
    }
