"""Tags and filters of every template. 模板标签。"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qinglian.web.core import wording
from qinglian.web.core.access import roles_of
from qinglian.web.core.drafts import kinds_for
from qinglian.web.core.links import links_of
from qinglian.web.core.masking import mask_text
from qinglian.web.core.started import NAME, stamp

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as 2026-03-01; an instant as its local day and minute."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as yuan with separators and two places."""
    return "–" if fen is None else f"{fen // 100:,}.{fen % 100:02d}"


@register.filter
def shown(value: Any) -> Any:
    """A cell: days and instants as `day`, nothing as a dash, yes and no as words."""
    if isinstance(value, (date, datetime)):
        return day(value)
    if value is True:
        return _("是")
    if value is False:
        return _("否")
    return "–" if value in (None, "") else value


@register.filter
def due(value: date | None) -> str:
    """A due date with how far away it is, marked when it has passed."""
    if value is None:
        return "–"
    left = (value - timezone.localdate()).days
    said = (
        ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", -left) % {"n": -left}
        if left < 0
        else _("今天到期")
        if left == 0
        else ngettext("还有 %(n)d 天", "还有 %(n)d 天", left) % {"n": left}
    )
    kind = "late" if left < 0 else "soon" if left <= 2 else "calm"
    return format_html(
        '<time datetime="{0}">{0}</time> <small class="due {1}">{2}</small>', value, kind, said
    )


@register.filter
def listed(words: Iterable[object]) -> str:
    """Words one after another."""
    return wording.listed(words)


@register.filter
def noted(said: object, note: object) -> str:
    """A word with a note in brackets."""
    return wording.noted(said, note)


@register.filter
def masked(text: object) -> str:
    """What somebody wrote, without the telephone and identity numbers in it."""
    return "" if text is None else mask_text(str(text))


@register.filter
def percent(value: float | None) -> str:
    """A share as whole per cent."""
    return "–" if value is None else f"{value:.0%}"


class StampedNode(CsrfTokenNode):
    """The token, and when the page was made (`core.started`): no form has to remember it."""

    def render(self, context: Any) -> str:
        """Both inputs; nothing where there is no token."""
        token = super().render(context)
        if not token:
            return token
        return token + format_html(
            '<input type="hidden" name="{}" value="{}">', NAME, stamp(context.get("request"))
        )


@register.tag("csrf_token")
def csrf_token(parser: Any, token: Any) -> StampedNode:
    """In place of Django's own."""
    return StampedNode()


@register.inclusion_tag("core/drafts.html", takes_context=True)
def drafts(context: dict[str, Any], on: Any) -> dict[str, Any]:
    """The papers that this person can draft about a row, as links."""
    name = str(getattr(on, "public_id", ""))
    kinds = kinds_for(on, roles_of(context["request"].user)) if on is not None else []
    found = [(one, reverse("documents:new", args=(one.code, name))) for one in kinds]
    return {"drafts": found, "name": name}


@register.inclusion_tag("core/links.html", takes_context=True)
def links(context: dict[str, Any], on: Any) -> dict[str, Any]:
    """Where higher apps lead from a row: what they made of it, and what one may make."""
    return {"links": links_of(on, context["request"].user) if on is not None else []}
