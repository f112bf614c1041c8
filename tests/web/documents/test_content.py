"""What stands in a paper: frozen when drafted, changed by a person as a version, never a paper of another body."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.core import drafts, reporting
from qinglian.web.core.drafts import NOT_OURS, DraftKind, kinds
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.reporting import Figure
from qinglian.web.documents.codes import check_sign, codes_in, short_code
from qinglian.web.documents.content import GAP, changed_numbers, citations, digest, typed, untyped
from qinglian.web.documents.drafts import period_name
from qinglian.web.documents.editing import EditForm
from qinglian.web.documents.models import Document
from qinglian.web.documents.services import moving
from qinglian.web.documents.services.drafting import (
    document_draft,
    document_edit,
    document_restore,
)
from qinglian.web.tasks.models import Task

Browser = Callable[[User], Client]


def test_what_was_drafted_stays_whatever_becomes_of_the_task(paper: Document, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(title="示例另一事项", requirement="示例另一要求")
    paper.refresh_from_db()
    assert "示例要求，达到九成" in str(paper.content)
    assert paper.sha256 == digest(paper.content)
    assert paper.versions.get().content == paper.content


def test_each_change_is_a_version_with_who_and_why(paper: Document, cast: SimpleNamespace) -> None:
    first = paper.code
    with pytest.raises(NotAllowed, match="理由"):
        document_edit(
            document=paper, by=cast.checker, content={**paper.content, "title": "示例二"}, why=" "
        )
    with pytest.raises(NotAllowed, match="没有变化"):
        document_edit(document=paper, by=cast.checker, content=paper.content, why="示例")
    made = document_edit(
        document=paper, by=cast.checker, content={**paper.content, "title": "示例二"}, why="改标题"
    )
    assert (made.edition, made.title) == (2, "示例二")
    assert made.code != first
    assert made.code[:14] == first[:14]
    assert [(one.number, one.by, one.why) for one in made.versions.all()] == [
        (1, cast.drafter, ""),
        (2, cast.checker, "改标题"),
    ]
    back = document_restore(document=made, number=1, by=cast.drafter, why="改回")
    assert (back.edition, back.code) == (3, first)


def test_two_at_once_and_only_in_draft(paper: Document, cast: SimpleNamespace) -> None:
    changed = {**paper.content, "title": "示例二"}
    document_edit(document=paper, by=cast.checker, content=changed, why="示例", version=0)
    with pytest.raises(Overtaken):
        document_edit(
            document=paper,
            by=cast.drafter,
            content={**changed, "title": "示例三"},
            why="示例",
            version=0,
        )
    moving.document_submit(document=paper, by=cast.drafter)
    with pytest.raises(Overtaken):
        document_edit(document=paper, by=cast.drafter, content=changed, why="示例")


@pytest.mark.parametrize(
    "title", ["监察建议书", "纪律检查建议书（示例）", "关于示例的监 察 建 议", "司法建议"]
)
def test_no_paper_of_another_body(paper: Document, cast: SimpleNamespace, title: str) -> None:
    with pytest.raises(NotAllowed, match="有权机关"):
        document_edit(
            document=paper, by=cast.drafter, content={**paper.content, "title": title}, why="示例"
        )


def test_no_kind_is_one_and_none_can_be_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [one for one in kinds().values() if NOT_OURS.search(str(one.title))]
    from qinglian.web.documents import drafts as ours

    bad = DraftKind("示例", "监察建议书", "", frozenset(), lambda on, user: None)
    monkeypatch.setattr(ours, "DRAFTS", [bad])
    with pytest.raises(RuntimeError, match="another body"):
        drafts.kinds.__wrapped__()


def test_a_state_secret_is_not_written_here(paper: Document, cast: SimpleNamespace) -> None:
    blocks = [{"is": "paragraph", "words": ["机密", "★", "10年"]}]
    with pytest.raises(NotAllowed, match="国家秘密"):
        document_edit(
            document=paper, by=cast.drafter, content={**paper.content, "blocks": blocks}, why="示例"
        )


def test_the_form_gives_back_what_it_was_given(paper: Document) -> None:
    empty = EditForm(content=paper.content, version=0)
    data = {name: empty.get_initial_for_field(field, name) for name, field in empty.fields.items()}
    data = {name: "" if value is None else value for name, value in data.items()}
    form = EditForm({**data, "why": "示例"}, content=paper.content, version=0)
    assert form.is_valid(), form.errors
    assert form.changed() == paper.content


def test_words_of_people_become_blocks(paper: Document) -> None:
    empty = EditForm(content=paper.content, version=0)
    data = {
        name: empty.get_initial_for_field(field, name) or "" for name, field in empty.fields.items()
    }
    more = "一、示例做法\n第一段，共[3](/tasks/)件。\n\n（一）示例二级\n\n第二段[外](//evil.example/)[js](javascript:1)"
    form = EditForm({**data, "more": more, "why": "示例"}, content=paper.content, version=0)
    assert form.is_valid()
    blocks = form.changed()["blocks"][len(paper.content["blocks"]) :]
    assert [one["is"] for one in blocks] == ["heading", "paragraph", "heading", "paragraph"]
    assert [blocks[0]["level"], blocks[2]["level"]] == [1, 2]
    assert blocks[1]["words"] == ["第一段，共", {"text": "3", "url": "/tasks/"}, "件。"]
    assert citations({"blocks": [blocks[3]]}) == []


def test_citations_survive_typing_and_changed_numbers_are_shown() -> None:
    words = ["共", {"text": "12", "url": "/alerts/?state=open"}, "件"]
    assert untyped(typed(words)) == words
    first = {"blocks": [{"is": "paragraph", "words": words}]}
    now = {"blocks": [{"is": "paragraph", "words": untyped("共[13](/alerts/?state=open)件")}]}
    assert changed_numbers(first, first) == []
    assert changed_numbers(first, now) == [
        {"text": "13", "url": "/alerts/?state=open", "was": "12"}
    ]


@pytest.mark.parametrize("place", range(20))
def test_one_wrong_sign_is_found(place: int) -> None:
    code = short_code("WS-7KQ3M-0A2BC", "4f9a" * 16)
    assert [one.public_id for one in codes_in(f"编码 {code} 第1页")] == ["WS-7KQ3M-0A2BC"]
    assert codes_in(code.replace("0", "O").lower())[0].fits("4f9a" * 16)
    at = [i for i, sign in enumerate(code) if sign != "-" and i > 2][place % 16]
    wrong = "2" if code[at] != "2" else "3"
    assert codes_in(code[:at] + wrong + code[at + 1 :]) == []
    assert check_sign("") == "0"


def test_gaps_stop_the_paper(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        Figure("tasks.done", "督办", "办结", 12, "件", "/tasks/?status=done"),
        Figure("tasks.late", "督办", "逾期", 0, "件", "/tasks/?state=late"),
        Figure("alerts.new", "预警", "新增", 1234, "件", "/alerts/"),
        Figure("problems.new", "整改", "新增", 0, "个", "/rectification/"),
    ]
    monkeypatch.setattr("qinglian.web.documents.drafts.figures_between", lambda *_: rows)
    made = document_draft(
        kind="period_half_year", by=cast.drafter, begins=date(2026, 1, 1), ends=date(2026, 6, 30)
    )
    assert made.title == "关于2026年上半年清廉建设工作情况的汇报"
    said = {(one["text"], one["url"]) for one in citations(made.content)}
    assert said == {("12", "/tasks/?status=done"), ("0", "/tasks/?state=late"), ("1,234", "/alerts/"),
                    ("0", "/rectification/")}  # fmt: skip
    heads = [one["text"] for one in made.content["blocks"] if one["is"] == "heading"]
    assert heads[1:4] == ["督办", "预警", "整改"]
    assert str(made.content).count(GAP) == 4
    with pytest.raises(NotAllowed, match="4 处待补"):
        moving.document_submit(document=made, by=cast.drafter)


def test_numbers_are_those_of_the_apps(cast: SimpleNamespace, task: Task) -> None:
    made = document_draft(
        kind="period_briefing", by=cast.drafter, begins=date(2026, 1, 1), ends=date(2026, 12, 31)
    )
    wanted = {one.url for one in reporting.figures_between(cast.drafter, made.begins, made.ends)}
    assert {one["url"] for one in citations(made.content)} == wanted


@pytest.mark.parametrize(
    ("begins", "ends", "name"),
    [
        ((2026, 1, 1), (2026, 6, 30), "2026年上半年"), ((2026, 7, 1), (2026, 12, 31), "2026年下半年"),
        ((2026, 1, 1), (2026, 12, 31), "2026年"), ((2026, 2, 1), (2026, 3, 9), "2026年2月1日至2026年3月9日"),
    ],
)  # fmt: skip
def test_names_of_periods(begins: tuple[int, ...], ends: tuple[int, ...], name: str) -> None:
    assert period_name(date(*begins), date(*ends)) == name


def test_pages_of_drafting(cast: SimpleNamespace, task: Task, signed_in: Browser) -> None:
    browser = signed_in(cast.drafter)
    page = browser.get(task.get_absolute_url()).content.decode()
    address = f"/documents/new/task_order/{task.public_id}/"
    assert address in page
    shown = browser.get(address).content.decode()
    assert "示例要求，达到九成" in shown
    answer = browser.post(address)
    made = Document.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.site == "http://testserver"
    assert browser.get(f"{made.get_absolute_url()}word/").content[:2] == b"PK"
    assert browser.get(f"{made.get_absolute_url()}pdf/?by=typst").content[:5] == b"%PDF-"
    edited = browser.get(f"{made.get_absolute_url()}edit/")
    assert edited.status_code == 200
    assert signed_in(cast.officer).get(address).status_code == 404
    assert signed_in(cast.school).post(address).status_code == 404
