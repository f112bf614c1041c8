"""What a sending asks of bodies goes into the burden ledger. 下发记入减负台账。"""

from importlib.util import find_spec
from typing import Any

from django.utils import timezone

from qinglian.web.duties.models import Sending
from qinglian.web.duties.preview import Preview


def asked(sending: Sending, plan: Preview, *, by: Any) -> Any:
    """The ledger's row; it refuses above the monthly cap of a unit unless the approver is another person by name."""
    if find_spec("qinglian.web.burden.services") is None:
        return None
    from qinglian.web.burden.services.asking import ask

    heaviest = {
        one.unit.pk: max(one.months.values(), default=0) for one in plan.reached if one.months
    }
    return ask(
        kind="list", on=sending, title=str(sending.of.of), giver_unit=sending.giver_unit,
        minutes=heaviest, on_day=timezone.localdate(), by=sending.made_by,
        plan_number=sending.plan_number, approved_by=by,
    )  # fmt: skip
