"""Problems on the ledger of rectification, at every step of it. 整改台账。"""

from datetime import date, timedelta

from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.demo.signed import picture
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.fixes import fix_add, fix_prove
from qinglian.web.rectification.services.measures import look_say, measure_add, measure_report
from qinglian.web.rectification.services.money import amount_add
from qinglian.web.rectification.services.problems import problem_open, sighting_add
from qinglian.web.rectification.services.striking import (
    problem_apply,
    problem_first_check,
    problem_second_check,
)
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units

FOUND = (
    ("投标保证金逾期未退", "抽查二十个标段，三个标段的保证金超过五日未退还。", "audit", 2_860_000),
    ("办件超期未说明理由", "五件许可超过承诺时限，系统内没有延期批准。", "inspection", None),
    ("处罚案卷缺少送达回证", "抽看三十卷，四卷没有送达回证。", "patrol", None),
    ("合同变更没有集体研究", "两份合同增加价款，没有会议记录。", "audit", 15_400_000),
    ("公示内容不完整", "双公示缺少决定书文号。", "self_check", None),
)
"""Title, text, who found it, fen."""
RULE = "APR-003"


def problems_made(
    bodies: dict[str, Unit], people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    """One problem at each step: measures wanted, being mended, applied for, checked first, struck off."""
    today = timezone.localdate()
    units = list(visible_units(people["jiandu"]).filter(pk__in=staff).order_by("code"))
    for number, (title, text, origin, fen) in enumerate(FOUND):
        unit, lead = units[number], units[(number + 1) % len(units)]
        found = today - timedelta(days=40 + 5 * number)
        finder = staff[unit.pk]["zy"] if origin == "self_check" else people["qinglianban"]
        problem = problem_open(
            title=title, text=text, unit=unit, by=finder, origin=origin, found_on=found,
            act_on=date(found.year - number % 2, 1, 15), finder_unit=finder.unit, lead_unit=lead,
            origin_label=f"示例县{found.year}年第{number + 1}号问题清单", number=str(number + 1),
            due_on=today + timedelta(days=60), amount_fen=fen,
        )  # fmt: skip
        _mended(problem, number, people, staff[unit.pk], staff[lead.pk])


def _mended(
    problem: Problem, far: int, people: dict[str, User], own: dict[str, User], lead: dict[str, User]
) -> None:
    today, officer = timezone.localdate(), own["zy"]
    if far == 0:
        sighting_add(
            problem=problem, by=people["jiandu"], origin="discipline", seen_on=today - timedelta(days=12),
            why="同一单位、同一批标段", unit=people["jiandu"].unit, document="示例县派驻监督清单",
            text="三个标段保证金未按期退还。",
        )  # fmt: skip
        return
    at_once = measure_add(
        problem=problem, by=officer, pace="at_once", text="逐件补办并说明理由", who="办公室",
        due_on=today + timedelta(days=10),
    )  # fmt: skip
    standing = measure_add(
        problem=problem, by=officer, pace="standing", text="每季度抽查一次", who="法规科", every=3
    )
    if far == 1:
        return
    with picture(officer, "整改情况", far) as papers:
        measure_report(measure=at_once, by=officer, text="已全部补办。", done=True, papers=papers)
    look_say(measure=standing, by=officer, kept=True, text="抽查三十件，没有再超期。")
    if problem.amount_fen:
        amount_add(
            problem=problem, by=officer, kind="recovered", amount_fen=problem.amount_fen // 2,
            on=today - timedelta(days=6), voucher_no=f"示凭{today.year}-{far:03d}",
        )  # fmt: skip
    with picture(officer, "制度文件", 40 + far) as papers:
        fix = fix_add(
            problem=problem, by=officer, title="办件时限管理办法", doc_no=f"示办发〔{today.year}〕{far}号",
            effective_on=today - timedelta(days=5), rule_id=RULE, papers=papers,
        )  # fmt: skip
    fix_prove(fix=fix, by=officer)
    with picture(officer, "销号材料", 60 + far) as papers:
        problem_apply(
            problem=problem, by=officer, outcome="已整改到位，制度已施行。", papers=papers
        )
    if far == 2:
        return
    problem_first_check(problem=problem, by=lead["fz"], text="现场看了台账和案卷，属实。")
    if far == 3:
        return
    problem_second_check(problem=problem, by=people["jiandu"], text="抽看二十件，未再出现。")
