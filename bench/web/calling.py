"""
What a system waits for: pages of lists and single objects at city size, one call after another, by a token.
`python -m bench.web.calling`, on the site that `bench.web.seeding` filled. 接口调用耗时。

Each system is let in anew for the measurement and shut afterwards, so that the figures hold for calls that are counted,
limited and recorded like all others.
"""

import argparse
import http.client
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlencode

from bench.web.site import HOST, Site, served

TARGET = 0.120
READ = ("signals:read", "alerts:read", "tasks:read", "rectification:read")
KINDS = {
    "alerts": "预警列表 alerts",
    "alert": "一件预警 one alert",
    "signals": "疑点列表 leads",
    "changed": "有变化的 changed since",
    "tasks": "督办列表 tasks",
    "problems": "整改列表 problems",
}


@contextmanager
def tokens(rng: random.Random, number: int) -> Iterator[list[str]]:
    """Systems of so many offices of counties, let in for as long as this lasts; half of them of the whole city's."""
    from django.utils import timezone

    from qinglian.web.accounts.models import Assignment, User
    from qinglian.web.api.models import Integration
    from qinglian.web.api.services.integrations import (
        integration_approve,
        integration_ask,
        integration_end,
    )
    from qinglian.web.api.services.tokens import token_make
    from qinglian.web.units.models import Unit

    counties = list(Unit.objects.filter(name__endswith="人民政府").order_by("pk"))
    people = {}
    for role in ("system_admin", "security_admin"):
        user, _new = User.objects.get_or_create(
            username=f"bench-{role}", defaults={"name": "示例", "unit": counties[0]}
        )
        granter = User.objects.exclude(pk=user.pk).order_by("pk").first()
        approver = User.objects.exclude(pk__in=(user.pk, granter.pk)).order_by("pk").first()
        Assignment.objects.get_or_create(
            user=user, role=role, unit=counties[0], valid_to=None,
            defaults={"valid_from": "2020-01-01", "granted_by": granter, "approved_by": approver},
        )  # fmt: skip
        people[role] = user
    made: list[Integration] = []
    told = []
    for unit in [counties[0], *rng.sample(counties, min(number, len(counties)))]:
        asked = integration_ask(
            name="示例基准", unit=unit, role="programme_office", scopes=list(READ), purpose="示例",
            authority="示例", contact="示例", by=people["system_admin"],
            expires_on=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip
        made.append(integration_approve(integration=asked, by=people["security_admin"]))
        told.append(token_make(integration=made[-1], by=people["system_admin"])[1])
    try:
        yield told
    finally:
        for one in made:
            integration_end(integration=one, by=people["system_admin"], reason="示例")


def asked(site: Site, rng: random.Random, told: list[str], number: int) -> dict[str, list[float]]:
    """Seconds of each call, by kind."""
    took: dict[str, list[float]] = defaultdict(list)
    line = http.client.HTTPConnection(HOST, site.port, timeout=30)
    since = time.strftime("%Y-%m-%dT00:00:00+08:00", time.localtime(time.time() - 30 * 86_400))
    places: dict[tuple[str, str], str] = {}
    ids: dict[str, list[str]] = defaultdict(list)

    def call(kind: str, token: str, path: str) -> dict[str, object]:
        begun = time.perf_counter()
        line.request("GET", f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})
        answer = line.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {path} {body[:200]!r}")
        took[kind].append(time.perf_counter() - begun)
        said: dict[str, object] = json.loads(body)
        return said

    for _ in range(number):
        token = rng.choice(told)
        for kind in KINDS:
            if kind == "alert":
                if ids[token]:
                    call(kind, token, f"alerts/{rng.choice(ids[token])}")
                continue
            path = "alerts" if kind == "changed" else kind
            query = {"cursor": places.get((token, kind), "")}
            if kind == "changed":
                query["changed_since"] = since
            said = call(kind, token, f"{path}?{urlencode(query)}")
            places[token, kind] = str(said["next"])
            if kind == "alerts":
                ids[token] += [str(one["id"]) for one in said["items"]]  # type: ignore[attr-defined]
    line.close()
    return took


def rows(took: dict[str, list[float]]) -> list[str]:
    """p50, p95, p99 of each kind of call, as a table."""
    lines = [
        "| 调用 call | 次 calls | p50 ms | p95 ms | p99 ms | 目标 target |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind, title in KINDS.items():
        times = sorted(took[kind])
        if times:
            parts = (times[min(len(times) - 1, int(p * len(times)))] for p in (0.5, 0.95, 0.99))
            said = " | ".join(f"{one * 1000:.0f}" for one in parts)
            lines.append(f"| {title} | {len(times)} | {said} | p95 ≤ {TARGET * 1000:.0f} |")
    return lines


def main() -> None:
    """Serve the site that the environment names, and call it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100, help="of each kind")
    parser.add_argument("--systems", type=int, default=8)
    arguments = parser.parse_args()
    import django

    django.setup()
    from qinglian.web.core import limits

    rng = random.Random(4)
    per_token = arguments.calls * len(KINDS)
    if per_token > limits.LIMITS["call"][0] * 5:
        raise SystemExit("so many calls a minute are refused")
    with tokens(rng, arguments.systems) as told, served() as site:
        asked(site, random.Random(5), told, 3)
        print("\n".join(rows(asked(site, rng, told, arguments.calls))))


if __name__ == "__main__":
    main()
