"""
How long a form takes, without knowing whose. 表单用时，不知道是谁填的。

`{% csrf_token %}` also writes when the page was made, signed: no cookie, no name, no script. Once the form went
through, the seconds since then are told by `filled` with the name of the form and the level of the body, and nothing
else; who keeps them keeps counts (`burden`). A form that comes back with faults keeps its first beginning.
"""

import time
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse

NAME = "form_started"
SALT = "qinglian.form"
MOST = 12 * 3600
"""Seconds after which nobody was filling in anything any more."""
NOT_FILLED = frozenset({"csrfmiddlewaretoken", NAME, "version"})
"""What every form carries: one that sends nothing else was not filled in, somebody pressed a button."""

filled = Signal()
"""Sent with `form` (name of the address and the verb in it), `seconds` and `level` of the body."""


def stamp(request: HttpRequest | None) -> str:
    """When the page was made, to the second; of a form that comes back, when it was first."""
    again = request.POST.get(NAME, "") if request is not None and request.method == "POST" else ""
    if again and begun(again) is not None:
        return again
    return signing.dumps(int(time.time()), salt=SALT)


def begun(value: str) -> int | None:
    """The second that was signed; None where it is not ours or too old."""
    try:
        said = signing.loads(value, salt=SALT, max_age=MOST)
    except signing.BadSignature:
        return None
    return said if isinstance(said, int) else None


def measured(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Tell how long a form took that went through: it leads elsewhere afterwards."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code == 302:
            _tell(request)
        return response

    return middleware


def _tell(request: HttpRequest) -> None:
    match = request.resolver_match
    since = begun(request.POST.get(NAME, ""))
    level = getattr(getattr(request.user, "unit", None), "level", "")
    if since is None or not level or match is None or not match.namespace:
        return
    if not request.POST.keys() - NOT_FILLED and not request.FILES:
        return
    verb: Any = match.kwargs.get("verb", "")
    name = f"{match.view_name}/{verb}" if verb else match.view_name
    filled.send(None, form=name, seconds=max(0, int(time.time()) - since), level=level)
