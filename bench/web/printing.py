"""
One paper, and five hundred at a time, from drafting to the file, by LibreOffice and by the built-in typesetting:
`python -m bench.web.printing`. 文书的生成。

It needs a migrated site and leaves nothing in it: what it makes is rolled back.
"""

import argparse
import os
import time
from collections.abc import Callable
from datetime import date
from typing import Any

ONE, MANY = 2.0, 180.0
PAPERS = 500
BEGUN = date(2020, 1, 1)


def office() -> Any:
    """Somebody of a programme office, who may draft about what the office gave."""
    from qinglian.web.accounts.models import Assignment, User
    from qinglian.web.units.models import Unit
    from qinglian.web.units.reach import reach_rebuild

    body = Unit.objects.create(code="99printing", name="示例印制办公室", valid_from=BEGUN)
    reach_rebuild()
    granter = User.objects.create(username="printing-granter", name="示例授权人")
    approver = User.objects.create(username="printing-approver", name="示例批准人")
    found = User.objects.create(username="printing", name="示例拟稿人", unit=body)
    Assignment.objects.create(
        user=found,
        role="programme_office",
        unit=body,
        valid_from=BEGUN,
        granted_by=granter,
        approved_by=approver,
    )
    return found


def tasks_add(number: int, by: Any) -> list[str]:
    """So many tasks that the office gave; their public ids."""
    from qinglian.web.tasks.models import Task

    rows = Task.objects.bulk_create(
        Task(
            title=f"示例督办事项第{at}件", requirement="逐项核对，形成清单，九成以上按期办结，并附佐证材料。" * 3,
            origin="other", due_on=date(2099, 1, 1), unit=by.unit, giver_unit=by.unit, giver=by,
        )
        for at in range(number)
    )  # fmt: skip
    return [one.public_id for one in rows]


def timed(work: Callable[[], Any]) -> str:
    """Seconds, and of these those of a processor, with those of LibreOffice: what a quiet machine would take."""
    begun, before = time.perf_counter(), sum(os.times()[:4])
    work()
    return f"{time.perf_counter() - begun:.2f} | {sum(os.times()[:4]) - before:.2f}"


def one(name: str, by: Any, maker: str) -> Callable[[], None]:
    """Draft a paper, and make its Word file and its PDF."""
    from qinglian.web.documents.printing.fields import printed
    from qinglian.web.documents.printing.pdf import pdf
    from qinglian.web.documents.printing.word import word
    from qinglian.web.documents.services.drafting import document_draft
    from qinglian.web.tasks.models import Task

    def work() -> None:
        paper = printed(
            document_draft(kind="task_order", on=Task.objects.get(public_id=name), by=by)
        )
        word(paper)
        pdf(paper, by=maker)

    return work


def many(names: list[str], by: Any, maker: str) -> Callable[[], None]:
    """Draft and bundle them all, as the worker does."""
    from qinglian.web.documents.services import batches

    def work() -> None:
        batches.maker = lambda: maker  # type: ignore[attr-defined]
        made = batches.batch_start(kind="task_order", names=names, by=by)
        batches.batch_make.call(made.pk)
        made.refresh_from_db()
        if (made.status, made.maker, made.documents.count()) != ("done", maker, len(names)):
            raise RuntimeError(f"{made.status} by {made.maker}: {made.trouble}")

    return work


def rows(number: int = PAPERS) -> list[str]:
    """Both numbers by both makers, as a table."""
    from django.db import transaction

    from qinglian.web.documents.printing import office as libreoffice
    from qinglian.web.documents.printing.pdf import OFFICE, TYPST

    lines = [
        "| 什么 what | 由谁 by | 秒 s | 处理器秒 CPU s | 目标 target |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    with transaction.atomic():
        by = office()
        for maker in (TYPST, OFFICE) if libreoffice.program() else (TYPST,):
            names = tasks_add(number, by)
            # The first of a process reads the fonts or makes the profile; a server does so once.
            first, took = timed(one(names[0], by, maker)), timed(one(names[1], by, maker))
            lines.append(f"| 第一份 the first | {maker} | {first} | ≤ {ONE:.0f} s |")
            lines.append(f"| 一份 one paper | {maker} | {took} | ≤ {ONE:.0f} s |")
            all_ = timed(many(names, by, maker))
            lines.append(f"| {number} 份 papers | {maker} | {all_} | ≤ {MANY:.0f} s |")
        transaction.set_rollback(True)
    return lines


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=PAPERS)
    arguments = parser.parse_args()
    import django

    django.setup()
    print("\n".join(rows(arguments.papers)))


if __name__ == "__main__":
    main()
