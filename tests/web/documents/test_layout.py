"""The measures of GB/T 9704-2012, read back from the Word file and from the PDF; every number leads to its list."""

import io
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from pypdf import PdfReader

from qinglian.web.documents.content import chinese, laid
from qinglian.web.documents.models import Document
from qinglian.web.documents.printing import office
from qinglian.web.documents.printing.fields import Printed, printed, sample, signature_gaps
from qinglian.web.documents.printing.pdf import TYPST, merged, pdf
from qinglian.web.documents.printing.typesetting import typeset
from qinglian.web.documents.printing.word import word

MM = 72 / 25.4
LINE = "清廉建设是党委政府的一项长期工作要求各级各部门按照职责分工抓好落实"


def long_paper() -> Printed:
    """Forty lines of 28 characters and more."""
    blocks = [{"is": "paragraph", "words": [LINE * 60]}]
    texts = sample().texts | {
        "主送": "示例单位",
        "抄送": "示例甲单位，示例乙单位",
        "署名": "示例县清廉办",
    }
    return Printed(texts, laid({"blocks": blocks}), [], [], "http://site.example")


@pytest.fixture
def made() -> Any:
    return Word(io.BytesIO(word(sample())))


def test_the_page_is_a4_with_the_margins_of_the_standard(made: Any) -> None:
    assert len(made.sections) == 2
    for section in made.sections:
        sides = (
            "page_width",
            "page_height",
            "top_margin",
            "bottom_margin",
            "left_margin",
            "right_margin",
        )
        found = [round(getattr(section, one) / 36_000) for one in sides]
        assert found == [210, 297, 37, 35, 28, 26]


def test_22_lines_of_28_characters(made: Any) -> None:
    grid = made.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    size = made.styles["Normal"].font.size.pt
    width = size + int(grid.get(qn("w:charSpace"))) / 4096
    assert 156 * MM // width == 28
    assert 225 * MM // (int(grid.get(qn("w:linePitch"))) / 20 - 0.05) == 22
    for name in ("清廉正文", "清廉一级标题", "清廉主送"):
        shape = made.styles[name].paragraph_format
        assert (shape.line_spacing.pt, shape.line_spacing_rule) == (29, 4), name


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("清廉标题", "方正小标宋简体", 22), ("清廉正文", "仿宋_GB2312", 16), ("清廉一级标题", "黑体", 16),
        ("清廉二级标题", "楷体_GB2312", 16), ("清廉三级标题", "仿宋_GB2312", 16), ("清廉页码", "宋体", 14),
        ("清廉版记", "仿宋_GB2312", 14),
    ],
)  # fmt: skip
def test_fonts_and_sizes(made: Any, style: str, font: str, size: int) -> None:
    found = made.styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size.pt == size


def test_page_numbers_stand_outside_with_dashes(made: Any) -> None:
    assert made.settings.odd_and_even_pages_header_footer
    section = made.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert odd.text.replace("1", "").split() == ["—", "—"]
    assert (odd.alignment, even.alignment) == (2, 0)
    # One character of 14 pt in from the edge.
    assert odd._p.pPr.find(qn("w:ind")).get(qn("w:right")) == "280"
    assert even._p.pPr.find(qn("w:ind")).get(qn("w:left")) == "280"
    assert round((section.bottom_margin - section.footer_distance) / 36_000) == 12
    assert made.sections[1].footer.paragraphs[0].text == ""


def test_a_draft_says_so_and_has_no_red_head_number_or_seal(made: Any) -> None:
    for section in made.sections:
        for head in (section.header, section.even_page_header):
            assert "代拟稿" in head.paragraphs[0].text
            assert sample().code in head.paragraphs[0].text
    raw = word(sample())
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        body = packed.read("word/document.xml").decode()
    colours = set(re.findall(r'w:(?:color|fill)="?(?:[^>]*w:val=)?"([0-9A-Fa-f]{6})"', body))
    assert colours <= {"000000"}
    assert "发文稿纸" in body
    assert all(word_ in body for word_ in ("拟稿", "核稿", "会签", "签发", "密级", "保密期限"))


def test_outer_lines_of_the_imprint_are_heavier() -> None:
    with zipfile.ZipFile(io.BytesIO(word(long_paper()))) as packed:
        body = packed.read("word/document.xml").decode()
    box = body[body.index("<wps:wsp") : body.index("</wps:wsp>")]
    assert "抄送：示例甲单位，示例乙单位。" in box
    sizes = dict(re.findall(r'<w:(top|bottom|insideH) w:val="single" w:sz="(\d+)"', box))
    # Eighths of a point: 0.35 mm and 0.25 mm.
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}


