"""
Server and worker killed at random moments while people state, upload, load and run: `python -m bench.web.killing 50`.
Afterwards nothing that was accepted is missing, no batch is half there, and the records are whole. 随机杀进程。
"""

import argparse
import random
import threading
import time
from collections.abc import Iterator
from typing import Any

from bench.web.acts import Crowd, Kept
from bench.web.database import stage
from bench.web.pages import Visitor
from bench.web.seeding import Size, seed
from bench.web.site import served

ROUNDS = 50
SHARE = 0.005
SETTLING = 240.0
"""Seconds the worker may take for what was left lying."""


def killed(rounds: int, rng: random.Random) -> tuple[Kept, dict[str, int]]:
    """The rounds; what was accepted, and how often each process was killed."""
    from django.conf import settings

    times = {"server": 0, "worker": 0}
    with served() as site:
        crowd = _crowd(site.port, settings.SESSION_COOKIE_NAME, rng)
        threads = crowd.begin()
        try:
            for number in range(rounds):
                _busy(crowd)
                time.sleep(rng.uniform(0.0, 4.0))
                for name in rng.choice((("server",), ("worker",), ("server", "worker"))):
                    site.kill(name)
                    times[name] += 1
                    site.start(name)
                if number % 10 == 9 or number == rounds - 1:
                    print(f"… {number + 1} {len(crowd.kept)} {dict(crowd.refused)}", flush=True)
        finally:
            crowd.stop.set()
            _joined(threads)
        _settled()
    return crowd.kept, times


def _crowd(port: int, cookie: str, rng: random.Random) -> Crowd:
    from bench.web.pages import visitors
    from qinglian.web.alerts.models import Alert
    from qinglian.web.runs.models import Run, Upload
    from qinglian.web.units.models import Unit

    everybody = visitors(rng, 400, {"unit_officer": 90, "programme_office": 10})
    offices = [one for one in everybody if one.role == "programme_office"]
    open_now = set(
        Alert.objects.filter(status__in=("pushed", "verifying", "feedback")).values_list(
            "public_id", flat=True
        )
    )
    officers = [
        Visitor(one.username, one.role, one.session, some)
        for one in everybody
        if one.role == "unit_officer" and (some := tuple(open_now.intersection(one.alerts)))
    ]

    def status(kind: str, name: str) -> str:
        from django.db import close_old_connections

        model: Any = Upload if kind == "upload" else Run
        close_old_connections()
        return str(model.objects.values_list("status", flat=True).get(public_id=name))

    body = Unit.objects.filter(name__endswith="县人民政府").order_by("pk")[0].pk
    return Crowd(port, cookie, officers, offices[0], body, status)


def _busy(crowd: Crowd) -> None:
    """Wait until both are at work again: something is accepted, and the worker has brought something to an end."""
    accepted, finished, until = len(crowd.kept), crowd.finished, time.monotonic() + 40
    while time.monotonic() < until:
        if len(crowd.kept) >= accepted + 5 and crowd.finished > finished:
            return
        time.sleep(0.05)


def _joined(threads: list[threading.Thread]) -> None:
    for one in threads:
        one.join(60)


def _settled() -> None:
    """
    What the clock does with uploads whose worker was killed, done now instead of after half an hour; then wait for it.
    """
    from datetime import timedelta

    from django.utils import timezone

    from qinglian.web.runs.models import Upload
    from qinglian.web.runs.services.loading import STUCK, uploads_resume

    waiting = Upload.objects.filter(status__in=("reading", "loading"))
    until = time.monotonic() + SETTLING
    while waiting.exists() and time.monotonic() < until:
        waiting.update(moved_at=timezone.now() - STUCK - timedelta(minutes=1))
        uploads_resume()
        for _ in range(100):
            if not waiting.exists():
                break
            time.sleep(0.2)


def faults(kept: Kept) -> Iterator[str]:
    """What is not as it must be; nothing, if all is well."""
    yield from _lost(kept)
    yield from _half()
    from qinglian.web.audit.checking import check
    from qinglian.web.audit.sealing import seal_pending

    seal_pending()
    for finding in check(minutes=0).findings:
        yield f"audit: {finding}"


def _lost(kept: Kept) -> Iterator[str]:
    """Each thing that was accepted is there, with its record."""
    from qinglian.web.alerts.models import Step
    from qinglian.web.audit.models import Record
    from qinglian.web.runs.models import Run, Upload

    told = dict(Step.objects.filter(verb="state").values_list("text", "alert__public_id"))
    for text in kept.statements:
        if text not in told:
            yield f"statement lost: {text}"
    stated = Record.objects.filter(action="alert.stated").count()
    if stated != len(told):
        yield f"{len(told)} statements, {stated} records"
    for name, model, action, some in (
        ("upload", Upload, "upload.received", kept.uploads),
        ("load", Upload, "upload.confirmed", kept.loads),
        ("run", Run, "run.started", kept.runs),
    ):
        there = set(model.objects.values_list("public_id", flat=True))
        recorded = set(Record.objects.filter(action=action).values_list("object_id", flat=True))
        for one in some:
            if one not in there or one not in recorded:
                yield f"{name} lost: {one}"


def _half() -> Iterator[str]:
    """Lake and site know the same batches, whole; a run is stored whole or not at all."""
    from qinglian.web.runs.lake import lake
    from qinglian.web.runs.models import Asked, Batch, Run, Signal, Upload

    in_lake = {one.id: one for one in lake().live()}
    in_site = {one.lake_id: one for one in Batch.objects.filter(destroyed_at=None)}
    for name in in_lake.keys() ^ in_site.keys():
        yield f"batch {name} only in the {'lake' if name in in_lake else 'site'}"
    for name in in_lake.keys() & in_site.keys():
        rows = {table: stored.rows for table, stored in in_lake[name].tables.items()}
        if rows != in_site[name].tables:
            yield f"batch {name}: {rows} in the lake, {in_site[name].tables} in the site"
    for upload in Upload.objects.filter(status__in=("reading", "loading")):
        yield f"upload {upload} never ended"
    for upload in Upload.objects.filter(status="loaded", batch=None):
        yield f"upload {upload} is loaded and has no batch"
    for upload in Upload.objects.filter(status="refused"):
        yield f"upload {upload} was refused: {upload.trouble}"
    done = Run.objects.filter(status=Run.Status.DONE)
    for run in done.exclude(version="0").exclude(pk__in=Asked.objects.values("run")):
        yield f"run {run} is done and says nothing"
    for run in (
        Run.objects.exclude(status=Run.Status.DONE).filter(asked_rules__isnull=False).distinct()
    ):
        yield f"run {run} is not done and says something"
    for signal in Signal.objects.exclude(last_run__in=done)[:5]:
        yield f"signal {signal} of a run that is not done"


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=ROUNDS)
    parser.add_argument("--seed", type=int, default=4)
    arguments = parser.parse_args()
    with stage():
        seed(Size().times(SHARE))
        kept, times = killed(arguments.rounds, random.Random(arguments.seed))
        found = list(faults(kept))
        print(
            f"{arguments.rounds} 轮 rounds; server × {times['server']}, worker × {times['worker']}; accepted: "
            f"{len(kept.statements)} 说明 statements, {len(kept.uploads)} 上传 uploads, {len(kept.loads)} 装载 loads, "
            f"{len(kept.runs)} 运行 runs; 问题 faults: {len(found)}"
        )
        print("\n".join(found[:50]))
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
