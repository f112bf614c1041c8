"""What waits of data and rules, asked of the database once. 工作台上的数据与规则。"""

from typing import Any

from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.core.desk import MOST, Figure, Waiting
from qinglian.web.runs.models import Batch, Correction
from qinglian.web.runs.queries import overdue
from qinglian.web.runs.services.changes import APPROVING, waiting_for
from qinglian.web.runs.words import rule_name
from qinglian.web.units.scope import reach, roles_of

NO_DAY = Cast(Value(None), DateField())


def waiting(user: Any) -> list[Waiting]:
    """Changes to agree to, corrections to ask for, batches to destroy: those with a day first."""
    parts = []
    if reach(user, Batch.OBJECT, write=True):
        tickets = Correction.objects.writable_by(user).filter(status=Correction.Status.OPEN)
        parts += [
            _rows(overdue(user), "batch", "title", F("register__destroy_by")),
            _rows(tickets, "correction", "provider"),
        ]
    if roles_of(user) & APPROVING:
        parts.append(_rows(waiting_for(user), "change", "rule_id"))
    if not parts:
        return []
    first, *rest = parts
    rows = (first.union(*rest, all=True) if rest else first).order_by("day", "public_id")[:MOST]
    kinds = {
        "batch": (_("数据批次"), _("销毁或重新登记")),
        "correction": (_("数据更正单"), _("请提供单位更正")),
        "change": (_("参数调整"), _("批准与否")),
    }
    return [
        Waiting(
            kind=kinds[what][0],
            title=f"{title} {rule_name(title)}" if what == "change" else title or public_id,
            act=kinds[what][1],
            url=reverse(f"runs:{what}", args=(public_id,)),
            unit=unit,
            due_on=day,
        )
        for what, public_id, title, unit, day in rows
    ]


def _rows(rows: QuerySet[Any], what: str, title: str, day: Any = NO_DAY) -> Any:
    told = rows.order_by().annotate(what=Value(what), shown=F(title), day=day)
    return told.values_list("what", "public_id", "shown", "unit__name", "day")


def figures(user: Any) -> list[Figure]:
    """None: what waits is listed."""
    return []
