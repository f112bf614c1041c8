"""Many papers at a time: drafted and bundled in the worker, one for each row; a killed worker goes on."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from pypdf import PdfReader

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.uploads import content
from qinglian.web.documents.models import Batch, Document
from qinglian.web.documents.services import batches
from qinglian.web.documents.services.batches import batch_again, batch_make, batch_start
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.units.models import Unit

Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "maker", lambda: "typst")


@pytest.fixture
def tasks(cast: SimpleNamespace, bodies: dict[str, Unit]) -> list[Task]:
    return [
        task_open(
            title=f"示例事项{number}", requirement="示例要求", unit=bodies["bureau"], due_on=date(2099, 1, 1),
            by=cast.signer, giver_unit=bodies["office"], origin="other",
        )
        for number in range(3)
    ]  # fmt: skip


def test_one_paper_for_each_row_as_zip_and_pdf(tasks: list[Task], cast: SimpleNamespace) -> None:
    made = batch_start(
        kind="task_assignment",
        names=[one.public_id for one in tasks] * 2,
        by=cast.drafter,
        site="http://x",
    )
    batch_make.call(made.pk)
    made.refresh_from_db()
    assert (made.status, made.percent, made.maker) == ("done", 100, "typst")
    assert Document.objects.filter(batch=made, status="draft", drafter=cast.drafter).count() == 3
    files = {one.kind: content(one.path) or b"" for one in made.files.all()}
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as packed:
        assert len(packed.namelist()) == 3
        assert all(one.endswith(".docx") for one in packed.namelist())
    assert len(PdfReader(io.BytesIO(files["pdf"])).pages) == 6


def test_a_killed_worker_goes_on_where_it_was(tasks: list[Task], cast: SimpleNamespace) -> None:
    made = batch_start(
        kind="task_assignment", names=[one.public_id for one in tasks], by=cast.drafter
    )
    batches._draft(made)
    Batch.objects.filter(pk=made.pk).update(status="running", moved_at=made.at.replace(year=2020))
    assert batches.batches_resume() == 1
    assert batches.batches_resume() == 0
    batch_make.call(made.pk)
    assert Document.objects.filter(batch=made).count() == 3
    made.refresh_from_db()
    assert made.status == "done"


def test_rows_one_may_not_see_are_left_out(
    tasks: list[Task], cast: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    Task.objects.filter(pk=tasks[0].pk).update(
        unit=bodies["city_bureau"], giver_unit=bodies["city_bureau"]
    )
    made = batch_start(
        kind="task_assignment", names=[one.public_id for one in tasks], by=cast.drafter
    )
    batch_make.call(made.pk)
    assert Document.objects.filter(batch=made).count() == 2


def test_bundled_again_as_the_papers_stand_now(tasks: list[Task], cast: SimpleNamespace) -> None:
    made = batch_start(kind="task_assignment", names=[tasks[0].public_id], by=cast.drafter)
    batch_make.call(made.pk)
    with pytest.raises(NotAllowed):
        batch_again(batch=made, by=cast.school)
    batch_again(batch=made, by=cast.checker)
    batch_make.call(made.pk)
    made.refresh_from_db()
    assert (made.status, made.files.count()) == ("done", 2)


def test_what_cannot_be_asked(tasks: list[Task], cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="至少"):
        batch_start(kind="task_assignment", names=[], by=cast.drafter)
    with pytest.raises(NotAllowed, match="最多"):
        batch_start(kind="task_assignment", names=map(str, range(501)), by=cast.drafter)
    with pytest.raises(NotAllowed):
        batch_start(kind="period_half_year", names=["x"], by=cast.drafter)
    with pytest.raises(NotAllowed):
        batch_start(kind="task_assignment", names=[tasks[0].public_id], by=cast.officer)


def test_pages(tasks: list[Task], cast: SimpleNamespace, signed_in: Browser) -> None:
    browser = signed_in(cast.drafter)
    page = browser.get("/documents/batches/new/task_assignment/").content.decode()
    assert all(one.public_id in page for one in tasks)
    assert (
        "示例事项1"
        in browser.get("/documents/batches/new/task_assignment/?q=事项1").content.decode()
    )
    answer = browser.post(
        "/documents/batches/new/task_assignment/",
        {"name": [tasks[0].public_id, tasks[2].public_id]},
    )
    made = Batch.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    batch_make.call(made.pk)
    assert "合成一份" in browser.get(made.get_absolute_url()).content.decode()
    for kind, head in (("zip", b"PK"), ("pdf", b"%PDF-")):
        found = browser.get(f"{made.get_absolute_url()}{kind}/")
        assert b"".join(found.streaming_content).startswith(head)
    assert signed_in(cast.school).get(made.get_absolute_url()).status_code == 404