@pytest.mark.parametrize(
    ("name", "date", "gaps"),
    [
        ("示例县清廉建设领导小组办公室", "2026年3月1日", (2, 8)),
        ("示例县清廉办", "2026年3月1日", (4, 2)),
        ("示例局", "2026年12月31日", (8, 2)),
    ],
)  # fmt: skip
def test_name_and_date_without_a_seal(name: str, date: str, gaps: tuple[float, float]) -> None:
    assert signature_gaps(name, date) == gaps


def test_headings_are_numbered_as_the_standard_has_it() -> None:
    levels = (1, 2, 3, 4, 4, 3, 2, 1)
    blocks = [{"is": "heading", "text": "甲", "level": one} for one in levels]
    said = [one["text"][:-1] for one in laid({"blocks": blocks})]
    assert said == ["一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "二、"]
    assert [chinese(one) for one in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


def links(raw: bytes) -> set[str]:
    return {
        str(one.get_object()["/A"]["/URI"])
        for page in PdfReader(io.BytesIO(raw)).pages
        for one in page.get("/Annots") or ()
        if "/A" in one.get_object()
    }


def test_every_citation_is_a_link_in_word_and_pdf(paper: Document) -> None:
    said = printed(paper)
    wanted = f"http://site.example{paper.about_url}"
    relations = Word(io.BytesIO(word(said))).part.rels.values()
    assert wanted in {one.target_ref for one in relations if one.is_external}
    assert wanted in links(typeset(said))


def lines(page: Any) -> dict[float, str]:
    """What stands at which height, in points from below."""
    found: dict[float, str] = {}

    def seen(text: str, cm: Any, tm: Any, _font: Any, _size: float) -> None:
        if text.strip():
            height = round(tm[5] * cm[3] + cm[5], 1)
            found[height] = found.get(height, "") + text

    page.extract_text(visitor_text=seen)
    return found


def body_lines(raw: bytes, page: int) -> list[tuple[float, str]]:
    found = lines(PdfReader(io.BytesIO(raw)).pages[page])
    inside = {
        height: text for height, text in found.items() if 35 * MM <= height <= (297 - 37) * MM
    }
    return sorted(inside.items(), reverse=True)


def measures(raw: bytes) -> None:
    """A page full of text has 22 lines, 29 pt apart, of 28 characters."""
    pages = PdfReader(io.BytesIO(raw)).pages
    box = pages[0].mediabox
    assert (round(box.width / MM), round(box.height / MM)) == (210, 297)
    full = body_lines(raw, 1)
    assert len(full) == 22
    steps = [one[0] - two[0] for one, two in pairwise(full)]
    assert all(abs(step - 29) < 0.6 for step in steps), steps
    assert {len(text.strip()) for _height, text in full[1:-1]} <= {27, 28}
    assert [len(text.strip()) for _height, text in full[1:-1]].count(28) > 15
    text = pages[0].extract_text()
    assert "代拟稿" in text
    assert "WS-00000-00000-00000-0" in text


def test_the_built_in_pdf_has_the_measures() -> None:
    raw = typeset(long_paper())
    measures(raw)
    assert "发文稿纸" in PdfReader(io.BytesIO(raw)).pages[-1].extract_text()


@pytest.mark.slow
@pytest.mark.skipif(not office.program(), reason="LibreOffice is not installed")
def test_libreoffice_makes_the_same_measures_of_the_master() -> None:
    raw = pdf(long_paper())
    measures(raw)
    assert "LibreOffice" in str(PdfReader(io.BytesIO(raw)).metadata)


def test_one_file_of_several() -> None:
    part = pdf(sample(), by=TYPST)
    assert len(PdfReader(io.BytesIO(merged([part, part]))).pages) == 2 * len(
        PdfReader(io.BytesIO(part)).pages
    )


def test_words_of_people_are_no_markup(paper: Document, at: Callable[[str], Document]) -> None:
    odd = "<w:br/>&amp;\x0b {{ 标题 }} {% if %} #let \\ $x$ ]"
    paper.content["blocks"].append({"is": "paragraph", "words": [odd]})
    made = Word(io.BytesIO(word(printed(paper))))
    assert any("<w:br/>&amp; {{ 标题 }} {% if %} #let" in one.text for one in made.paragraphs)
    text = "".join(
        one.extract_text() for one in PdfReader(io.BytesIO(typeset(printed(paper)))).pages
    )
    assert "#let" in text
