"""Drafter, checker, signer are three people; what was signed on paper is filed; the number is typed."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.desk import waiting_of
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.documents.desk import parts
from qinglian.web.documents.models import Document, Sheet
from qinglian.web.documents.services import moving
from qinglian.web.documents.services.drafting import document_draft, document_edit
from qinglian.web.documents.states import Status
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Unit
from tests.web.alerts.papers import PDF, stored

At = Callable[[str], Document]
Browser = Callable[[User], Client]


def acts(who: User) -> list[str]:
    return [str(one.act) for one in waiting_of(parts(who))[0]]


def test_the_whole_way(paper: Document, cast: SimpleNamespace) -> None:
    assert (paper.status, paper.edition, paper.unit) == ("draft", 1, cast.drafter.unit)
    moving.document_submit(document=paper, by=cast.drafter)
    moving.document_check(document=paper, by=cast.checker, text="可以")
    moving.document_sign(document=paper, by=cast.signer)
    moving.document_issue(
        document=paper, by=cast.drafter, number="示例发〔2026〕3号", issued_on=timezone.localdate()
    )
    paper.refresh_from_db()
    assert (paper.status, paper.number) == (Status.ISSUED, "示例发〔2026〕3号")
    assert (paper.checker, paper.signer) == (cast.checker, cast.signer)
    assert [one.verb for one in paper.steps.all()] == ["draft", "submit", "check", "sign", "issue"]
    assert Record.objects.filter(object_type="document", object_id=paper.public_id).count() == 5


@pytest.mark.parametrize(
    ("who", "said"), [("drafter", "拟稿人以外"), ("school", "不办理"), ("officer", "不办理")]
)
def test_who_does_not_check(at: At, cast: SimpleNamespace, who: str, said: str) -> None:
    with pytest.raises(NotAllowed, match=said):
        moving.document_check(document=at("check"), by=getattr(cast, who))


def test_whoever_changed_a_word_does_not_check(paper: Document, cast: SimpleNamespace) -> None:
    content = {**paper.content, "title": "示例督办单"}
    document_edit(document=paper, by=cast.checker, content=content, why="改标题")
    moving.document_submit(document=paper, by=cast.drafter)
    with pytest.raises(NotAllowed, match="拟稿人以外"):
        moving.document_check(document=paper, by=cast.checker)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("drafter", "拟稿人以外"),
        ("checker", "核稿人以外"),
        ("bureau_head", "不办理"),
        ("admin", "负责人"),
    ],
)
def test_who_does_not_sign(at: At, cast: SimpleNamespace, who: str, said: str) -> None:
    with pytest.raises(NotAllowed, match=said):
        moving.document_sign(document=at("sign"), by=getattr(cast, who))


def test_an_officer_of_the_body_does_not_sign(at: At, person: Callable[..., User]) -> None:
    third = person("triage_officer", "county", home="office", name="third")
    with pytest.raises(NotAllowed, match="负责人"):
        moving.document_sign(document=at("sign"), by=third)


@pytest.mark.parametrize(
    ("field", "of"), [("checker", "drafter"), ("signer", "drafter"), ("signer", "checker")]
)
def test_the_database_refuses_one_person_twice(
    at: At, cast: SimpleNamespace, field: str, of: str
) -> None:
    paper = at("sign")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**{field: getattr(paper, of)})


def test_what_was_signed_on_paper_is_filed_by_the_drafter(at: At, cast: SimpleNamespace) -> None:
    paper = at("sign")
    with pytest.raises(NotAllowed, match="签字件"):
        moving.document_sign(document=paper, by=cast.drafter, person=cast.signer, offline=True)
    with pytest.raises(NotAllowed, match="线下已办"):
        moving.document_sign(document=paper, by=cast.drafter, person=cast.signer)
    with pytest.raises(NotAllowed, match="本单位的人"):
        moving.document_sign(
            document=paper, by=cast.drafter, person=cast.bureau_head, offline=True,
            papers=[stored(cast.drafter, "签.pdf", PDF)],
        )  # fmt: skip
    moving.document_sign(
        document=paper, by=cast.drafter, person=cast.signer, offline=True,
        papers=[stored(cast.drafter, "签.pdf", PDF)],
    )  # fmt: skip
    paper.refresh_from_db()
    step = paper.steps.last()
    assert (paper.signer, step.by, step.person) == (cast.signer, cast.drafter, cast.signer)
    assert step.offline
    assert Sheet.objects.get().step == step


def test_a_body_that_is_asked_sees_it_and_countersigns(
    paper: Document, cast: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser
) -> None:
    address = paper.get_absolute_url()
    assert signed_in(cast.bureau_head).get(address).status_code == 404
    moving.document_submit(document=paper, by=cast.drafter, countersigning=[bodies["bureau"]])
    moving.document_check(document=paper, by=cast.checker)
    paper.refresh_from_db()
    assert paper.status == Status.COUNTERSIGN
    assert acts(cast.bureau_head) == ["会签"]
    assert signed_in(cast.bureau_head).get(address).status_code == 200
    assert signed_in(cast.school).get(address).status_code == 404
    with pytest.raises(NotAllowed, match="没有待会签"):
        moving.document_countersign(document=paper, by=cast.school, agree=True)
    with pytest.raises(NotAllowed, match="理由"):
        moving.document_countersign(document=paper, by=cast.bureau_head, agree=False)
    moving.document_countersign(document=paper, by=cast.bureau_head, agree=True, text="没有意见")
    paper.refresh_from_db()
    assert paper.status == Status.SIGN
    with pytest.raises(NotAllowed):
        moving.document_send_back(document=paper, by=cast.bureau_head, reason="不是我的")


def test_a_no_sends_it_back(
    paper: Document, cast: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    moving.document_submit(document=paper, by=cast.drafter, countersigning=[bodies["bureau"]])
    moving.document_check(document=paper, by=cast.checker)
    moving.document_countersign(document=paper, by=cast.bureau_head, agree=False, text="数字不对")
    paper.refresh_from_db()
    assert paper.status == Status.DRAFT
    assert not Document.objects.visible_to(cast.bureau_head).filter(pk=paper.pk).exists()


def test_two_checkers_at_once_the_second_is_told(at: At, cast: SimpleNamespace) -> None:
    paper = at("check")
    known = paper.version
    moving.document_check(document=paper, by=cast.checker, version=known)
    with pytest.raises(Overtaken, match="示例checker"):
        moving.document_send_back(document=paper, by=cast.signer, reason="示例", version=known)


def test_a_number_needs_its_day_and_the_signature(at: At, cast: SimpleNamespace) -> None:
    paper = at("sign")
    with pytest.raises(Overtaken):
        moving.document_issue(
            document=paper, by=cast.drafter, number="示例1号", issued_on=timezone.localdate()
        )
    moving.document_sign(document=paper, by=cast.signer)
    with pytest.raises(NotAllowed, match="今天之后"):
        moving.document_issue(
            document=paper, by=cast.drafter, number="示例1号", issued_on=date(2999, 1, 1)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(status="issued")


def test_only_drafter_or_signer_makes_it_void(at: At, cast: SimpleNamespace) -> None:
    paper = at("check")
    with pytest.raises(NotAllowed, match="作废"):
        moving.document_void(document=paper, by=cast.checker, reason="示例")
    moving.document_void(document=paper, by=cast.signer, reason="事项已撤销")
    with pytest.raises(Overtaken):
        moving.document_check(document=paper, by=cast.checker)


def test_the_desk_tells_whose_turn_it_is(at: At, cast: SimpleNamespace) -> None:
    at("draft")
    assert (acts(cast.drafter), acts(cast.checker)) == (["改好并提交核稿"], [])
    at("check")
    assert (acts(cast.drafter), acts(cast.checker), acts(cast.signer)) == ([], ["核稿"], ["核稿"])


@pytest.mark.parametrize("who", ["officer", "school", "admin"])
def test_who_has_no_such_paper(cast: SimpleNamespace, task: Task, who: str) -> None:
    with pytest.raises(NotAllowed):
        document_draft(kind="task_order", on=task, by=getattr(cast, who))


def test_a_paper_of_another_body_is_not_there(
    paper: Document, cast: SimpleNamespace, signed_in: Browser
) -> None:
    for address in ("", "word/", "pdf/", "edit/", "submit/", "versions/1/"):
        for who in (cast.officer, cast.school):
            found = signed_in(who).get(f"{paper.get_absolute_url()}{address}")
            assert found.status_code in (403, 404), address
