"""曝光: a notice is written, reviewed for secrecy, approved for publication, published. 公开通报。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.audit.services import record
from qinglian.web.campaigns.models import Campaign, Notice
from qinglian.web.campaigns.services.rules import needs, not_mine, on_side, step, take_notice
from qinglian.web.campaigns.states import NOTICE_MOVES, NoticeStatus, Status
from qinglian.web.core.masking import mask_text
from qinglian.web.core.moves import NotAllowed, Overtaken, locked


def anonymous(*texts: str) -> None:
    """Stop where a text names somebody: numbers of telephones and identity cards, names of people known here."""
    said = "\n".join(texts)
    if mask_text(said) != said:
        raise NotAllowed(_("内容里有手机号或证件号，公开稿不写能认出个人的内容。"))
    names = User.objects.exclude(name="").values_list("name", flat=True)
    if any(len(name) > 1 and name in said for name in names.iterator()):
        raise NotAllowed(_("内容里有姓名，公开稿不写能认出个人的内容。"))


@transaction.atomic
def notice_write(*, campaign: Campaign, title: str, text: str, by: Any, **sheet: Any) -> Notice:
    """Write a notice of a campaign: the lead body."""
    needs(title)
    needs(text)
    fresh: Campaign = locked(campaign, None)
    if fresh.status not in (Status.RUNNING, Status.CLOSED):
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, "lead"):
        raise not_mine()
    anonymous(title, text)
    made = Notice.objects.create(campaign=fresh, title=title, text=text, written_by=by)
    step(fresh, "write", by=by, notice=made, stream="publish", now=made.status, **sheet)
    record("notice.write", on=made, by=by)
    return made


@transaction.atomic
def notice_edit(
    *, notice: Notice, title: str, text: str, by: Any, version: int | None = None, **sheet: Any
) -> Notice:
    """Write it anew, while nobody has signed it. Who edits is who wrote it."""
    needs(title)
    needs(text)
    fresh = take_notice(notice, version)
    if fresh.status != NoticeStatus.DRAFT:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh.campaign, by, "lead"):
        raise not_mine()
    anonymous(title, text)
    fresh.title, fresh.text, fresh.written_by = title, text, by
    return _moved(fresh, "edit", NoticeStatus.DRAFT, by=by, **sheet)


@transaction.atomic
def notice_review(
    *, notice: Notice, by: Any, text: str = "", version: int | None = None, **sheet: Any
) -> Notice:
    """保密审查: somebody else than who wrote it finds nothing secret and nobody named."""
    fresh = _take(notice, "review", by, version)
    _not(by, fresh.written_by_id)
    anonymous(fresh.title, fresh.text)
    fresh.reviewed_by, fresh.reviewed_at = by, timezone.now()
    return _moved(fresh, "review", NoticeStatus.REVIEWED, by=by, text=text, **sheet)


@transaction.atomic
def notice_approve(
    *, notice: Notice, by: Any, text: str = "", version: int | None = None, **sheet: Any
) -> Notice:
    """公开审批: a third person lets it go out."""
    fresh = _take(notice, "approve", by, version)
    _not(by, fresh.written_by_id, fresh.reviewed_by_id)
    fresh.approved_by, fresh.approved_at = by, timezone.now()
    return _moved(fresh, "approve", NoticeStatus.APPROVED, by=by, text=text, **sheet)


@transaction.atomic
def notice_return(
    *, notice: Notice, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Notice:
    """退回修改: the signatures fall."""
    needs(reason)
    fresh = _take(notice, "return", by, version)
    fresh.reviewed_by = fresh.reviewed_at = fresh.approved_by = fresh.approved_at = None
    return _moved(fresh, "return", NoticeStatus.DRAFT, by=by, text=reason, **sheet)


@transaction.atomic
def notice_publish(
    *,
    notice: Notice,
    by: Any,
    place: str,
    published_on: date,
    version: int | None = None,
    **sheet: Any,
) -> Notice:
    """登记公开: where it stood and when; not before it was signed."""
    needs(place)
    fresh = _take(notice, "publish", by, version)
    signed = timezone.localtime(fresh.approved_at).date()
    if not signed <= published_on <= timezone.localdate():
        raise NotAllowed(_("公开日期不能早于审批，也不能在今天之后。"))
    fresh.place, fresh.published_on = place, published_on
    return _moved(fresh, "publish", NoticeStatus.PUBLISHED, by=by, text=place, **sheet)


@transaction.atomic
def notice_drop(
    *, notice: Notice, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Notice:
    """撤销: it will not go out."""
    needs(reason)
    fresh = _take(notice, "drop", by, version)
    return _moved(fresh, "drop", NoticeStatus.WITHDRAWN, by=by, text=reason, **sheet)


def _take(notice: Notice, verb: str, by: Any, version: int | None) -> Notice:
    fresh = take_notice(notice, version)
    move = NOTICE_MOVES[verb]
    if fresh.status not in move.sources:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh.campaign, by, move.side):
        raise not_mine()
    return fresh


def _moved(notice: Notice, verb: str, now: str, *, by: Any, text: str = "", **sheet: Any) -> Notice:
    was, notice.status = notice.status, now
    notice.version += 1
    notice.save()
    step(
        notice.campaign, verb, by=by, text=text, notice=notice, stream="publish", was=was, now=now,
        **sheet,
    )  # fmt: skip
    record(f"notice.{verb}", on=notice, by=by, reason=text, was=was, now=now)
    return notice


def _not(by: Any, *others: int | None) -> None:
    if by.pk in others:
        raise NotAllowed(_("两次签字和起草应是三个人。"))
