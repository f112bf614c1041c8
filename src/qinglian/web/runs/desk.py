"""What waits of data and rules. 工作台上的数据与规则。"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.runs.models import Batch, Change, Correction
from qinglian.web.runs.queries import overdue
from qinglian.web.runs.services.changes import APPROVING, waiting_for
from qinglian.web.runs.words import rule_name
from qinglian.web.units.scope import reach, roles_of


def parts(user: Any) -> Iterator[Part]:
    """Batches to destroy, corrections to ask for, changes to agree to."""
    if reach(user, Batch.OBJECT, write=True):
        yield Part(
            overdue(user),
            _batch,
            related=("unit", "register"),
            order=("register__destroy_by", "pk"),
        )
        tickets = Correction.objects.writable_by(user).filter(status=Correction.Status.OPEN)
        yield Part(tickets, _correction, related=("unit",), order=("public_id",))
    if roles_of(user) & APPROVING:
        yield Part(waiting_for(user), _change, related=("unit",), order=("public_id",))


def counters(user: Any) -> Iterator[Counter]:
    """None: what waits is listed."""
    return iter(())


def _batch(one: Batch) -> Waiting:
    act = _("销毁或重新登记")
    return _entry(one, "batch", _("数据批次"), one.title, act, one.register.destroy_by)


def _correction(one: Correction) -> Waiting:
    return _entry(one, "correction", _("数据更正单"), one.provider, _("请提供单位更正"))


def _change(one: Change) -> Waiting:
    title = f"{one.rule_id} {rule_name(one.rule_id)}"
    return _entry(one, "change", _("参数调整"), title, _("批准与否"))


def _entry(one: Any, page: str, kind: Any, title: str, act: Any, due_on: Any = None) -> Waiting:
    return Waiting(
        kind=kind, title=title or one.public_id, act=act, unit=one.unit.name, due_on=due_on,
        url=reverse(f"runs:{page}", args=(one.public_id,)),
    )  # fmt: skip
