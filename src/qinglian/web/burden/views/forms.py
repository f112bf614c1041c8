"""How long forms really take. 表单实际用时。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from qinglian.web.accounts.roles import Role
from qinglian.web.burden.queries import months_before
from qinglian.web.burden.spent import BUCKETS, HIDDEN, measured
from qinglian.web.burden.views.settings import sees
from qinglian.web.core.pages import only
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of


@require_safe
def spent(request: HttpRequest) -> HttpResponse:
    """Median minutes by form over twelve months, beside the estimate; a better estimate where it is far off."""
    only(sees(request.user))
    level = said if (said := request.GET.get("level", "")) in Unit.Level.values else ""
    since = months_before(timezone.localdate())[0]
    return render(
        request,
        "burden/forms.html",
        {
            "rows": measured(since, level),
            "buckets": BUCKETS,
            "since": since,
            "level": level,
            "levels": Unit.Level.choices,
            "least": HIDDEN,
            "asks": Role.SYSTEM_ADMIN in roles_of(request.user),
        },
    )
