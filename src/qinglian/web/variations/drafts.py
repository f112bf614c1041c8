"""Papers of variations. 变更的文书。Words of papers are Chinese, as records are."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.core.drafts import (
    Cited,
    Content,
    DraftKind,
    Fields,
    Grid,
    Heading,
    Paragraph,
    long_day,
)
from qinglian.web.core.masking import mask_text
from qinglian.web.variations.models import Variation

ROLES = frozenset(Role.values)


def _order(found: Variation, user: Any) -> Content:
    """变更令: drafted on behalf of the supervisor, who issues it."""
    lines = found.changes.select_related("item", "row")
    scheme = found.steps.filter(verb="scheme").order_by("-at").first()
    survey = found.steps.filter(verb="survey").order_by("-at").first()
    return Content(
        title="变更令",
        addressee=f"{found.section}承包人",
        signed="监理人（代拟）",
        blocks=(
            Fields(
                (
                    ("项目、标段", f"{found.section.project} {found.section}"),
                    ("合同编号", found.section.contract_number),
                    ("变更令号", found.number),
                    ("变更编号", (Cited(found.public_id, found.get_absolute_url()),)),
                    ("变更事项", mask_text(found.title)),
                    ("变更原因", str(found.get_reason_display())),
                    ("设计变更等级", str(found.get_grade_display())),
                    ("会勘纪要", f"{survey.number} {long_day(survey.on)}" if survey else ""),
                    ("方案批准", f"{found.scheme_by} {scheme.number} {long_day(scheme.on)}" if scheme else ""),
                )
            ),
            Heading("变更内容"),
            Paragraph(mask_text(found.text)),
            Grid(
                ("子目", "台账编号", "单位", "增减数量", "单价（元）", "金额（元）"),
                tuple(
                    (
                        str(one.what), one.row.key if one.row else one.key, one.unit,
                        f"{one.quantity.normalize():f}", f"{one.price_fen / 100:.2f}",
                        f"{one.amount_fen / 100:.2f}",
                    )
                    for one in lines
                ),
                f"变更金额合计 {found.amount_fen / 100:.2f} 元",
            ),
            Paragraph("请按本令实施；台账相应调整后方可计量。"),
        ),
    )  # fmt: skip


DRAFTS = [
    DraftKind(
        "variation_order", _("变更令（代拟稿）"), "variations.variation", ROLES, _order,
        lambda found: found.status in ("priced", "ordered", "done"),
    ),
]  # fmt: skip
