"""
A list of forty items to the applicable ones of two thousand bodies, and the desk of a unit with five hundred open
items: `python -m bench.web.handing`, on an empty, migrated site that the environment names. `--own`: a
PostgreSQL of its own. 清单下发与工作台。
"""

import argparse
import gc
import os
import random
import statistics
import time
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

BODIES, ITEMS, OPEN = 2_000, 40, 500
SECONDS, MILLISECONDS = 20.0, 150.0
RUNS, VISITS = 3, 205


def society(bodies: int) -> Any:
    """The bodies with their lines and people; three in four hold powers."""
    from bench.web.copying import put, unasked
    from bench.web.society import BEGUN, society_make
    from qinglian.web.units.models import Holding, Unit

    rng = random.Random(7)
    with unasked():
        found = society_make(rng, bodies, bodies * 4)
        rows = [
            (unit, "power", f"P{number}", f"示例权力{number}", BEGUN)
            for unit in Unit.objects.values_list("pk", flat=True)
            for number in rng.sample(range(8), 4)
            if unit % 4
        ]
        put(Holding, ("unit", "kind", "code", "name", "valid_from"), rows)
    return found


def cast(body: Any) -> tuple[Any, Any]:
    """Two people of an office that works for the whole city."""
    from qinglian.web.accounts.models import Assignment, User

    made = []
    for name in ("示例拟稿", "示例批准"):
        user = User.objects.create(username=name, name=name, unit=body)
        Assignment.objects.create(
            user=user, role="programme_office", unit=body, valid_from=date(2020, 1, 1),
            granted_by=User.objects.order_by("pk")[0], approved_by=User.objects.order_by("pk")[1],
        )  # fmt: skip
        made.append(user)
    return made[0], made[1]


def version(owner: Any, by: Any, second: Any, items: int, run: int) -> Any:
    """An issued list: half of its items are for everybody, half for those with a power; two in five for stations."""
    from qinglian.web.duties.models import DutyList, Item, ListVersion

    of = DutyList.objects.create(title=f"示例清单{run}", kind="duty", owner_unit=owner, made_by=by)
    made = ListVersion.objects.create(
        of=of, number=1, valid_from=date(2020, 1, 1), made_by=by, issued_by=second
    )
    Item.objects.bulk_create(
        Item(
            of=made, place=place, title=f"第{run}批第{place}项示例{chr(0x4E00 + run * 97 + place)}",
            cycle=("month", "quarter", "half", "year")[place % 4], minutes=20, evidence=[f"k{run}"],
            applies_powers=[f"P{place % 8}"] if place % 2 else [], weight=1 + place % 3,
        )
        for place in range(1, items + 1)
    )  # fmt: skip
    made.status = "issued"
    made.save()
    return made


def handed(owner: Any, by: Any, second: Any, items: int, run: int) -> tuple[float, float, Any]:
    """Seconds of the preview and of the sending, and the plan."""
    from qinglian.web.duties.preview import preview_of
    from qinglian.web.duties.services.sending import sending_make, sending_send
    from qinglian.web.duties.services.sending_rules import targets_of

    today = date.today()
    of = version(owner, by, second, items, run)
    draft = sending_make(
        of=of, items=of.items.all(), units=targets_of(by, owner).exclude(pk=owner.pk), by=by,
        begins_on=today, ends_on=today + timedelta(days=365), plan_number="示例", approver=second,
    )  # fmt: skip
    begun = time.perf_counter()
    plan = preview_of(draft)
    looked = time.perf_counter() - begun
    begun = time.perf_counter()
    sending_send(sending=draft, by=second, digest=plan.digest)
    return looked, time.perf_counter() - begun, plan


def desk(owner: Any, by: Any, second: Any, number: int) -> list[float]:
    """Seconds of each view of the desk of a unit officer whose body has so many open turns due."""
    from django.test import Client

    from qinglian.web.accounts.models import Assignment
    from qinglian.web.duties.models import Duty, Turn
    from qinglian.web.duties.services.turns_made import turns_make
    from qinglian.web.units.models import Unit

    held = Assignment.objects.filter(role="unit_officer", unit__level=Unit.Level.COUNTY)
    officer = held.select_related("user__unit").order_by("pk")[0].user
    unit, run = officer.unit, 100
    while Duty.objects.filter(unit=unit).count() < number:
        of = version(owner, by, second, 100, run)
        _direct(of, owner, unit, by, second)
        run += 1
    turns_make()
    Turn.objects.filter(unit=unit).update(due_on=date.today() + timedelta(days=1))
    Duty.objects.filter(unit=unit).update(received_at="2026-01-01T00:00Z")
    client = Client()
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    client.get("/desk/", headers={"host": "127.0.0.1"})
    # What seeding left behind is not walked by the collector, as in the server what it loaded is not (core/wsgi.py).
    gc.collect()
    gc.freeze()
    took = []
    for _visit in range(VISITS):
        begun = time.perf_counter()
        answer = client.get("/desk/", headers={"host": "127.0.0.1"})
        took.append(time.perf_counter() - begun)
        assert answer.status_code == 200, (answer.status_code, answer.headers)
    assert Turn.objects.filter(unit=unit, status="open").count() >= number
    return took[5:]


def _direct(of: Any, owner: Any, unit: Any, by: Any, second: Any) -> None:
    """One body alone gets all of it."""
    from qinglian.web.duties.services.sending import sending_make, sending_send

    today = date.today()
    made = sending_make(
        of=of, items=of.items.all(), units=[unit], by=by, begins_on=today, plan_number="示例",
        ends_on=today + timedelta(days=365), approver=second, over_reason="示例",
    )  # fmt: skip
    sending_send(sending=made, by=second)


def rows(bodies: int = BODIES, items: int = ITEMS) -> list[str]:
    """All of it as a table."""
    from qinglian.web.units.models import Unit

    society(bodies)
    owner = Unit.objects.filter(level=Unit.Level.CITY).order_by("pk")[0]
    by, second = cast(owner)
    lines = [
        "| 什么 what | 秒 s | 单位 bodies | 事项 duties | 目标 target |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for run in range(RUNS):
        looked, took, plan = handed(owner, by, second, items, run)
        reached = len(plan.reached)
        lines.append(
            f"| 预览 preview {run + 1} | {looked:.1f} | {len(plan.loads):,} | {plan.pairs:,} | |"
        )
        lines.append(
            f"| 下发 sending {run + 1} | {took:.1f} | {reached:,} | {plan.pairs:,} | ≤ {SECONDS:.0f} s |"
        )
    took_desk = sorted(desk(owner, by, second, OPEN))
    p50 = statistics.median(took_desk) * 1000
    p95 = took_desk[int(len(took_desk) * 0.95)] * 1000
    lines += [
        "",
        f"工作台 desk, {OPEN} 项待落实 open: p50 {p50:.0f} ms, p95 {p95:.0f} ms"
        f"（≤ {MILLISECONDS:.0f} ms，{len(took_desk)} 次 views）",
        f"负载 load: {os.getloadavg()[0]:.1f}, {os.cpu_count()} 核 cores",
    ]
    return lines


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bodies", type=int, default=BODIES)
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--own", action="store_true", help="on a PostgreSQL of its own")
    arguments = parser.parse_args()
    from bench.web.database import stage

    with stage() if arguments.own else nullcontext():
        import django

        django.setup()
        print("\n".join(rows(arguments.bodies, arguments.items)))


if __name__ == "__main__":
    main()
