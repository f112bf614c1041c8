"""What the frame of every page needs. 每页框架要的东西。"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from qinglian.web.core.menu import menu


def frame(request: HttpRequest) -> dict[str, Any]:
    """The menu of this person, whether the data is fictional, which language."""
    user = getattr(request, "user", None)
    return {
        "menu": menu(request) if user and user.is_authenticated else [],
        "demo": settings.DEMO,
        "certificates": bool(settings.CERTIFICATE_PROXIES),
    }
