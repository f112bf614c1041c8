"""People and roles of an import. 导入人员与角色。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import ADMINISTRATORS, Role
from qinglian.web.units.plans.bodies import Body
from qinglian.web.units.plans.steps import (
    Step,
    What,
    bad_cells,
    begins,
    ends,
    last,
    overlaps,
    refused,
    too_long,
)
from qinglian.web.units.sheets import PEOPLE, ROLES, heading_of, shown

LIMITS = {"username": 64, "name": 40, "phone": 20, "email": 254}


@dataclass(slots=True)
class Person:
    """A person as they will be written."""

    username: str
    name: str
    unit: str
    phone: str
    email: str
    user: int | None = None
    what: What = What.SAME


@dataclass(slots=True)
class Held:
    """A role as it will be asked for, held or ended."""

    username: str
    role: str
    unit: str
    valid_from: date
    valid_to: date | None
    held: int | None = None
    what: What = What.SAME
    refused: bool = False


def plan_people(
    rows: list[dict[str, Any]], bodies: dict[str, Body]
) -> tuple[dict[str, Person], list[Step]]:
    """All people by user name in small letters, and what becomes of those of the file."""
    people = {
        username.lower(): Person(username, name, unit or "", phone, email, pk)
        for pk, username, name, unit, phone, email in User.objects.values_list(
            "pk", "username", "name", "unit__code", "phone", "email"
        )
    }
    steps: list[Step] = []
    met: set[str] = set()
    for row in rows:
        subject = row.get("username") or ""
        bad = bad_cells(PEOPLE, row, subject) or list(_wrong_person(row, bodies, met))
        if bad:
            steps += bad
            continue
        met.add(subject.lower())
        steps.append(_person(row, people))
    return people, steps


def plan_roles(
    rows: list[dict[str, Any]], people: dict[str, Person], bodies: dict[str, Body]
) -> tuple[list[Held], list[Step]]:
    """All roles, and what becomes of those of the file and of those for bodies that end."""
    by_person: dict[str, list[Held]] = {}
    for pk, username, role, unit, begins_, ends_, no in Assignment.objects.order_by(
        "pk"
    ).values_list(
        "pk", "user__username", "role", "unit__code", "valid_from", "valid_to", "refused_by"
    ):
        one = Held(username, role, unit, begins_, ends_, pk, refused=no is not None)
        by_person.setdefault(username.lower(), []).append(one)
    steps: list[Step] = []
    for row in rows:
        subject = f"{row.get('username') or ''} · {shown(ROLES, 'role', row.get('role'))}"
        bad = bad_cells(ROLES, row, subject) or list(_wrong_role(row, subject, people, bodies))
        if bad:
            steps += bad
            continue
        held = by_person.setdefault(row["username"].lower(), [])
        steps.append(_role(row, f"{subject} · {bodies[row['unit_id']].name}", held))
    every = [one for held in by_person.values() for one in held]
    return every, [*steps, *_ended_with_bodies(every, bodies)]


def _wrong_person(row: dict[str, Any], bodies: dict[str, Body], met: set[str]) -> Iterator[Step]:
    subject = row["username"]
    long = too_long(row, LIMITS)
    if long:
        yield refused(PEOPLE, row, subject, *long)
    if not re.fullmatch(r"[\w.@+-]+", subject):
        text = _("只能用字母、数字和 . @ + - _")
        yield refused(PEOPLE, row, subject, "username", text)
    if subject.lower() in met:
        yield refused(PEOPLE, row, subject, "username", _("同一用户名在文件中出现了两次"))
    if row.get("unit_id") and row["unit_id"] not in bodies:
        text = _("没有编号为%(code)s的单位") % {"code": row["unit_id"]}
        yield refused(PEOPLE, row, subject, "unit_id", text)
    if row.get("email"):
        try:
            validate_email(row["email"])
        except ValidationError:
            yield refused(PEOPLE, row, subject, "email", _("不是邮箱地址"))


def _person(row: dict[str, Any], people: dict[str, Person]) -> Step:
    username = row["username"]
    said = {
        "name": row["name"],
        "unit": row.get("unit_id") or "",
        "phone": row.get("phone") or "",
        "email": row.get("email") or "",
    }
    one = people.get(username.lower())
    if one is None:
        people[username.lower()] = Person(username, **said, what=What.NEW)
        return Step(PEOPLE, row["_row"], What.NEW, f"{username} · {said['name']}")
    changes = []
    for name, value in said.items():
        old = getattr(one, name)
        if value and value != old:
            setattr(one, name, value)
            label = heading_of(PEOPLE, "unit_id" if name == "unit" else name)
            pair = (masked(old), masked(value)) if name == "phone" else (old, value)
            changes.append((label, shown(PEOPLE, "", pair[0]), pair[1]))
    if changes:
        one.what = What.CHANGED
    return Step(PEOPLE, row["_row"], one.what, f"{one.username} · {one.name}", tuple(changes))


def masked(phone: str) -> str:
    """A number as it is shown."""
    return User(phone=phone).masked_phone


def _wrong_role(
    row: dict[str, Any], subject: str, people: dict[str, Person], bodies: dict[str, Body]
) -> Iterator[Step]:
    if row["username"].lower() not in people:
        text = _("没有用户名为%(name)s的人员") % {"name": row["username"]}
        yield refused(ROLES, row, subject, "username", text)
    body = bodies.get(row["unit_id"])
    if body is None:
        text = _("没有编号为%(code)s的单位") % {"code": row["unit_id"]}
        yield refused(ROLES, row, subject, "unit_id", text)
    elif body.valid_to is not None and body.valid_to <= max(begins(row), timezone.localdate()):
        yield refused(ROLES, row, subject, "unit_id", _("单位在这一天已不存续"))
    if row.get("to_on") and ends(row) <= begins(row):
        yield refused(ROLES, row, subject, "to_on", _("早于起始日期"))


def _role(row: dict[str, Any], subject: str, held: list[Held]) -> Step:
    role, day, end = row["role"], begins(row), ends(row)
    for one in held:
        if (one.role, one.unit, one.valid_from) == (role, row["unit_id"], day):
            if one.refused:
                return refused(
                    ROLES, row, subject, "role", _("这项授予此前未获批准，请另定起始日期")
                )
            if end is None or end == one.valid_to:
                return Step(ROLES, row["_row"], What.SAME, subject)
            if one.valid_to is not None and end > one.valid_to:
                return refused(ROLES, row, subject, "to_on", _("延长任期须另行授予"))
            change = (
                heading_of(ROLES, "to_on"),
                last(one.valid_to) or shown(ROLES, "", ""),
                last(end),
            )
            one.valid_to, one.what = end, What.ENDED
            return Step(ROLES, row["_row"], What.ENDED, subject, (change,))
    for one in held:
        if one.valid_to == one.valid_from or not overlaps(
            (one.valid_from, one.valid_to), (day, end)
        ):
            continue
        if one.role == role and one.unit == row["unit_id"]:
            text = _("与自%(day)s起的同一角色重叠") % {"day": one.valid_from}
            return refused(ROLES, row, subject, "from_on", text)
        if one.role != role and (one.role in ADMINISTRATORS or role in ADMINISTRATORS):
            text = _("三员分立：同期已有角色“%(held)s”") % {"held": Role(one.role).label}
            return refused(ROLES, row, subject, "role", text)
    held.append(Held(row["username"], role, row["unit_id"], day, end, what=What.NEW))
    dates = [(heading_of(ROLES, "from_on"), "", str(day))]
    if end:
        dates.append((heading_of(ROLES, "to_on"), "", last(end)))
    return Step(ROLES, row["_row"], What.NEW, subject, tuple(dates), "", _("须经第二人批准后生效"))


def _ended_with_bodies(every: list[Held], bodies: dict[str, Body]) -> Iterator[Step]:
    for one in every:
        stop = bodies[one.unit].valid_to
        if stop is None or (one.valid_to is not None and one.valid_to <= max(stop, one.valid_from)):
            continue
        if one.what == What.NEW and one.valid_from >= stop:
            continue
        one.valid_to = max(stop, one.valid_from)
        if one.what != What.NEW:
            one.what = What.ENDED
        subject = f"{one.username} · {Role(one.role).label} · {bodies[one.unit].name}"
        change = (heading_of(ROLES, "to_on"), shown(ROLES, "", ""), last(one.valid_to))
        yield Step(ROLES, None, What.ENDED, subject, (change,), "", _("随单位终止"))
