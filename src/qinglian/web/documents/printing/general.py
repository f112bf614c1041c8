"""
The general master, GB/T 9704-2012, built here and not kept as a file: what it measures can be read. 通用母版。

A4, margins 37/35/28/26 mm, type area 156 × 225 mm, 22 lines of 28 characters: exact pitch 29 pt, a character grid of
442.2/28 = 15.79 pt under characters of 16 pt. No red head, number or seal; 代拟稿 on top of each sheet.
"""

import io
from functools import cache
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

FANG, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
PITCH = Pt(29)
SQUEEZE = round((156 / 25.4 * 72 / 28 - 16) * 4096)
"""`charSpace` of the grid, in 1/4096 pt: 28 characters of 16 pt in 156 mm."""

_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BOX = (
    f'<w:r {nsdecls("w")}><w:drawing><wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" '
    'relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
    '<wp:extent cx="5616000" cy="648000"/><wp:wrapTopAndBottom/><wp:docPr id="901" name="版记"/>'
    f'<a:graphic {nsdecls("a")}><a:graphicData uri="{_WPS}"><wps:wsp xmlns:wps="{_WPS}"><wps:cNvSpPr txBox="1"/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5616000" cy="648000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
    "<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>"
    '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    "</w:drawing></w:r>"
)


@cache
def general_master() -> bytes:
    """The master as a Word file."""
    made: Any = Document()
    _page(made.sections[0])
    made.settings.odd_and_even_pages_header_footer = True
    made.core_properties.author, made.core_properties.title = "", "代拟稿"
    made.core_properties.comments = ""
    _styles(made)
    _body(made)
    _imprint(made)
    _sign_off(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    # 22 lines of 29 pt are 0.2 pt more than 225 mm: the lower margin gives them.
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM) - Pt(0.25)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    # 7 mm from the type area to the page number, itself 14 pt high.
    section.header_distance, section.footer_distance = Mm(14), Mm(BOTTOM - 7 - 5)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "linesAndChars"), ("linePitch", 580), ("charSpace", SQUEEZE)):
        grid.set(qn(f"w:{name}"), str(value))
    properties.append(grid)


def _font(style: Any, name: str, size: float) -> None:
    style.font.size, style.font.bold, style.font.name = Pt(size), False, name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("eastAsia", "hAnsi", "ascii", "cs"):
        fonts.set(qn(f"w:{kind}"), name)
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def _exact(style: Any, pitch: Any = PITCH, indent: float = 0) -> None:
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    if pitch is None:
        shape.line_spacing = 1.0
    else:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, pitch
    if indent:
        properties = style.element.get_or_add_pPr()
        for old in properties.findall(qn("w:ind")):
            properties.remove(old)
        mark = OxmlElement("w:ind")
        mark.set(qn("w:firstLineChars"), str(int(indent * 100)))
        mark.set(qn("w:firstLine"), str(int(indent * 316)))
        properties.append(mark)


def _styles(made: Any) -> None:
    normal = made.styles["Normal"]
    _font(normal, FANG, 16)
    _exact(normal)
    normal.paragraph_format.widow_control = False
    # A long number may be broken anywhere, or the characters before it would be spread over the line.
    wrap = OxmlElement("w:wordWrap")
    wrap.set(qn("w:val"), "0")
    normal.element.get_or_add_pPr().insert_element_before(
        wrap, "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:spacing", "w:ind", "w:jc"
    )
    for name, font, size, pitch, indent, align in (
        ("清廉标题", TITLE, 22, Pt(35), 0, ALIGN.CENTER),
        ("清廉主送", FANG, 16, PITCH, 0, ALIGN.LEFT),
        ("清廉正文", FANG, 16, PITCH, 2, ALIGN.JUSTIFY),
        ("清廉一级标题", HEI, 16, PITCH, 2, ALIGN.LEFT),
        ("清廉二级标题", KAI, 16, PITCH, 2, ALIGN.LEFT),
        ("清廉三级标题", FANG, 16, PITCH, 2, ALIGN.LEFT),
        ("清廉四级标题", FANG, 16, PITCH, 2, ALIGN.LEFT),
        ("清廉附件", FANG, 16, PITCH, 2, ALIGN.LEFT),
        ("清廉署名", FANG, 16, PITCH, 0, ALIGN.RIGHT),
        ("清廉表名", HEI, 14, PITCH, 0, ALIGN.CENTER),
        ("清廉表头", HEI, 12, Pt(18), 0, ALIGN.CENTER),
        ("清廉表格", FANG, 12, Pt(18), 0, ALIGN.LEFT),
        ("清廉会签", FANG, 12, Pt(18), 0, ALIGN.LEFT),
        ("清廉版记", FANG, 14, Pt(24), 0, ALIGN.LEFT),
        ("清廉页码", SONG, 14, None, 0, ALIGN.LEFT),
        ("清廉页眉", HEI, 16, None, 0, ALIGN.LEFT),
    ):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, font, size)
        _exact(style, pitch, indent)
        style.paragraph_format.alignment = align
        if name.endswith("级标题") or name == "清廉表名":
            style.paragraph_format.keep_with_next = True


def _body(made: Any) -> None:
    _frame(made.sections[0], numbered=True)
    made.add_paragraph("{{ 标题 }}", "清廉标题")
    made.add_paragraph("", "清廉主送")
    made.add_paragraph("{%p if 主送 %}", "清廉主送")
    made.add_paragraph("{{ 主送 }}：", "清廉主送")
    made.add_paragraph("{%p endif %}", "清廉主送")
    made.add_paragraph("{{p 正文 }}", "清廉正文")
    made.add_paragraph("{%p if 附件说明 %}", "清廉附件")
    made.add_paragraph("", "清廉附件")
    made.add_paragraph("{{p 附件说明 }}", "清廉附件")
    made.add_paragraph("{%p endif %}", "清廉附件")
    made.add_paragraph("", "清廉署名")
    made.add_paragraph("", "清廉署名")
    made.add_paragraph("{{p 落款 }}", "清廉署名")


