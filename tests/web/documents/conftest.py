"""Papers of the fictional county, and the people who write them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.documents.models import Document
from qinglian.web.documents.services.drafting import document_draft
from qinglian.web.documents.services.moving import document_check, document_submit
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.units.models import Unit


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def cast(person: Callable[..., User]) -> SimpleNamespace:
    """Of the office: who drafts, who checks, who signs; of another body who countersigns; and strangers."""
    return SimpleNamespace(
        drafter=person("triage_officer", "county", home="office", name="drafter"),
        checker=person("triage_officer", "county", home="office", name="checker"),
        signer=person("programme_office", "county", home="office", name="signer"),
        officer=person("unit_officer", "bureau"),
        bureau_head=person("unit_head", "bureau"),
        school=person("unit_officer", "school_bureau"),
        admin=person("system_admin", "county", name="admin"),
    )


@pytest.fixture
def task(cast: SimpleNamespace, bodies: dict[str, Unit]) -> Task:
    return task_open(
        title="示例事项", requirement="示例要求，达到九成", unit=bodies["bureau"], due_on=date(2099, 1, 1),
        by=cast.signer, giver_unit=bodies["office"], origin="agreed_item", origin_label="示例会议",
    )  # fmt: skip


@pytest.fixture
def paper(cast: SimpleNamespace, task: Task) -> Document:
    """A 督办单 that was drafted."""
    return document_draft(kind="task_order", on=task, by=cast.drafter, site="http://site.example")


@pytest.fixture
def at(paper: Document, cast: SimpleNamespace) -> Callable[[str], Document]:
    """The paper as far along as wanted."""

    def walk(status: str) -> Document:
        if status != "draft":
            document_submit(document=paper, by=cast.drafter)
        if status == "sign":
            document_check(document=paper, by=cast.checker)
        return Document.objects.get(pk=paper.pk)

    return walk
