"""Take in a workbook, apply it whole or not at all; bring in tables of the engine. 导入。"""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Import, Line, Succession, Unit, UnitName
from qinglian.web.units.plans import Plan, plan_import
from qinglian.web.units.plans.bodies import WRITTEN
from qinglian.web.units.plans.steps import What
from qinglian.web.units.reach import reach_rebuild
from qinglian.web.units.reading import cell_value, read_workbook
from qinglian.web.units.services.rights import require
from qinglian.web.units.sheets import LINES, UNITS, fields

BATCH = 500


@transaction.atomic
def import_receive(*, content: bytes, name: str, by: User) -> Import:
    """Read a workbook aside; nothing of it is on record before it is applied. One's earlier ones that wait, go."""
    role = require(by, Role.SYSTEM_ADMIN)
    rows = read_workbook(content)
    Import.objects.filter(uploaded_by=by, applied_at=None).delete()
    received = Import.objects.create(
        name=name[:200], sha256=hashlib.sha256(content).hexdigest(), rows=rows, uploaded_by=by
    )
    counts = {sheet: len(found) for sheet, found in rows.items()}
    record("import.received", on=received, by=by, role=role, sha256=received.sha256, rows=counts)
    return received


@transaction.atomic
def import_apply(*, received: Import, digest: str, by: User) -> Plan:
    """Do what the preview said; raises `Overtaken` where it would now be something else."""
    role = require(by, Role.SYSTEM_ADMIN)
    received = Import.objects.select_for_update().get(pk=received.pk)
    if received.applied_at:
        raise Overtaken(_("已导入"))
    plan = plan_import(received.rows)
    if plan.digest != digest:
        raise Overtaken(_("预览之后单位或人员有了变化，请重新看一遍"))
    if plan.refused:
        raise NotAllowed(_("有不能导入的行，什么都没有改。请改好后重新上传。"))
    _done(plan, by)
    received.applied_at, received.counts, received.rows = timezone.now(), plan.counts, {}
    received.save(update_fields=["applied_at", "counts", "rows"])
    record(
        "import.applied", on=received, by=by, role=role, sha256=received.sha256,
        counts=plan.counts, **_touched(plan),
    )  # fmt: skip
    return plan


@transaction.atomic
def units_import_tables(*, organisation: Any, line: Any, by: User | None = None) -> Plan:
    """
    Bring in the tables `organisation` and `line` as the engine has them (Arrow tables). Raises `NotAllowed` with
    the first row that cannot be right.
    """
    if by is not None:
        require(by, Role.SYSTEM_ADMIN)
    plan = plan_import({UNITS: _rows(UNITS, organisation), LINES: _rows(LINES, line)})
    for step in plan.steps:
        if step.what == What.REFUSED:
            raise NotAllowed(f"{step.subject} · {step.column} · {step.reason}")
    _done(plan, by)
    record("import.applied", by=by, counts=plan.counts, **_touched(plan))
    return plan


def _rows(sheet: str, table: Any) -> list[dict[str, Any]]:
    known = [one for one in fields(sheet) if one.name in table.column_names]
    found = []
    for number, row in enumerate(table.select([one.name for one in known]).to_pylist(), 1):
        read: dict[str, Any] = {"_row": number, "_bad": []}
        for one in known:
            value = row[one.name]
            if isinstance(value, date):
                read[one.name] = value.isoformat()
                continue
            read[one.name], why = cell_value(one, value)
            if why:
                read["_bad"].append((one.name, why))
        found.append(read)
    return found


def _done(plan: Plan, by: User | None) -> None:
    units = _units(plan)
    _lines(plan, units)
    _people(plan, units)
    _roles(plan, units, by)
    reach_rebuild()


