"""Problems under the columns of a matter: one that was struck off is carried out. 问题归入五栏。"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.states import Status
from qinglian.web.tasks.matrix import Kind, Shown
from qinglian.web.tasks.models import Column

PROBLEM = _("问题")


def _problems(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Problem.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(
            PROBLEM, mask_text(one.title), one.get_absolute_url(), one.due_on,
            one.get_status_display(), one.status, done=one.status == Status.STRUCK,
        )
        for one in rows
    }  # fmt: skip


KINDS = [Kind("rectification.problem", PROBLEM, frozenset({Column.CARRIED_OUT}), _problems)]
