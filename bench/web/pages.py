"""Who looks at which pages: four roles, each with what it sees, signed in with real sessions. 谁看哪些页。"""

import random
from dataclasses import dataclass

MIX = {"desk": 25, "list": 30, "alert": 30, "cockpit": 15}
"""Of a hundred page views so many are of each kind."""
ROLES = {
    "triage_officer": 35,
    "unit_officer": 25,
    "leader": 10,
    "unit_head": 5,
    "authority_handler": 25,
}
"""Of a hundred people on the site so many hold each role; `leader` and `unit_head` are those of a county."""
FILTERS = (
    "", "?state=open", "?state=late", "?status=triage", "?status=verifying&level=red", "?pack=approval_cn&state=open",
    "?level=orange", "?status=closed&sort=unit__name", "?page=3", "?sort=due_on&state=open", "?q=%E7%A4%BA%E4%BE%8B3",
    "?q=PE9900000",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person, a session, and the alerts this person may open."""

    username: str
    role: str
    session: str
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One page view."""

    page: str
    role: str
    address: str
    session: str


def visitors(
    rng: random.Random, number: int = 40, roles: dict[str, int] | None = None
) -> list[Visitor]:
    """Draw people of each role and sign them in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from qinglian.web.accounts.models import User
    from qinglian.web.alerts.models import Alert

    found = []
    for role, share in (roles or ROLES).items():
        held = User.objects.filter(assignments__role=role).order_by("pk")
        if role in ("leader", "unit_head"):
            held = held.filter(assignments__unit__name__endswith="人民政府")
        keys = list(held.values_list("pk", flat=True).distinct())
        for key in rng.sample(keys, min(len(keys), max(1, number * share // 100))):
            user = User.objects.get(pk=key)
            session = SessionStore()
            session[SESSION_KEY] = str(key)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            seen = list(
                Alert.objects.visible_to(user).order_by("pk").values_list("public_id", flat=True)
            )
            some = tuple(rng.sample(seen, min(200, len(seen))))
            found.append(Visitor(user.username, role, str(session.session_key), some))
    return found


def views(rng: random.Random, who: list[Visitor], number: int) -> list[View]:
    """So many page views in a row."""
    from django.urls import reverse

    fixed = {"desk": reverse("desk"), "cockpit": reverse("alerts:cockpit")}
    address = reverse("alerts:alerts")
    made = []
    for page in rng.choices(list(MIX), list(MIX.values()), k=number):
        one = rng.choice(who)
        if page == "list":
            where = address + rng.choice(FILTERS)
        elif page == "alert":
            where = (
                reverse("alerts:alert", args=(rng.choice(one.alerts),)) if one.alerts else address
            )
        else:
            where = fixed[page]
        made.append(View(page, one.role, where, one.session))
    return made
