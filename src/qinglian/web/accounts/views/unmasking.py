"""Pages of leave to see names."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qinglian.web.accounts.models import Unmasking
from qinglian.web.accounts.roles import Role
from qinglian.web.accounts.services.unmasking import APPROVERS, may_answer, unmasking_answer
from qinglian.web.audit.words import object_name
from qinglian.web.core.access import roles_of
from qinglian.web.core.pages import told


def _seen(request: HttpRequest) -> Q:
    """One's own, and those one may answer."""
    own, held = Q(user=request.user), roles_of(request.user) & APPROVERS
    if Role.SECURITY_ADMIN in held:
        return Q()
    unit = request.user.unit_id
    return own | Q(user__unit=unit) if held and unit else own


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What I asked for, and what waits for my answer."""
    rows = Unmasking.objects.filter(_seen(request)).select_related(
        "user", "approved_by", "declined_by"
    )[:200]
    shown = [
        {
            "row": row,
            "object": object_name(row.object_type),
            "open": bool(row.until and row.until > timezone.now()),
            "waits": not row.approved_by_id and not row.declined_by_id,
            "mine_to_answer": may_answer(request.user, row),
        }
        for row in rows
    ]
    return render(request, "accounts/unmaskings.html", {"shown": shown})


@require_POST
@told
def answer(request: HttpRequest, pk: int, answer: str) -> HttpResponse:
    """Give leave, or not."""
    if answer not in ("approve", "decline"):
        raise Http404
    row = get_object_or_404(Unmasking.objects.filter(_seen(request)), pk=pk)
    unmasking_answer(unmasking=row, by=request.user, agreed=answer == "approve")
    messages.success(request, _("已批准。") if answer == "approve" else _("已答复不同意。"))
    return redirect("accounts:unmaskings")
