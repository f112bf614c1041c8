"""清单印发稿、条款落实情况报告, as drafts. 代拟稿。"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.drafts import (
    Block,
    Cited,
    Content,
    DraftKind,
    Grid,
    Heading,
    Paragraph,
    long_day,
)
from qinglian.web.core.masking import mask_text
from qinglian.web.core.wording import listed
from qinglian.web.duties.coverage import State, coverage_of
from qinglian.web.duties.item_words import says
from qinglian.web.duties.kinds import NORMS, ListKind, VersionStatus
from qinglian.web.duties.list_states import MAKING
from qinglian.web.duties.models import DutyList, Item, ListVersion, Programme

ROWS = 200
"""Items of one paper; a longer list is its own Excel file."""
DUTY = (
    ("事项", "title"), ("目标", "target"), ("举措", "measure"), ("考核", "check_by"),
    ("反馈", "feedback"), ("四责", ""), ("时限", ""),
)  # fmt: skip
POWER = (
    ("权力事项", "title"), ("行使主体", "principal"), ("办理环节", "steps"), ("风险点与措施", "risks"),
    ("依据", "basis"),
)  # fmt: skip
NORM = (
    ("事项", "title"), ("适用的事", "activity"), ("上限（元）", "ceiling"), ("按什么计", "ceiling_per"),
    ("依据", "basis"),
)  # fmt: skip


def _columns(kind: str) -> tuple[tuple[str, str], ...]:
    if kind in NORMS:
        return NORM
    return POWER if kind == ListKind.POWER else DUTY


def _cell(item: Item, head: str, field: str) -> str:
    if head == "四责":
        owners = (item.principal, item.supervisory, item.first_person, item.dual_duty)
        names = ("主体", "监督", "第一责任人", "一岗双责")
        return "；".join(
            f"{name}：{owner}" for name, owner in zip(names, owners, strict=True) if owner
        )
    if head == "时限":
        return long_day(item.due_on) if item.cycle == "once" else says(item, "cycle")
    return mask_text(says(item, field))


def _version(on: DutyList) -> ListVersion | None:
    rows = on.versions.filter(status=VersionStatus.ISSUED)
    return rows.order_by("-number").first() or on.newest


def issue_paper(on: DutyList, user: Any, **_period: Any) -> Content:
    """清单印发稿: the list in its newest issued version, or its draft."""
    version = _version(on)
    assert version is not None
    items = list(version.items.all()[:ROWS])
    columns = _columns(on.kind)
    rows = tuple(
        (str(place), *(_cell(item, head, field) for head, field in columns))
        for place, item in enumerate(items, 1)
    )
    said = f"《{on.title}》"
    since = long_day(version.valid_from) or "印发之日"
    blocks: list[Block] = [
        Paragraph(
            (
                f"现将{said}（第{version.number}版，共", Cited(str(len(items)), on.get_absolute_url()),
                f"项）印发给你们，自{since}起施行，请对照落实。",
            )
        ),
    ]  # fmt: skip
    if on.programme is not None:
        blocks.append(Paragraph(f"本清单落实{on.programme.title}{on.programme.doc_no}。"))
    if version.number > 1 and version.why:
        blocks.append(Paragraph(f"本版修改的原因：{mask_text(version.why)}"))
    blocks += [
        Heading("有关要求"),
        Paragraph("材料份数、打卡、积分不作评价标准；系统里已有的记录不再另报。"),
        Heading("清单"),
        Grid(("序号", *(head for head, _field in columns)), rows, title=on.title),
    ]
    return Content(
        f"关于印发{said}的通知", "各有关单位", tuple(blocks), str(on.owner_unit), (on.title,)
    )


def coverage_paper(on: Programme, user: Any, **_period: Any) -> Content:
    """条款落实情况报告: how many sentences ask something, how many have somebody, and which have nobody."""
    covered = coverage_of(on, user)
    page = f"{on.get_absolute_url()}coverage/"
    counts = covered.counts

    def cited(state: str) -> Cited:
        return Cited(str(counts[state]), f"{page}?state={state}")

    nobody = [one for one in covered.lines if one.state == State.NOBODY]
    carried = [one for one in covered.lines if one.state == State.CARRIED]
    blocks: list[Block] = [
        Heading("总体情况"),
        Paragraph(
            (
                f"{on.title}{on.doc_no}共有", Cited(str(covered.asked), page), "句要求做事，其中",
                cited(State.CARRIED), "句已有事项或行动落实，", cited(State.NOBODY), "句还没有人落实，",
                cited(State.ASIDE), "句写明理由不需责任单位。",
            )
        ),
        Heading("还没有人落实的"),
    ]  # fmt: skip
    if nobody:
        rows = tuple(
            (one.clause.label, mask_text(one.clause.text), one.clause.named)
            for one in nobody[:ROWS]
        )
        blocks.append(Grid(("序号", "条款", "文中写明的单位"), rows))
    else:
        blocks.append(Paragraph("没有。"))
    blocks.append(Heading("已有人落实的"))
    rows = tuple(
        (
            one.clause.label,
            mask_text(one.clause.text),
            listed(by.title or "另有清单" for by in one.carriers),
            listed(dict.fromkeys(by.owner for by in one.carriers if by.owner)),
        )
        for one in carried[:ROWS]
    )
    blocks.append(
        Grid(("序号", "条款", "事项或行动", "责任主体"), rows) if rows else Paragraph("没有。")
    )
    return Content(f"关于{on.title}条款落实情况的报告", "", tuple(blocks), str(on.owner_unit))


def _filled(on: DutyList) -> bool:
    version = on.newest
    return version is not None and version.items.exists()


LIST_DRAFTS = [
    DraftKind("list_issue", _("清单印发稿"), "duties.dutylist", MAKING, issue_paper, _filled),
    DraftKind("coverage_report", _("条款落实情况报告"), "duties.programme", MAKING, coverage_paper),
]