def _units(plan: Plan) -> dict[str, Unit]:
    moved = [body for body in plan.bodies.values() if body.what != What.SAME]
    for body in moved:
        body.unit = body.unit or Unit(code=body.code)
        body.unit.name, body.unit.valid_from, body.unit.valid_to = (
            body.name, body.valid_from, body.valid_to,
        )  # fmt: skip
        for name in WRITTEN.values():
            setattr(body.unit, name, body.written[name])
    columns = ["name", "valid_from", "valid_to", *WRITTEN.values()]
    Unit.objects.bulk_create([one.unit for one in moved if one.unit and not one.unit.pk], BATCH)
    known = [one.unit for one in moved if one.what != What.NEW and one.unit]
    Unit.objects.bulk_update(known, columns, BATCH)
    UnitName.objects.filter(unit__in=known).delete()
    UnitName.objects.bulk_create(
        (
            UnitName(unit=body.unit, name=name, valid_from=begins, valid_to=ends)
            for body in moved
            for begins, ends, name in body.names[:-1]
        ),
        BATCH,
    )
    units = {code: body.unit for code, body in plan.bodies.items() if body.unit}
    have = set(Succession.objects.values_list("before__code", "after__code"))
    Succession.objects.bulk_create(
        (
            Succession(
                kind=Succession.Kind.MERGE, before=units[one.code], after=units[one.successor],
                on=one.valid_to,
            )
            for one in plan.bodies.values()
            if one.successor and one.valid_to and (one.code, one.successor) not in have
        ),
        BATCH,
    )  # fmt: skip
    return units


def _lines(plan: Plan, units: dict[str, Unit]) -> None:
    Line.objects.bulk_create(
        (
            Line(
                kind=one.kind, upper=units[one.upper], lower=units[one.lower],
                valid_from=one.valid_from, valid_to=one.valid_to,
            )
            for one in plan.lines
            if one.what == What.NEW
        ),
        BATCH,
    )  # fmt: skip
    moved = [one for one in plan.lines if one.line and one.what != What.SAME]
    Line.objects.bulk_update(
        [Line(pk=one.line, valid_to=one.valid_to) for one in moved], ["valid_to"], BATCH
    )


def _people(plan: Plan, units: dict[str, Unit]) -> None:
    """New people have no password yet: they come through 统一身份认证, or are given a first one by hand."""
    moved = [one for one in plan.people.values() if one.what != What.SAME]
    made = []
    for one in moved:
        user = User(
            pk=one.user, username=one.username, name=one.name, unit=units.get(one.unit),
            phone=one.phone, email=one.email,
        )  # fmt: skip
        if one.what == What.NEW:
            user.set_unusable_password()
        made.append(user)
    User.objects.bulk_create([user for user in made if not user.pk], BATCH)
    known = [user for user in made if user.pk]
    if any(one.what == What.CHANGED for one in moved):
        changed = {one.user for one in moved if one.what == What.CHANGED}
        known = [user for user in known if user.pk in changed]
        User.objects.bulk_update(known, ["name", "unit", "phone", "email"], BATCH)


def _roles(plan: Plan, units: dict[str, Unit], by: User | None) -> None:
    moved = [one for one in plan.roles if one.what != What.SAME]
    users = {}
    if moved:
        users = {user.username.lower(): user for user in User.objects.all()}
    for one in moved:
        if one.what == What.NEW:
            held = Assignment.objects.create(
                user=users[one.username.lower()], role=one.role, unit=units[one.unit],
                valid_from=one.valid_from, valid_to=one.valid_to, granted_by=by,
            )  # fmt: skip
        else:
            held = Assignment.objects.get(pk=one.held)
            held.valid_to, held.revoked_by = one.valid_to, by
            held.save(update_fields=["valid_to", "revoked_by"])
        record(
            "role.granted" if one.what == What.NEW else "role.revoked", on=held, by=by,
            person=one.username, granted=one.role, valid_from=str(one.valid_from),
            valid_to=str(one.valid_to or ""),
        )  # fmt: skip


def _touched(plan: Plan) -> dict[str, Any]:
    """Which bodies, lines and people an import wrote, for the record: codes and user names."""
    return {
        "units": {b.code: b.what.value for b in plan.bodies.values() if b.what != What.SAME},
        "lines": [
            [
                one.kind,
                one.upper,
                one.lower,
                str(one.valid_from),
                str(one.valid_to or ""),
                one.what.value,
            ]
            for one in plan.lines
            if one.what != What.SAME
        ],
        "people": {p.username: p.what.value for p in plan.people.values() if p.what != What.SAME},
    }
