"""自查自纠: reported before any alert was pushed. 自查自纠。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.alerts.models import Alert, Paper, SelfFound
from qinglian.web.alerts.states import Status
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


@transaction.atomic
def self_found_report(
    *, by: Any, found: str, mended: str, anchor_id: str = "", papers: "Iterable[Stored]" = ()
) -> SelfFound:
    """
    A body reports what it found and mended, with what shows it. Alerts of the same matter that wait in triage are
    marked; once one was pushed it is too late to be first.
    """
    if by.unit_id is None:
        raise NotAllowed(_("您的账号没有所在单位。"))
    same = (
        Alert.objects.filter(unit=by.unit_id, anchor_id=anchor_id)
        if anchor_id
        else Alert.objects.none()
    )
    if same.exclude(status=Status.TRIAGE).exists():
        raise NotAllowed(_("这件事已经推送，请在预警里说明情况。"))
    made = SelfFound.objects.create(
        unit_id=by.unit_id, by=by, found=found, mended=mended, anchor_id=anchor_id
    )
    Paper.file(report=made, papers=papers)
    same.filter(status=Status.TRIAGE).update(self_found=True)
    record("self_found.reported", on=made, by=by)
    return made
