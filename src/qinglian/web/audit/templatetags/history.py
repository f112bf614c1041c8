"""`{% load history %}{% history alert %}`: what was done with one object, newest first. 办理经过。"""

from typing import Any

from django import template
from django.db import models

from qinglian.web.audit.hidden import hidden_from
from qinglian.web.audit.models import Record
from qinglian.web.audit.services import address
from qinglian.web.audit.words import action_name, role_name

register = template.Library()
MOST = 100
NOT_TOLD = {"page.read", "list.exported", "file.downloaded"}
"""Reads are for those who read the records, not for those who work on the object."""


@register.inclusion_tag("audit/history.html", takes_context=True)
def history(context: Any, on: models.Model) -> dict[str, Any]:
    """
    The records of one object, for a page whose view has made sure that the object may be seen. What is hidden
    from the reader is left out here too.
    """
    object_type, object_id = address(on)
    rows = (
        Record.objects.filter(object_type=object_type, object_id=object_id)
        .filter(~hidden_from(context["request"].user))
        .exclude(action__in=NOT_TOLD)
        .select_related("actor")
        .order_by("-at", "-pk")[: MOST + 1]
    )
    told = [
        {
            "at": row.at,
            "what": action_name(row.action),
            "who": row.actor,
            "role": role_name(row.role),
            "reason": row.reason,
        }
        for row in rows
    ]
    return {"told": told[:MOST], "more": len(told) > MOST}
