"""What concealed work knows of a row of the ledger."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.bills.models import LedgerRow
from qinglian.web.concealed.models import Acceptance, Proof, Shot
from qinglian.web.works.traces import Link

MOST = 100


def linked(row: LedgerRow, user: Any) -> Iterator[Link]:
    """Its acceptances with their way, their pictures, and reports of tests after covering."""
    rows = Acceptance.objects.visible_to(user).filter(covers__row=row).select_related("part")
    for one in rows:
        yield Link(
            _("隐蔽验收"), str(one) or one.public_id, one.get_absolute_url(),
            timezone.localdate(one.handled_at or one.at), one.get_way_display() or one.get_status_display(),
        )  # fmt: skip
    shots = Shot.objects.visible_to(user).filter(acceptance__in=rows.values("pk"))
    for shot in shots.order_by("number")[:MOST]:
        yield Link(
            _("现场照片"), str(shot), shot.get_absolute_url(), timezone.localdate(shot.taken_at),
            shot.get_source_display(),
        )  # fmt: skip
    for proof in Proof.objects.filter(acceptance__in=rows.values("pk")).select_related(
        "acceptance"
    ):
        yield Link(
            _("检测报告"), f"{proof.method_name} {proof.report_number}",
            proof.acceptance.get_absolute_url(), timezone.localdate(proof.at),
            _("合格") if proof.sound else _("不合格"),
        )  # fmt: skip
