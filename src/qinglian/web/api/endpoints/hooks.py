"""Subscriptions, as a system manages its own. 事件订阅的接口。"""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from qinglian.web.api.calling import Bearer
from qinglian.web.api.models import Delivery, Hook
from qinglian.web.api.paging import Asked, Paged, now, page
from qinglian.web.api.schemas import Id, Instant
from qinglian.web.api.services.hooks import delivery_again, hook_end, hook_make, hook_rotate
from qinglian.web.api.states import OVERLAP_HOURS, Event, Scope

router = Router(auth=Bearer(Scope.WEBHOOKS_MANAGE), tags=["webhooks"])
Url = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]+$", max_length=300)]


class HookIn(Schema):
    """Where to send what."""

    url: Url
    events: list[Event] = Field(min_length=1, max_length=len(Event))


class HookOut(Schema):
    """A subscription."""

    id: str
    url: str
    events: list[str]
    made_at: Instant
    old_secret_until: Instant | None


class HookMade(HookOut):
    """A subscription with its secret, shown this once."""

    secret: str


class DeliveryOut(Schema):
    """A message and what became of it."""

    id: str
    event: str
    object: str
    made_at: Instant
    status: str
    tries: int
    last_status: int | None = Field(description="0: no answer")
    sent_at: Instant | None


class Hooks(Paged):
    """A page of subscriptions."""

    items: list[HookOut]


class Deliveries(Paged):
    """A page of messages."""

    items: list[DeliveryOut]


@router.get("/webhooks", response=Hooks, url_name="hooks", operation_id="list_webhooks")
def hooks(request: HttpRequest, asked: Query[Asked]) -> Any:
    """本系统的订阅。The subscriptions of this system."""
    at, rows = now(), _mine(request)
    if asked.changed_since:
        rows = rows.filter(made_at__gte=asked.changed_since)
    found, following = page(rows, asked)
    return {"items": [_hook(one) for one in found], "next": following, "as_of": at}


@router.post(
    "/webhooks", response={201: HookMade, 409: None}, url_name="hooks", operation_id="make_webhook"
)
def make(request: HttpRequest, said: HookIn) -> Any:
    """订阅事件，密钥只在这里出现一次。Subscribe; the secret is shown this once."""
    mine = request.auth  # type: ignore[attr-defined]
    made, secret = hook_make(
        integration=mine, url=said.url, events=list(said.events), by=mine.account
    )
    return Status(201, {**_hook(made), "secret": secret})


@router.delete(
    "/webhooks/{public_id}", response={204: None, 409: None}, url_name="hook",
    operation_id="end_webhook",
)  # fmt: skip
def end(request: HttpRequest, public_id: Id) -> Any:
    """停用一个订阅。End a subscription."""
    hook_end(hook=get_object_or_404(_mine(request), public_id=public_id), by=_account(request))
    return HttpResponse(status=204)


@router.post(
    "/webhooks/{public_id}/rotate", response={200: HookMade, 409: None}, url_name="hook_rotated",
    operation_id="rotate_webhook_secret",
)  # fmt: skip
def rotate(
    request: HttpRequest,
    public_id: Id,
    overlap_hours: Annotated[int, Query(ge=0, le=max(OVERLAP_HOURS))] = 24,
) -> Any:
    """换密钥，旧的再并用一段时间。Another secret; the old one signs beside it for a while."""
    hook = get_object_or_404(_mine(request), public_id=public_id)
    row, secret = hook_rotate(hook=hook, by=_account(request), overlap_hours=overlap_hours)
    return {**_hook(row), "secret": secret}


@router.get(
    "/webhooks/{public_id}/deliveries", response=Deliveries, url_name="hook_deliveries",
    operation_id="list_deliveries",
)  # fmt: skip
def deliveries(request: HttpRequest, public_id: Id, asked: Query[Asked]) -> Any:
    """投递记录。The messages of a subscription."""
    hook = get_object_or_404(_mine(request), public_id=public_id)
    at, rows = now(), hook.deliveries.all()
    if asked.changed_since:
        rows = rows.filter(made_at__gte=asked.changed_since)
    found, following = page(rows, asked)
    return {"items": [_delivery(one) for one in found], "next": following, "as_of": at}


@router.post(
    "/deliveries/{public_id}/resend", response={202: DeliveryOut, 409: None},
    url_name="delivery_again", operation_id="resend_delivery",
)  # fmt: skip
def again(request: HttpRequest, public_id: Id) -> Any:
    """重新投递。Send a message again."""
    rows = Delivery.objects.filter(hook__in=_mine(request))
    found = get_object_or_404(rows, public_id=public_id)
    return Status(202, _delivery(delivery_again(delivery=found, by=_account(request))))


def _account(request: HttpRequest) -> Any:
    return request.auth.account  # type: ignore[attr-defined]


def _mine(request: HttpRequest) -> Any:
    mine = request.auth  # type: ignore[attr-defined]
    return Hook.objects.filter(integration=mine, ended_at=None)


def _hook(row: Hook) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "url": row.url,
        "events": row.events,
        "made_at": row.made_at,
        "old_secret_until": row.old_until,
    }


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "event": row.event,
        "object": row.object_id,
        "made_at": row.made_at,
        "status": row.status,
        "tries": len(row.tries),
        "last_status": row.tries[-1]["status"] if row.tries else None,
        "sent_at": row.sent_at,
    }
