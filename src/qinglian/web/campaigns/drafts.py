"""Papers of campaigns as drafts: the plan, the progress, the report of one body. 代拟稿。"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.queries import wilson
from qinglian.web.campaigns.fields import field_name
from qinglian.web.campaigns.mending import mending_of
from qinglian.web.campaigns.models import Campaign, Part
from qinglian.web.campaigns.queries import matrix, progress
from qinglian.web.campaigns.services.counts import Cell, counts_of
from qinglian.web.campaigns.services.sampling import parts_of, unheld
from qinglian.web.campaigns.states import ANSWERING, LEADING, URGING, PartStatus, Status
from qinglian.web.core.drafts import (
    Block,
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
from qinglian.web.core.wording import listed


def _topics(on: Campaign) -> Grid:
    rows = tuple(
        (
            ("主专题：" if one.main else "") + mask_text(one.name),
            mask_text(one.criteria),
            one.basis,
        )
        for one in on.topics.all()
    )
    return Grid(("专题", "什么算问题", "依据"), rows)


def plan(on: Campaign, user: Any, **_period: Any) -> Content:
    """专项整治方案: what, who, topics with their law, the four streams, by when."""
    bodies = [str(one.unit) for one in on.parts.select_related("unit")]
    fields = [field_name(key) for key in on.field_keys]
    blocks: list[Block] = [
        Heading("目标任务"),
        Paragraph(mask_text(on.text)),
        Heading("整治内容和标准"),
        _topics(on),
        Heading("组织领导"),
        Fields(
            (
                ("牵头单位", str(on.lead_unit)),
                ("督促单位", str(on.urging_unit)),
                ("参与单位", listed(bodies)),
                ("领域", listed(fields)),
                ("期间", f"{long_day(on.begins_on)}至{long_day(on.ends_on)}"),
                ("自查期限", long_day(on.due_on)),
            )
        ),
        Heading("工作步骤"),
        Heading("集中纠治", 2),
        Paragraph(
            "各单位按专题逐项自查，由另一人复核；自己发现、自己纠正的记为自查自纠，不作扣分。"
            "系统已有的预警和问题不重复填报。"
        ),
        Paragraph("未发现问题的自查，按事先公布的种子抽取一部分，由牵头单位或派驻组到现场再看。"),
        Heading("查处", 2),
        Paragraph("涉嫌违纪违法的，按规定移送有权机关办理；本方案只汇总件数，不收集案件材料。"),
        Heading("曝光", 2),
        Paragraph("公开通报不写能认出个人的内容，经保密审查、公开审批两人签字后公开。"),
        Heading("整改", 2),
        Paragraph(
            "发现的问题列入整改台账，明确措施和期限，由他人验收销号；需要建章立制的写明文号。"
        ),
    ]
    return Content(mask_text(on.title) + "方案", listed(bodies), tuple(blocks), str(on.lead_unit))


def _said(cell: Cell) -> str:
    return f"不少于{cell.least}" if cell.shown is None else str(cell.shown)


def circular(on: Campaign, user: Any, **_period: Any) -> Content:
    """专项整治进展通报: the four streams and the bodies, each number with its list."""
    parts = parts_of(on, user)
    now, table, counts = (
        progress(on, parts, user),
        matrix(on, parts, user),
        counts_of(on, parts, user),
    )
    mended, page = mending_of(on, user), on.get_absolute_url()
    looked, fell = unheld(parts)
    share = wilson(fell, looked)
    found = f"{reverse('campaigns:founds')}?q={on.public_id}"
    blocks: list[Block] = [
        Heading("集中纠治"),
        Paragraph(
            (
                "已布置自查的单位", Cited(str(now.asked), page), "家，已反馈", Cited(str(now.answered), page),
                "家，发现问题", Cited(str(now.found), found), "个；未发现问题的", Cited(str(now.nothing), page),
                "家；逾期", Cited(str(now.late), page), "家；纠治行动", Cited(str(now.corrections), page), "次。",
            )
        ),
    ]  # fmt: skip
    if share:
        blocks.append(
            Paragraph(
                f"对未发现问题的自查抽查{looked}家，{fell}家另有发现，属待核实材料，占{share[0]:.0%}"
                f"（95%区间{share[1]:.0%}至{share[2]:.0%}）。"
            )
        )
    blocks += [
        Heading("查处"),
        Paragraph(("有权机关查处", Cited(_said(counts.total), page), "件（只汇总件数）。")),
        Heading("曝光"),
        Paragraph(("公开通报", Cited(str(now.published), page), "期。")),
        Heading("整改"),
        Paragraph(
            (
                "列入整改的问题", Cited(str(mended.opened), mended.url or page), "个，已销号",
                Cited(str(mended.struck), mended.url or page), "个，逾期",
                Cited(str(mended.late), mended.url or page), "个；建章立制", str(mended.fixes), "项。",
            )
        ),
        Heading("各单位情况"),
        Grid(
            ("单位", "自查", *(mask_text(one.name) for one in table.topics)),
            tuple(
                (
                    Cited(str(row.part.unit), row.part.get_absolute_url()),
                    str(row.part.get_status_display()),
                    *(str(one.found) if one.answered or one.found else "" for one in row.cells),
                )
                for row in table.rows
            ),
        ),
    ]  # fmt: skip
    return Content(mask_text(on.title) + "进展通报", "各参与单位", tuple(blocks), str(on.lead_unit))


def own_report(on: Part, user: Any, **_period: Any) -> Content:
    """自查报告 of one body: topic by topic, what was found and what was mended."""
    answers = {one.topic_id: one for one in on.answers.all()}
    blocks: list[Block] = [
        Paragraph(
            (
                f"按照{mask_text(on.campaign.title)}的部署（",
                Cited(on.public_id, on.get_absolute_url()),
                "），我单位逐项开展自查，现报告如下。",
            )
        )
    ]
    for topic in on.campaign.topics.all():
        answer = answers.get(topic.pk)
        blocks.append(Heading(mask_text(topic.name)))
        blocks.append(Paragraph(f"自查情况：{mask_text(answer.how) if answer else ''}"))
        rows = on.founds.filter(topic=topic, sampled=None)
        if not rows:
            blocks.append(Paragraph("未发现问题。" if answer else ""))
            continue
        blocks.append(
            Grid(
                ("问题", "情况", "已经怎么纠正", "问题编号"),
                tuple(
                    (
                        mask_text(one.title), mask_text(one.text) or "系统已有", mask_text(one.mended),
                        one.problem_id or one.known_id,
                    )
                    for one in rows
                ),
            )
        )  # fmt: skip
    blocks.append(
        Fields((("自查人", str(on.answered_by or "")), ("复核人", str(on.checked_by or ""))))
    )
    return Content(
        f"关于{mask_text(on.campaign.title)}的自查报告", str(on.campaign.lead_unit), tuple(blocks),
        str(on.unit),
    )  # fmt: skip


DRAFTS = [
    DraftKind("campaign_plan", _("专项整治方案"), "campaigns.campaign", LEADING, plan),
    DraftKind(
        "campaign_circular",
        _("专项整治进展通报"),
        "campaigns.campaign",
        LEADING | URGING,
        circular,
        lambda on: on.status in (Status.RUNNING, Status.CLOSED),
    ),
    DraftKind(
        "self_check_report",
        _("自查报告"),
        "campaigns.part",
        ANSWERING,
        own_report,
        lambda on: on.status in (PartStatus.REPORTED, PartStatus.ANSWERED),
    ),
]
