"""What concealed work waits for whom. 工作台上的隐蔽工程。"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.concealed.models import Acceptance, Proof
from qinglian.web.concealed.queries import late_q, sections_of, waiting_proofs
from qinglian.web.concealed.states import ATTENDING, Status
from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.units.scope import reach
from qinglian.web.works.states import Side


def parts(user: Any) -> Iterator[Part]:
    """To accept, to sign for, to mend, to cover where nobody came, proofs to confirm."""
    attends = sections_of(user, Side.SUPERVISOR, ATTENDING)
    supervises, builds = sections_of(user, Side.SUPERVISOR), sections_of(user, Side.CONTRACTOR)
    rows, related = Acceptance.objects.all(), ("section", "part")
    yield Part(
        rows.filter(section__in=attends, status=Status.NOTICED), _accept, related, ("due_at", "pk")
    )
    yield Part(
        rows.filter(section__in=supervises, status=Status.COVERED, signed_at=None), _sign, related
    )
    yield Part(
        rows.filter(section__in=builds, status__in=(Status.RETURNED, Status.FAILED)), _mend, related
    )
    yield Part(rows.filter(late_q(), section__in=builds), _cover, related, ("due_at", "pk"))
    yield Part(waiting_proofs(user), _proof, ("acceptance__section", "acceptance__part"))


def counters(user: Any) -> Iterator[Counter]:
    """Where nobody came in time, what was covered without notice and is not proved."""
    if reach(user, "works"):
        rows, home = Acceptance.objects.visible_to(user), reverse("concealed:acceptances")
        yield Counter(rows.filter(late_q()), _("逾期未到场验收"), f"{home}?state=late", grave=True)
        private = rows.filter(status=Status.PRIVATE)
        yield Counter(private, _("未通知自行覆盖"), f"{home}?status=private", grave=True)


def _shape(row: Acceptance, act: str, due: Any = None) -> Waiting:
    day = timezone.localdate(due) if due else None
    return Waiting(
        kind=_("隐蔽工程"), title=str(row) or row.public_id, act=act, url=row.get_absolute_url(),
        unit=str(row.section), due_on=day, room=_("隐蔽工程"),
    )  # fmt: skip


def _accept(row: Acceptance) -> Waiting:
    return _shape(row, _("到场验收"), row.due_at)


def _sign(row: Acceptance) -> Waiting:
    return _shape(row, _("签收自行覆盖记录"))


def _mend(row: Acceptance) -> Waiting:
    return _shape(row, _("整改后重新报验"))


def _cover(row: Acceptance) -> Waiting:
    return _shape(row, _("监理逾期未到场，可自行覆盖"), row.due_at)


def _proof(row: Proof) -> Waiting:
    return Waiting(
        kind=_("事后证明"), title=str(row.acceptance), act=_("确认事后证明"), room=_("隐蔽工程"),
        url=reverse("concealed:proof", args=(row.pk,)), unit=str(row.acceptance.section),
    )  # fmt: skip
