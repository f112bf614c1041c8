"""
A master that somebody uploads, before anybody may use it. 母版的检查。

It is a Word file without macros, without parts that fetch or run something, with no other fields than those known, in
no other form than names and conditions; it names the styles the body is set in, says 代拟稿 on top, bears no title of
another body's paper; and a trial with sample content succeeds. Each complaint says what and where.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes

from qinglian.web.core import marks
from qinglian.web.core.drafts import NOT_OURS
from qinglian.web.documents.printing.fields import FIELDS, NEEDED, STYLES, WHOLE, sample
from qinglian.web.documents.printing.word import environment, word

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
"""What a master may say: a field, and conditions on fields. Everything else is somebody's program."""
RUNNING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON|AUTOTEXT)\b", re.I
)
"""Word fields that fetch or run something."""
EMBEDDED = ("/embeddings/", "/activex/", "/ctrlprops/", "vbaproject", "afchunk", "altchunk")
PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_TAGS = re.compile(r"<[^>]+>")
_MARK = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong, and the words around it."""

    said: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.said}（{self.where}）" if self.where else self.said


def complaints(master: bytes) -> list[Complaint]:
    """All that is wrong with a master; nothing where it may be used."""
    try:
        with zipfile.ZipFile(io.BytesIO(master)) as packed:
            parts = {one: packed.read(one) for one in packed.namelist()}
        document: Any = Document(io.BytesIO(master))
    except Exception:
        return [Complaint(_("打不开，不是完好的 Word 文件（.docx）。"))]
    found = [*_unsafe(parts), *_wording(document, parts)]
    if not found:
        found = _fields(master, parts)
    if not found:
        try:
            word(sample(), master)
        except Exception as error:
            found = [Complaint(_("用示例内容试印没有成功：%(why)s") % {"why": _why(error)})]
    return found


def _unsafe(parts: dict[str, bytes]) -> list[Complaint]:
    found = []
    if b"macroEnabled" in parts.get("[Content_Types].xml", b"") or any(
        mark in name.lower() for name in parts for mark in EMBEDDED
    ):
        found.append(Complaint(_("带有宏、控件或嵌入的文件，请去掉。")))
    for name, raw in parts.items():
        if not name.endswith(".rels"):
            continue
        for relation in re.findall(rb"<Relationship\b[^>]*>", raw):
            if b'TargetMode="External"' in relation and b"/hyperlink" not in relation:
                said = re.search(rb'Target="([^"]*)"', relation)
                where = said[1].decode("utf-8", "replace") if said else name
                found.append(Complaint(_("引用了外部的图片或模板，请改为放在文件里。"), where))
    for name, raw in parts.items():
        if PARTS.fullmatch(name):
            codes = re.findall(rb"<w:(?:instrText|fldSimple)\b[^>]*>[^<]*", raw)
            texts = [one.decode("utf-8", "replace") for one in codes]
            found += [
                Complaint(_("带有会取用外部内容的域，请去掉。"), _flat(one))
                for one in texts
                if RUNNING.search(one)
            ]
    return found


def _wording(document: Any, parts: dict[str, bytes]) -> list[Complaint]:
    found = []
    texts = {
        name: marks.flat(_TAGS.sub("", raw.decode("utf-8", "replace")))
        for name, raw in parts.items()
        if PARTS.fullmatch(name)
    }
    whole = "".join(texts.values())
    if NOT_OURS.search(whole):
        found.append(
            Complaint(_("写有监察建议、纪律检查建议一类名称，这类文书只能由有权机关制发。"))
        )
    if "代拟稿" not in whole:
        found.append(Complaint(_("没有“代拟稿”字样。")))
    if marks.found_in([whole]) == "secret":
        found.append(Complaint(_("带有国家秘密标识。")))
    names = {one.name for one in document.styles}
    missing = [one for one in STYLES if one not in names]
    if missing:
        found.append(Complaint(_("缺少段落样式：%(names)s。") % {"names": "、".join(missing)}))
    section = document.sections[0]
    if section._sectPr.find(qn("w:pgSz")) is None:
        found.append(Complaint(_("没有纸张大小。")))
    return found


def _fields(master: bytes, parts: dict[str, bytes]) -> list[Complaint]:
    found: list[Complaint] = []
    used: set[str] = set()
    template = DocxTemplate(io.BytesIO(master))
    for name, raw in sorted(parts.items()):
        if not PARTS.fullmatch(name):
            continue
        xml = template.patch_xml(raw.decode("utf-8"))
        try:
            tree = environment().parse(xml)
        except TemplateError as error:
            where = _line(xml, getattr(error, "lineno", None))
            found.append(Complaint(_("字段写法不对：%(why)s") % {"why": error}, where))
            continue
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, ALLOWED):
                said = _("只能写字段和条件，不能写“%(what)s”。") % {"what": type(node).__name__}
                found.append(Complaint(said, _place(xml, node)))
                break
        for node in tree.find_all(nodes.Name):
            if node.name not in FIELDS:
                said = _("没有名为“%(name)s”的字段。") % {"name": node.name}
                found.append(Complaint(said, _around(xml, node.name)))
            used.add(node.name)
        for field in WHOLE & used:
            if re.search(r"\{\{(?!p)\s*" + field + r"\s*\}\}", raw_text(raw)):
                said = _("“%(name)s”要独占一段，写作 {{p %(name)s }}。") % {"name": field}
                found.append(Complaint(said))
    missing = [one for one in NEEDED if one not in used]
    if missing and not found:
        found.append(Complaint(_("缺少字段：%(names)s。") % {"names": "、".join(missing)}))
    return list(dict.fromkeys(found))


def raw_text(raw: bytes) -> str:
    """The words of a part, its tags left out, so that a field in two runs is one again."""
    return _TAGS.sub("", raw.decode("utf-8", "replace"))


def _flat(xml: str) -> str:
    return " ".join(_TAGS.sub(" ", xml).split())[:80]


def _line(xml: str, number: int | None) -> str:
    lines = xml.splitlines()
    if number and number <= len(lines):
        found = _MARK.findall(_TAGS.sub("", lines[number - 1]))
        return "；".join(found)[:80]
    return ""


def _place(xml: str, node: Any) -> str:
    """The mark that holds a node: those of its line that are more than a field."""
    plain = re.compile(r"\{\{\s*\w+\s*\}\}|\{%\s*(?:if|elif)?\s*\w*\s*%\}")
    found = [one for one in _MARK.findall(_TAGS.sub("", xml)) if not plain.fullmatch(one)]
    return "；".join(found)[:80]


def _around(xml: str, name: str) -> str:
    text = _TAGS.sub("\n", xml)
    line = next((one for one in text.splitlines() if name in one), "")
    return " ".join(line.split())[:80]


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
