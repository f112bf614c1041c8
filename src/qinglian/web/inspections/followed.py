"""What became of findings, where they went. 发现问题后来怎样。"""

from typing import Any

from qinglian.web.inspections.models import Finding
from qinglian.web.inspections.states import Follow
from qinglian.web.rectification.models import Problem
from qinglian.web.tasks.models import Task


def became(finding: Finding, user: Any) -> dict[str, Any] | None:
    """The task or problem that came of it: where it stands, and its page for who may open it."""
    if finding.follow == Follow.TASK:
        row = Task.objects.filter(public_id=finding.follow_id).first()
        seen = row and Task.objects.visible_to(user).filter(pk=row.pk).exists()
    elif finding.follow == Follow.PROBLEM:
        row = Problem.objects.filter(public_id=finding.follow_id).first()
        seen = row and Problem.objects.visible_to(user).filter(pk=row.pk).exists()
    else:
        return None
    if row is None:
        return None
    return {
        "number": row.public_id,
        "status": row.get_status_display(),
        "mark": row.status,
        "url": row.get_absolute_url() if seen else "",
    }
