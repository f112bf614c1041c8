"""Papers of creation, as drafts: 申报表、评审意见、公示稿、命名决定、摘牌通知。代拟稿。"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
from qinglian.web.creation.models import Answer, Application, Naming
from qinglian.web.creation.scoring import Share, answers_of, best_tier, score
from qinglian.web.creation.services.naming import notice_of
from qinglian.web.creation.states import APPLYING, LEADING, NamingStatus, Status
from qinglian.web.creation.words import Counting, Stage, Tier


def _share(said: Share) -> str:
    return f"{said.number}/{said.of}（{said.percent}%）"


def _value(points: int | None, met: bool | None, answer: Answer) -> str:
    if answer.clause.counting == Counting.MET:
        return {True: "达到", False: "未达到"}.get(met, "") if met is not None else ""
    return "" if points is None else f"{points}/{answer.clause.points}"


def _page(on: Any) -> Cited:
    return Cited(on.public_id, on.get_absolute_url())


def application_form(on: Application, user: Any, **_period: Any) -> Content:
    """申报表 with the self-check clause by clause."""
    answers = answers_of(on)
    rows = tuple(
        (
            one.clause.number, one.clause.text, _value(one.self_points, one.self_met, one),
            mask_text(one.self_text),
        )
        for one in answers
    )  # fmt: skip
    partners = "；".join(
        f"{one.name}（{one.get_kind_display()}）：{one.role}" for one in on.participants.all()
    )
    return Content(
        f"{on.standard.of.title}申报表",
        on.lead_unit.name,
        (
            Fields(
                (
                    ("申报单位", on.unit.name), ("载体", on.carrier_name or "单位整体"),
                    ("创建方式", str(on.get_range_display())), ("申报梯次", str(on.get_tier_display())),
                    ("参与方", partners or "无"), ("自评得分", _share(score(answers, Stage.SELF).points)),
                    ("编号", _page(on)),
                )
            ),
            Grid(("条号", "要求", "自评", "怎样做的"), rows, "逐条自评"),
            Fields((("申报单位意见", ""), ("牵头单位初审意见", ""))),
        ),
        signed=on.unit.name,
    )  # fmt: skip


def assessment(on: Application, user: Any, **_period: Any) -> Content:
    """评审意见: the score, what is not met, what the group thinks."""
    answers = answers_of(on)
    found = score(answers, Stage.ASSESS)
    best = best_tier(on.standard, found)
    less = tuple(
        (
            one.clause.number, one.clause.text, _value(one.self_points, one.self_met, one),
            _value(one.points, one.met, one), mask_text(one.text),
        )
        for one in answers
        if (one.points, one.met) != (one.self_points, one.self_met)
    )  # fmt: skip
    reaches = f"够“{Tier(best).label}”" if best else "还不够任何梯次"
    blocks = [
        Paragraph(
            (
                f"评审组按《{on.standard.of.title}》对{on.subject}（", _page(on),
                f"）逐条评审，得分{_share(found.points)}，按标准{reaches}。",
            )
        ),
        Heading("评审意见"),
        Paragraph(mask_text(on.opinion)),
        Heading("与自评不一致的条款"),
        Grid(("条号", "要求", "自评", "评审", "现场情况"), less) if less else Paragraph("没有。"),
        Heading("评审人"),
        Paragraph("、".join(str(one.user) for one in on.assessors.select_related("user"))),
    ]  # fmt: skip
    return Content(
        f"关于{on.subject}创建评审的意见", on.lead_unit.name, tuple(blocks), signed="评审组"
    )


def notice(on: Application, user: Any, **_period: Any) -> Content:
    """公示稿: what is proposed, from when to when, where one objects."""
    hangs = notice_of(on)
    days = (
        f"{long_day(hangs.begins_on)}至{long_day(hangs.ends_on)}" if hangs else "（请填写起止日期）"
    )
    return Content(
        f"关于拟命名{on.subject}的公示",
        "",
        (
            Paragraph(
                f"经申报、自评、初审、评审，拟命名{on.subject}为“{on.get_tier_display()}”单元（《{on.standard.of.title}》）。现予公示。"
            ),
            Fields(
                (
                    ("公示时间", days), ("公示地点", hangs.place if hangs else ""),
                    ("受理单位", on.lead_unit.name), ("联系电话", ""),
                )
            ),
            Paragraph("对公示内容有异议的，请在公示期内向受理单位反映，并尽量写明事实；我们按期答复。"),
        ),
        signed=on.lead_unit.name,
    )  # fmt: skip


def decision(on: Application, user: Any, **_period: Any) -> Content:
    """命名决定."""
    rule = on.standard.tiers.filter(tier=on.tier).first()
    term = f"有效期{rule.months_valid}个月，每{rule.months_review}个月复核一次。" if rule else ""
    return Content(
        f"关于命名{on.subject}的决定",
        "有关单位",
        (
            Paragraph(
                (
                    f"按照《{on.standard.of.title}》（{on.standard.document}），经评审和公示，决定命名{on.subject}为"
                    f"“{on.get_tier_display()}”单元（", _page(on), f"）。{term}",
                )
            ),
            Heading("动态管理"),
            Paragraph(
                "命名后出现标准所列负面情形的，自知道之日起暂停命名，听取单位情况说明后作出恢复、降级或者摘牌的决定。"
            ),
            Fields((("决定文号", ""), ("决定日期", ""))),
        ),
        signed=on.lead_unit.name,
    )  # fmt: skip


def withdrawal(on: Naming, user: Any, **_period: Any) -> Content:
    """摘牌通知: since when, by what, what the body may still say."""
    last = on.conditions.filter(outcome="withdraw").first()
    review = on.reviews.filter(status="withdrawn").last()
    why = last.negative.text if last else "复核不合格" if review else ""
    said = mask_text(last.why if last else review.found if review else "")
    return Content(
        f"关于撤销{on.subject}命名的通知",
        on.unit.name,
        (
            Paragraph(
                (
                    f"你单位{long_day(on.named_on)}被命名为“{on.get_tier_display()}”单元（{on.decision}，", _page(on),
                    f"）。因{why or '（请填写）'}，命名自{long_day(on.ended_on)}起不再有效，请摘下牌匾。",
                )
            ),
            Heading("依据和理由"),
            Paragraph(said or "（请填写）"),
            Heading("此后"),
            Paragraph(
                f"{long_day(last.bars_until)}前不得再申报；整改后可以重新申报。" if last and last.bars_until
                else "整改后可以重新申报。"
            ),
            Fields((("文号", last.decision if last else ""), ("日期", long_day(timezone.localdate())))),
        ),
        signed=on.lead_unit.name,
    )  # fmt: skip


DRAFTS = [
    DraftKind("creation_application", _("创建申报表"), "creation.application", APPLYING, application_form,
              lambda on: on.status != Status.WITHDRAWN),
    DraftKind("creation_assessment", _("创建评审意见"), "creation.application", LEADING, assessment,
              lambda on: bool(on.opinion)),
    DraftKind("creation_notice", _("拟命名公示"), "creation.application", LEADING, notice,
              lambda on: on.status in (Status.ASSESSED, Status.NOTICE)),
    DraftKind("creation_decision", _("命名决定"), "creation.application", LEADING, decision,
              lambda on: on.status in (Status.NOTICE, Status.NAMED)),
    DraftKind("creation_withdrawal", _("摘牌通知"), "creation.naming", LEADING, withdrawal,
              lambda on: on.status == NamingStatus.WITHDRAWN),
]  # fmt: skip
