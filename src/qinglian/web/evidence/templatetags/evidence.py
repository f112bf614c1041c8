"""The part about evidence on the page of any row. 佐证材料一栏。"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from qinglian.web.evidence.queries import proposals, serving_others, shown_for
from qinglian.web.evidence.services.rules import acts_for, gives_to
from qinglian.web.evidence.services.uses import giver_of

register = template.Library()


@register.inclusion_tag("evidence/of.html", takes_context=True)
def evidence_of(
    context: dict[str, Any],
    on: Any,
    wanted: Iterable[str] = (),
    begins: date | None = None,
    ends: date | None = None,
) -> dict[str, Any]:
    """
    What is shown for a row, what the system found for it (`wanted`: codes of `core.proofs`, in a period), and what one
    may do: confirm in one click, add, review.
    """
    user = context["request"].user
    address = on._meta.label_lower, on.public_id
    own = acts_for(user, on.unit)
    today = timezone.localdate()
    # What the giver sees of the unit may be proposed by it too; the unit confirms.
    may = own or gives_to(user, on.unit, giver_of(on))
    since, until = begins or date(today.year, 1, 1), ends or today
    found = proposals(on, user, wanted, since, until) if own else []
    return {
        "on": on, "own": own, "may": may, "shown": shown_for(on, user), "proposals": found,
        "records": [f"{one.proof.kind} {one.proof.number}" for one in found],
        "confirm": reverse("evidence:confirm", args=address), "add": reverse("evidence:add", args=address),
        "since": since, "until": until, "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("evidence/reuse.html", takes_context=True)
def reuse_of(context: dict[str, Any], programme: Any) -> dict[str, Any]:
    """On the page of a programme: evidence of it that serves other programmes too, which nobody had to give twice."""
    return {"pieces": serving_others(programme.public_id, context["request"].user)}