def _frame(section: Any, *, numbered: bool) -> None:
    """Heads and feet of both kinds of page."""
    section.header.is_linked_to_previous = section.even_page_header.is_linked_to_previous = False
    section.footer.is_linked_to_previous = section.even_page_footer.is_linked_to_previous = False
    for head in (section.header, section.even_page_header):
        line = head.paragraphs[0]
        line.style = "清廉页眉"
        line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run("代拟稿\t")
        _small(line, "{{ 编码 }}　第 ")
        _field(line, "PAGE", 9)
        _small(line, " 页，共 ")
        _field(line, "NUMPAGES", 9)
        _small(line, " 页　")
        line.add_run("{{ 二维码 }}").font.size = Pt(9)
    for foot, align, side in (
        (section.footer, ALIGN.RIGHT, "right"),
        (section.even_page_footer, ALIGN.LEFT, "left"),
    ):
        line = foot.paragraphs[0]
        line.style = "清廉页码"
        if numbered:
            line.alignment = align
            mark = OxmlElement("w:ind")
            mark.set(qn(f"w:{side}"), str(280))
            line._p.get_or_add_pPr().append(mark)
            line.add_run("— ")
            _field(line, "PAGE", 14)
            line.add_run(" —")


def _small(line: Any, text: str) -> None:
    made = line.add_run(text)
    made.font.size = Pt(9)
    _run_font(made, SONG)


def _run_font(made: Any, name: str) -> None:
    fonts = made._r.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), name)


def _field(line: Any, code: str, size: float) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", "1"), ("end", "")):
        made = line.add_run()
        made.font.size = Pt(size)
        _run_font(made, SONG)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText" if text == code else "w:t")
            mark.text = text
        made._r.append(mark)


def _edges(table: Any, **sizes: int) -> None:
    """Lines of a table in eighths of a point."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in sizes.items()
    )
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))


def _imprint(made: Any) -> None:
    """
    版记 at the foot of the last page of the text: outer lines 0.35 mm, the one between 0.25 mm. A text box that stands
    on the lower edge of the type area: Word, WPS and LibreOffice all place it there.
    """
    rows = "".join(
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="8844" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="清廉版记"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="8564"/></w:tabs><w:ind w:left="280" w:right="280"/></w:pPr>{text}</w:p>'
        "</w:tc></w:tr>"
        for text in (
            "<w:r><w:t>{%tr if 抄送 %}</w:t></w:r>",
            "<w:r><w:t>抄送：{{ 抄送 }}。</w:t></w:r>",
            "<w:r><w:t>{%tr endif %}</w:t></w:r>",
            "<w:r><w:t>{{ 拟稿单位 }}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{{ 印发日期 }}印发</w:t></w:r>",
        )
    )
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 6))
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid>{rows}</w:tbl>'
    )
    thin = '<w:spacing w:line="20" w:lineRule="exact"/>'
    box = made.add_paragraph()._p
    box.append(
        parse_xml(
            f'<w:pPr {nsdecls("w")}><w:pStyle w:val="清廉版记"/>{thin}</w:pPr>',
        )
    )
    box.append(parse_xml(_BOX.format(inside=f"{table}<w:p><w:pPr>{thin}</w:pPr></w:p>")))


def _sign_off(made: Any) -> None:
    """发文稿纸: who drafted, checked, countersigned and signed; on a sheet of its own behind the text."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    _frame(section, numbered=False)
    made.add_paragraph("发文稿纸", "清廉标题")
    made.add_paragraph("", "清廉表格")
    table = made.add_table(0, 4)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, (24, 54, 24, 54), strict=True):
        column.width = Mm(width)
    _edges(table, top=8, left=8, bottom=8, right=8, insideH=4, insideV=4)
    for height, cells in (
        (28, ("签发", "{{ 签发人 }}　{{ 签发日期 }}", "会签", "{{p 会签意见 }}")),
        (16, ("核稿", "{{ 核稿人 }}　{{ 核稿日期 }}", "拟稿", "{{ 拟稿人 }}　{{ 拟稿日期 }}")),
        (12, ("拟稿单位", "{{ 拟稿单位 }}", "文种", "{{ 文种 }}")),
        (12, ("密级", "{{ 密级 }}", "保密期限", "{{ 保密期限 }}")),
        (16, ("标题", "{{ 标题 }}")),
        (12, ("主送", "{{ 主送 }}")),
        (12, ("抄送", "{{ 抄送 }}")),
        (12, ("编码", "{{ 编码 }}")),
    ):
        row = table.add_row()
        row.height = Mm(height)
        if len(cells) == 2:
            row.cells[1].merge(row.cells[3])
        for at, (cell, width) in enumerate(zip(row.cells, (24, 54, 24, 54), strict=True)):
            cell.width = Mm(width)
            if at < len(cells):
                cell.paragraphs[0].text = cells[at]
                cell.paragraphs[0].style = "清廉表格" if at % 2 else "清廉表头"
                cell.vertical_alignment = 1
    note = made.add_paragraph(
        "本稿为代拟稿，不套红、不编号、不用印。签字后拍照或扫描，凭编码归到这份文书。", "清廉表格"
    )
    note.paragraph_format.space_before = Pt(6)
