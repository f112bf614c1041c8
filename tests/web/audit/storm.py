"""Fifty writers at once, some of whom give up, and two sealers among them. Run by test_writers.py on PostgreSQL."""

import threading

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from qinglian.web.audit.checking import check  # noqa: E402
from qinglian.web.audit.models import Record, Seal  # noqa: E402
from qinglian.web.audit.sealing import seal_batch, seal_pending  # noqa: E402
from qinglian.web.audit.services import record  # noqa: E402

WRITERS, ACTS = 50, 12


class GaveUp(Exception):
    pass


def write(writer: int, gate: threading.Barrier) -> None:
    gate.wait()
    for act in range(ACTS):
        try:
            with transaction.atomic():
                record("thing.done", reason=f"{writer}/{act}", number=act)
                record("thing.told", reason=f"{writer}/{act}")
                if act % 4 == 3:
                    raise GaveUp
        except GaveUp:
            pass
    connection.close()


def seal(done: threading.Event) -> None:
    while not done.is_set():
        seal_batch(37)
    connection.close()


def main() -> None:
    call_command("migrate", verbosity=0)
    gate, done = threading.Barrier(WRITERS), threading.Event()
    sealers = [threading.Thread(target=seal, args=(done,)) for _ in range(2)]
    writers = [threading.Thread(target=write, args=(number, gate)) for number in range(WRITERS)]
    for one in sealers + writers:
        one.start()
    for one in writers:
        one.join()
    done.set()
    for one in sealers:
        one.join()
    seal_pending()
    kept = WRITERS * (ACTS - ACTS // 4) * 2
    positions = list(Record.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, kept + 1)), (len(positions), kept)
    numbers = list(Seal.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    outcome = check()
    assert outcome, outcome.findings
    print(f"whole: {outcome.records} records in {outcome.seals} seals")


if __name__ == "__main__":
    main()
