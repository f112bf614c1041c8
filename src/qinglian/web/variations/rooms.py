"""What the page of a section shows of its variations."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.variations.approved import within
from qinglian.web.works.rooms import Card


def cards(section: Any, user: Any) -> Iterator[Card]:
    """工程变更: ordered, on the way, near a threshold of the owner's table, overdue papers of urgent work."""
    found = within(section)
    warnings = []
    if found.late:
        warnings.append(_("先实施的变更，%(n)d 件逾期未补手续。") % {"n": len(found.late)})
    if len(found.near) > 1:
        warnings.append(_("%(n)d 件金额紧靠审批权限上限。") % {"n": len(found.near)})
    yield Card(
        _("工程变更"), f"{reverse('variations:variations')}?section={section.public_id}",
        [
            (_("已发变更令"), found.ordered), (_("变更金额（元）"), f"{found.ordered_fen / 100:,.2f}"),
            (_("在办"), found.pending), (_("在办金额（元）"), f"{found.pending_fen / 100:,.2f}"),
        ],
        warnings,
    )  # fmt: skip
    yield Card(
        _("不平衡报价与变更"), reverse("variations:radar", args=(section.public_id,)), [], []
    )
