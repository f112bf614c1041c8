"""
A paper as a Word file: a master with its fields filled in. 生成 Word。

A master is somebody's file: its fields are compiled in a sandbox that knows names and conditions and nothing else
(`checking.py` refuses the rest when it is uploaded; here it would fail as well).
"""

import io
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from qinglian.web.documents.printing.fields import Printed, signature_gaps
from qinglian.web.documents.printing.general import general_master
from qinglian.web.documents.printing.markup import Body
from qinglian.web.documents.printing.squares import square_png

SQUARE = Mm(13)


class Closed(ImmutableSandboxedEnvironment):
    """Nothing has attributes, nothing is called: fields hold objects that know far too much."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """None is."""
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        """None is."""
        return False


def environment() -> Closed:
    """Names and conditions: no filters, tests, functions, attributes."""
    made = Closed(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def word(paper: Printed, master: bytes | None = None) -> bytes:
    """The Word file of a paper, from a master or the general one."""
    template: Any = DocxTemplate(io.BytesIO(master or general_master()))
    template.init_docx()
    ids = {one.name: one.style_id for one in template.docx.styles}
    body = Body(lambda name: ids.get(name, ""), template.build_url_id, paper.site)
    texts: dict[str, Any] = dict(paper.texts)
    texts["正文"] = Markup(body.blocks(paper.blocks))
    texts["附件说明"] = Markup("".join(body.paragraph("清廉附件", [one]) for one in paper.attached))
    gaps = signature_gaps(paper.texts["署名"], paper.texts["日期"])
    texts["落款"] = Markup(
        body.paragraph("清廉署名", [paper.texts["署名"]], right=gaps[0])
        + body.paragraph("清廉署名", [paper.texts["日期"]], right=gaps[1])
    )
    texts["会签意见"] = Markup(
        "".join(body.paragraph("清廉会签", [one]) for one in paper.countersigned or [""])
    )
    texts["二维码"] = InlineImage(template, io.BytesIO(square_png(paper.code)), SQUARE, SQUARE)
    template.render(texts, environment(), autoescape=True)
    template.docx.core_properties.title = paper.texts["标题"][:200]
    template.docx.core_properties.identifier = paper.code
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()
