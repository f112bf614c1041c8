"""The checklist of a visitor is answered from what there is already; people say what fits. 迎检自查。"""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from docx import Document as Word

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed
from qinglian.web.documents.services.drafting import document_draft
from qinglian.web.duties.models import CheckMatch, Duty, SelfCheck, Sending
from qinglian.web.duties.report_matching import LEAST, lines_of, proposals
from qinglian.web.duties.services.self_checks import match_say, self_check_make
from qinglian.web.units.models import Unit
from tests.web.duties.lists import version_of

Bodies = dict[str, Unit]
Browser = Callable[[User], Client]
TODAY = timezone.localdate()
LINES = "1. 是否集体研究招标方案\n（二）农民工工资专用账户是否按月核对\n三、食堂采购是否公开"


@pytest.fixture
def items(people: SimpleNamespace, bodies: Bodies) -> list[Duty]:
    """Two items of the bureau that are its own now."""
    version = version_of(
        bodies["office"], people.office, people.county,
        {"title": "招标方案由班子集体研究", "measure": "重大项目招标方案上会研究"},
        {"title": "每月核对农民工工资专用账户"},
    )  # fmt: skip
    sending = Sending.objects.create(
        of=version, giver_unit=bodies["office"], status="sent", made_by=people.office,
        approved_by=people.county, sent_at=timezone.now(), begins_on=TODAY - timedelta(days=100),
        ends_on=TODAY + timedelta(days=100),
    )  # fmt: skip
    return [
        Duty.objects.create(
            sending=sending, item=item, unit=bodies["bureau"], giver_unit=bodies["office"]
        )
        for item in version.items.all()
    ]


def made(by: User, text: str = LINES, **more: Any) -> SelfCheck:
    said: dict[str, Any] = {
        "title": "示例督导自查", "visitor": "示例市清廉办", "text": text, "by": by,
        "begins": TODAY - timedelta(days=365), "ends": TODAY,
    }  # fmt: skip
    return self_check_make(**{**said, **more})


def test_lines_lose_their_numbers_and_nothing_else() -> None:
    text = "1. 第一条内容\n（二）第二条内容\n三、第三条内容\n\n4\n- 第四条内容\n2026年度计划\n第一条内容"
    assert lines_of(text) == [
        "第一条内容",
        "第二条内容",
        "第三条内容",
        "第四条内容",
        "2026年度计划",
    ]


def test_words_that_every_line_says_tell_nothing() -> None:
    lines = ["是否开展相关工作情况检查", "招标方案是否集体研究"]
    found = proposals(lines, ["开展检查工作情况记录", "招标方案由班子集体研究"])
    assert found[0] == []
    (at, like), = found[1]  # fmt: skip
    assert at == 1
    assert like.score >= LEAST
    assert like.shared[0] in ("招标方案", "集体研究")


def test_each_line_with_what_may_answer_it_and_why(
    people: SimpleNamespace, items: list[Duty]
) -> None:
    check = made(people.officer)
    found = {
        line.place: [(one.title, one.url) for one in line.matches.all()]
        for line in check.lines.prefetch_related("matches")
    }
    assert found[1] == [("招标方案由班子集体研究", items[0].get_absolute_url())]
    assert found[2] == [("每月核对农民工工资专用账户", items[1].get_absolute_url())]
    assert found[3] == []
    match = CheckMatch.objects.get(line__place=2)
    assert "农民工工资专用账户" in match.why
    assert match.fits is None


def test_a_person_says_whether_it_fits_and_the_last_word_counts(
    people: SimpleNamespace, items: list[Duty], signed_in: Browser
) -> None:
    check = made(people.officer)
    match = CheckMatch.objects.get(line__place=1)
    browser, page = signed_in(people.officer), check.get_absolute_url()
    assert "3 条缺口" in browser.get(page).content.decode()
    assert browser.post(f"{page}{match.pk}/fits/").status_code == 302
    assert "2 条缺口" in browser.get(page).content.decode()
    assert browser.post(f"{page}{match.pk}/other/").status_code == 302
    match.refresh_from_db()
    assert (match.fits, match.by) == (False, people.officer)
    assert browser.post(f"{page}{match.pk}/maybe/").status_code == 404
    with pytest.raises(NotAllowed):
        match_say(match=match, fits=True, by=people.county)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckMatch.objects.filter(pk=match.pk).update(by=None)


def test_other_bodies_see_nothing(
    people: SimpleNamespace, items: list[Duty], signed_in: Browser
) -> None:
    check = made(people.officer)
    match = CheckMatch.objects.get(line__place=1)
    for who in (people.market, people.school, people.station):
        browser = signed_in(who)
        assert browser.get(check.get_absolute_url()).status_code == 404
        assert browser.post(f"{check.get_absolute_url()}{match.pk}/fits/").status_code == 404
    assert signed_in(people.county).get(check.get_absolute_url()).status_code == 200


def test_the_records_of_another_body_answer_nothing(
    people: SimpleNamespace, items: list[Duty]
) -> None:
    made(people.market)
    assert not CheckMatch.objects.exists()


def test_a_word_file_is_read_and_not_kept(
    people: SimpleNamespace, items: list[Duty], signed_in: Browser
) -> None:
    word = Word()
    word.add_paragraph("检查单")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "1", "是否集体研究招标方案"
    out = BytesIO()
    word.save(out)
    file = SimpleUploadedFile("检查单.docx", out.getvalue())
    said = {
        "title": "示例", "visitor": "示例市清廉办", "text": "", "file": file,
        "begins": str(date(TODAY.year - 1, 1, 1)), "ends": str(TODAY),
    }  # fmt: skip
    answer = signed_in(people.officer).post("/duties/checks/new/", said)
    assert answer.status_code == 302, answer.content.decode()
    check = SelfCheck.objects.get()
    assert [one.text for one in check.lines.all()] == ["检查单", "是否集体研究招标方案"]
    assert CheckMatch.objects.filter(line__place=2).exists()


def test_the_paper_has_links_and_the_gaps(people: SimpleNamespace, items: list[Duty]) -> None:
    check = made(people.officer)
    match_say(match=CheckMatch.objects.get(line__place=1), fits=True, by=people.officer)
    paper = document_draft(kind="visit_pack", on=check, by=people.officer)
    said = str(paper.content)
    assert items[0].get_absolute_url() in said
    assert items[1].get_absolute_url() not in said
    assert "第2条" in said
    assert "第1条" not in said


def test_refusals(people: SimpleNamespace, signed_in: Browser) -> None:
    with pytest.raises(NotAllowed, match="一行一条"):
        made(people.officer, text="1\n2")
    with pytest.raises(NotAllowed):
        made(people.team)
    assert signed_in(people.team).get("/duties/checks/new/").status_code == 403
    said = {"title": "示例", "visitor": "示例", "begins": str(TODAY), "ends": str(TODAY)}
    assert signed_in(people.officer).post("/duties/checks/new/", said).status_code == 422
