"""Photographed signed sheets find their paper by its short code; what cannot be read waits for a person."""

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import content, upload_store
from qinglian.web.documents.models import Document, Sheet
from qinglian.web.documents.printing.fields import printed
from qinglian.web.documents.printing.squares import square_png
from qinglian.web.documents.printing.typesetting import typeset
from qinglian.web.documents.reading import can_read, read
from qinglian.web.documents.services import moving
from qinglian.web.documents.services.drafting import document_edit
from qinglian.web.documents.services.sheets import sheet_discard, sheet_match, sheets_receive

At = Callable[[str], Document]
Browser = Callable[[User], Client]


def received(by: User, raw: bytes, name: str = "签字件.pdf") -> Sheet:
    stored = upload_store(SimpleUploadedFile(name, raw), by=by)
    return sheets_receive(stored=[stored], by=by)[0]


def blank(name: str = "png") -> bytes:
    out = io.BytesIO()
    Image.new("L", (60, 60), 255).save(out, format=name)
    return out.getvalue()


def photograph(code: str) -> bytes:
    """A sheet lying a little askew on a grey table, as a phone takes it."""
    square = Image.open(io.BytesIO(square_png(code))).convert("L").resize((260, 260))
    sheet = Image.new("L", (1200, 1700), 245)
    sheet.paste(square, (880, 60))
    whole = Image.new("L", (1600, 2100), 120)
    whole.paste(sheet, (200, 200))
    out = io.BytesIO()
    whole.rotate(3, fillcolor=120).save(out, format="JPEG", quality=70)
    return out.getvalue()


def test_a_scan_with_text_is_filed_and_proves_the_signature(at: At, cast: SimpleNamespace) -> None:
    paper = at("sign")
    sheet = received(cast.drafter, typeset(printed(paper)))
    assert (sheet.document, sheet.read, sheet.edition) == (paper, "text", 1)
    moving.document_sign(document=paper, by=cast.drafter, person=cast.signer, offline=True)
    sheet.refresh_from_db()
    assert sheet.step == paper.steps.last()


def test_the_sheet_of_an_older_version_is_no_proof(paper: Document, cast: SimpleNamespace) -> None:
    old = typeset(printed(paper))
    changed = {**paper.content, "title": "示例二"}
    document_edit(document=paper, by=cast.drafter, content=changed, why="示例")
    moving.document_submit(document=paper, by=cast.drafter)
    moving.document_check(document=paper, by=cast.checker)
    sheet = received(cast.drafter, old)
    assert (sheet.document, sheet.edition) == (paper, 1)
    with pytest.raises(NotAllowed, match="签字件"):
        moving.document_sign(document=paper, by=cast.drafter, person=cast.signer, offline=True)


@pytest.mark.skipif(not can_read, reason="zxing-cpp is not installed")
def test_the_square_code_is_read_from_a_photograph(paper: Document, cast: SimpleNamespace) -> None:
    sheet = received(cast.drafter, photograph(paper.code), "照片.jpg")
    assert (sheet.document, sheet.read) == (paper, "square")


def test_a_picture_without_a_code_waits_for_a_person(
    paper: Document, cast: SimpleNamespace
) -> None:
    sheet = received(cast.drafter, blank(), "照片.png")
    assert sheet.document is None
    assert list(Sheet.objects.waiting_for(cast.checker)) == [sheet]
    assert not Sheet.objects.waiting_for(cast.officer)
    with pytest.raises(NotAllowed, match="没有这个编码"):
        sheet_match(sheet=sheet, by=cast.checker, code="WS-00000-00000")
    wrong = paper.code[:-1] + ("2" if paper.code[-1] != "2" else "3")
    with pytest.raises(NotAllowed, match="没有这个编码"):
        sheet_match(sheet=sheet, by=cast.checker, code=wrong)
    with pytest.raises(NotAllowed, match="不办理"):
        sheet_match(sheet=sheet, by=cast.officer, code=paper.code)
    made = sheet_match(sheet=sheet, by=cast.checker, code=f" {paper.code.lower()} ")
    assert (made.document, made.read) == (paper, "person")
    with pytest.raises(Overtaken):
        sheet_match(sheet=sheet, by=cast.checker, code=paper.code)
    with pytest.raises(Overtaken):
        sheet_discard(sheet=sheet, by=cast.checker, reason="示例")


def test_a_code_of_another_body_matches_nothing(
    paper: Document, cast: SimpleNamespace, signed_in: Browser
) -> None:
    sheet = received(cast.officer, typeset(printed(paper)))
    assert sheet.document is None
    with pytest.raises(NotAllowed, match="没有这个编码"):
        sheet_match(sheet=sheet, by=cast.officer, code=paper.code)
    address = f"/documents/sheets/{sheet.public_id}/"
    assert signed_in(cast.officer).get(address).status_code == 200
    assert signed_in(cast.drafter).get(address).status_code == 404


def test_what_is_no_sheet_is_discarded_with_its_file(
    cast: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    sheet = received(cast.drafter, blank(), "照片.png")
    with django_capture_on_commit_callbacks(execute=True):
        sheet_discard(sheet=sheet, by=cast.checker, reason="拍错了")
    assert not Sheet.objects.exists()
    assert content(sheet.path) is None


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7 broken", b"\xff\xd8\xff broken", b"\x89PNG\r\n\x1a\n broken"]
)
def test_what_cannot_be_opened_says_nothing(raw: bytes) -> None:
    kind = "pdf" if raw.startswith(b"%") else "jpeg" if raw[0] == 255 else "png"
    assert read(raw, kind) == ([], "")


def test_the_page_takes_several(paper: Document, cast: SimpleNamespace, signed_in: Browser) -> None:
    browser = signed_in(cast.drafter)
    files = [
        SimpleUploadedFile("一.pdf", typeset(printed(paper))),
        SimpleUploadedFile("二.png", blank()),
    ]
    answer = browser.post("/documents/sheets/upload/", {"papers": files})
    assert answer.status_code == 302
    page = browser.get("/documents/sheets/").content.decode()
    assert "二.png" in page
    assert paper.title in page
    assert "收到 2 份，对上 1 份" in page
    assert "一.pdf" in browser.get(paper.get_absolute_url()).content.decode()
