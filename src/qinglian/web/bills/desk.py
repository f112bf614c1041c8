"""What bills and ledgers wait for whom. 工作台上的清单台账。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from qinglian.web.bills.models import Bill, Ledger
from qinglian.web.bills.states import CONFIRM_POSTS, SIGNERS
from qinglian.web.core.dated import in_force
from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.works.models import Participant
from qinglian.web.works.states import Side


def _mine(user: Any, side: str, posts: tuple[str, ...]) -> Any:
    return Participant.objects.filter(
        in_force(), user=user.pk, party__side=side, post__in=posts, confirmed_by__isnull=False,
        ended_at=None,
    ).values("party__section")  # fmt: skip


def parts(user: Any) -> Iterator[Part]:
    """Bills to confirm, ledgers to sign for one's side."""
    bills = Bill.objects.filter(
        status=Bill.State.DRAFT, section__in=_mine(user, Side.OWNER, CONFIRM_POSTS)
    ).exclude(by=user)
    yield Part(bills, _bill, related=("section__project",))
    turn = Q(pk__in=())
    for side, posts in SIGNERS.items():
        signed = Ledger.objects.filter(reviews__side=side, reviews__agreed=True).values("pk")
        turn |= Q(section__in=_mine(user, side, posts)) & ~Q(pk__in=signed)
    ledgers = Ledger.objects.filter(turn, status=Ledger.State.SIGNING).exclude(by=user)
    yield Part(ledgers, _ledger, related=("section__project",))


def counters(user: Any) -> Iterator[Counter]:
    """None: the rooms have their figures."""
    yield from ()


def _bill(row: Any) -> Waiting:
    return Waiting(
        kind=_("工程量清单"), title=f"{row.section.project} {row.section}", act=_("确认清单"),
        url=row.get_absolute_url(), unit=str(row.section), room=_("清单台账"),
    )  # fmt: skip


def _ledger(row: Any) -> Waiting:
    return Waiting(
        kind=_("0号台账"), title=f"{row.section.project} {row.section}", act=_("签认台账"),
        url=row.get_absolute_url(), unit=str(row.section), room=_("清单台账"),
    )  # fmt: skip
