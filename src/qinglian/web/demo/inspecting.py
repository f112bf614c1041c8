"""Two inspections: one open, over; one unannounced, under way. 两次督查。"""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.demo.signed import picture
from qinglian.web.inspections.models import Inspection, PlanLine, Visit
from qinglian.web.inspections.services.checklists import (
    inspection_checklist,
    item_add,
    template_issue,
    template_make,
)
from qinglian.web.inspections.services.feedback import (
    finding_follow,
    visit_close,
    visit_receive,
    visit_send,
)
from qinglian.web.inspections.services.issuing import inspection_close, inspection_issue
from qinglian.web.inspections.services.plans import line_add, matter_add, plan_approve, plan_make
from qinglian.web.inspections.services.preparing import (
    draw_run,
    draw_seed,
    inspection_open,
    inspection_team,
)
from qinglian.web.inspections.services.visiting import (
    digest,
    finding_note,
    visit_answer,
    visit_finish,
    visit_start,
)
from qinglian.web.units.models import Unit

ITEMS = (
    {
        "text": "窗口是否公开办理条件和时限",
        "kind": "choice",
        "finds": "no",
        "basis": "行政许可法 第三十条",
        "photo": True,
    },
    {"text": "抽看的办件有几件超过承诺时限", "kind": "number", "mandatory": True},
    {
        "text": "超期办件是否告知理由",
        "kind": "choice",
        "finds": "no",
        "basis": "行政许可法 第四十二条",
    },
    {"text": "工作人员和办事群众怎么说", "kind": "text"},
)


def inspections_made(
    bodies: dict[str, Unit], people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    """The plan of the year, an inspection that is over with its findings followed, and one of which nobody is told."""
    today, office = timezone.localdate(), people["qinglianban"]
    matters = [matter_add(name=name, by=office) for name in ("窗口服务", "执法案卷")]
    plan = plan_make(
        year=today.year, document=f"示清办〔{today.year}〕1号 督查检查考核年度计划", by=office
    )
    lines = [
        line_add(
            plan=plan,
            by=office,
            matter=one,
            giver_unit=office.unit,
            quota=6,
            begins_month=1,
            ends_month=12,
        )
        for one in matters
    ]
    plan_approve(plan=plan, by=people["qinglianban2"], text="同意。")
    lines = [PlanLine.objects.get(pk=line.pk) for line in lines]
    units = [
        one for one in Unit.objects.filter(pk__in=staff).order_by("code") if one != bodies["office"]
    ]
    made = []
    for number, (matter, line, mode) in enumerate(
        zip(matters, lines, ("open", "unannounced"), strict=True)
    ):
        template = template_make(name=f"{matter.name}检查单", matter=matter, by=office)
        for item in ITEMS:
            item_add(template=template, by=office, **item)
        template = template_issue(template=template, by=office)
        inspection = inspection_open(
            title=f"示例县{today.year}年{matter.name}督查", matter=matter, mode=mode, breadth="sample",
            begins_on=today - timedelta(days=5), ends_on=today + timedelta(days=25), by=office, line=line,
        )  # fmt: skip
        inspection_team(
            inspection=inspection, members=[office, people["qinglianban2"]], lead=office, by=office
        )
        inspection_checklist(inspection=inspection, template=template, by=office)
        draw_seed(
            inspection=inspection, by=office, bodies=units[number * 6 : number * 6 + 6], number=3
        )
        draw_run(inspection=inspection, by=office)
        inspection_issue(inspection=inspection, by=office, text="按年度计划实施。")
        made.append(inspection)
    _over(made[0], office, staff)
    visit = made[1].visits.order_by("unit__code").first()
    _gone(visit, office, 7)


def _over(inspection: Inspection, office: User, staff: dict[int, dict[str, User]]) -> None:
    for number, visit in enumerate(inspection.visits.order_by("unit__code")):
        _gone(visit, office, number)
        with picture(office, "签字页", 80 + number) as papers:
            visit_finish(
                visit=visit, by=office, summary="看了窗口、办件和公示。", representative="示例负责人",
                statement="情况属实，将立即改正。", minutes=90, papers=papers,
            )  # fmt: skip
        visit_send(visit=visit, by=office, feedback="请对照问题整改，十日内回复。")
        visit_receive(visit=visit, by=staff[visit.unit_id]["zy"], answer="照办。")
        for finding in visit.findings.all():
            follow = ("problem", "task", "noted")[number % 3]
            finding_follow(
                finding=finding, by=office, follow=follow, text="限期补办并说明理由。",
                due_on=timezone.localdate() + timedelta(days=30),
            )  # fmt: skip
        visit_close(visit=visit, by=office)
    inspection_close(
        inspection=inspection,
        by=office,
        report="三个单位窗口公开较好，超期办件未说明理由的较多，已列入整改。",
    )


def _gone(visit: Visit, by: User, number: int) -> None:
    visit_start(visit=visit, by=by)
    for item in visit.inspection.items.order_by("place"):
        said = {
            "choice": {"choice": "yes" if item.photo else "no"},
            "number": {"number": 2 + number % 3},
            "text": {"text": "群众反映办得快，个别材料要跑两次。"},
        }[item.kind]
        if item.photo:
            with picture(by, "窗口", 20 + number) as papers:
                visit_answer(
                    visit=visit,
                    item=item,
                    by=by,
                    token=uuid4().hex,
                    sent=digest(**said),
                    papers=papers,
                    **said,
                )
        else:
            visit_answer(
                visit=visit, item=item, by=by, token=uuid4().hex, sent=digest(**said), **said
            )
    finding_note(
        visit=visit, by=by, token=uuid4().hex, title="超期办件没有告知理由", topic="procedure", severity="medium",
        text="抽看二十件，两件超期，没有告知申请人。", basis="行政许可法 第四十二条",
    )  # fmt: skip
