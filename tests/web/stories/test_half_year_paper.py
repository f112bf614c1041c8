"""The office from data to a half-year paper: numbers that open their lists, three people, Word, LibreOffice."""

import io
from collections.abc import Callable
from types import SimpleNamespace

from django.utils import timezone
from docx import Document as Word
from playwright.sync_api import Page
from pypdf import PdfReader

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.core.reporting import figures_between
from qinglian.web.documents.content import citations
from qinglian.web.documents.models import Document
from qinglian.web.documents.printing import office
from qinglian.web.documents.states import Status
from tests.web.stories.told import Teller


def taken(page: Page, words: str) -> bytes:
    """The file behind a link."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=words, exact=True).first.click()
    return waited.value.path().read_bytes()


def test_from_data_to_a_half_year_paper(
    asked: list[Alert], people: SimpleNamespace, comes: Callable[..., Teller]
) -> None:
    alert_push(alert=asked[0], by=people.triage)
    today = timezone.localdate()
    drafter = comes("triage")
    drafter.open("/documents/")
    drafter.press("拟稿")
    drafter.press("半年汇报")
    drafter.writes("起", f"{today.year}-01-01")
    drafter.writes("止", f"{today.year}-12-31")
    drafter.press("拟稿")
    drafter.reads("清廉建设工作情况的汇报", "处待补", "拟稿中")
    paper = Document.objects.get()
    wanted = {one.url for one in figures_between(people.triage, paper.begins, paper.ends)}
    assert {one["url"] for one in citations(paper.content)} == wanted
    for url in sorted(wanted)[:3]:
        drafter.open(url)
    drafter.open(paper.get_absolute_url())
    drafter.shot("half-year-draft")

    drafter.press("修改")
    for field in drafter.page.locator("textarea").all():
        if "【待补" in field.input_value():
            field.fill("示例做法：逐件核查，举一反三，完善制度三项。")
    drafter.writes("抄送", "示例县纪委监委")
    drafter.writes("改了什么、为什么", "补齐做法、问题和打算")
    drafter.press("存为新的一版")
    drafter.misses("处待补")
    drafter.press("提交核稿")
    drafter.press("提交核稿")
    drafter.reads("待核稿")

    checker = comes("second_triage")
    checker.press_at(checker.waits("核稿").first)
    checker.press("核稿通过")
    checker.press("核稿通过")
    checker.reads("待签发")
    checker.misses("签发")

    signer = comes("office")
    signer.press_at(signer.waits("签发").first)
    signer.press("签发")
    signer.press("签发")
    signer.reads("已签发")

    drafter.desk()
    drafter.press_at(drafter.waits("登记文号").first)
    drafter.press("登记文号")
    drafter.writes("发文字号", "示例发〔2026〕8号")
    drafter.press("登记文号")
    drafter.reads("已成文", "示例发〔2026〕8号")
    drafter.shot("half-year-issued")
    paper.refresh_from_db()
    assert paper.status == Status.ISSUED
    assert (paper.drafter, paper.checker, paper.signer) == (
        people.triage,
        people.second_triage,
        people.office,
    )

    raw = taken(drafter.page, "Word")
    word = Word(io.BytesIO(raw))
    said = "\n".join(one.text for one in word.paragraphs)
    assert "示例做法：逐件核查" in said
    links = {one.target_ref for one in word.part.rels.values() if one.is_external}
    assert links == {f"{drafter.base}{url}" for url in wanted}
    pdf = taken(drafter.page, "PDF")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert paper.code in text.replace("\n", "")
    if office.program():
        opened = PdfReader(io.BytesIO(office.pdfs([raw])[0]))
        assert "示例做法：逐件核查" in "".join(
            page.extract_text() for page in opened.pages
        ).replace("\n", "")
        assert "发文稿纸" in opened.pages[-1].extract_text()
