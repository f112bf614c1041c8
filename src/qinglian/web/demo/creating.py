"""
Unit creation: a village that is named, a school in notice, a bureau at its first check, another school whose naming was
withdrawn; a brand with a missing leaf, a practice, model sites. 单元创建。
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.workdays import add_working_days
from qinglian.web.creation.models import Application, Naming, Negative, Point, StandardVersion
from qinglian.web.creation.scoring import answers_of
from qinglian.web.creation.services.applying import (
    application_accept,
    application_make,
    application_submit,
    clause_first,
    clause_self,
    participant_join,
)
from qinglian.web.creation.services.assessing import (
    application_finish,
    assessors_draw,
    assessors_seed,
    clause_assess,
)
from qinglian.web.creation.services.brands import (
    brand_make,
    brand_show,
    practice_promote,
    practice_propose,
    practice_try,
    trial_report,
)
from qinglian.web.creation.services.conditions import (
    condition_decide,
    condition_enter,
    condition_state,
)
from qinglian.web.creation.services.naming import (
    application_name,
    application_publish,
    objection_enter,
)
from qinglian.web.creation.services.points import point_make, point_visit
from qinglian.web.creation.services.reviews import reviews_due
from qinglian.web.creation.services.standards import (
    dimension_rename,
    standard_make,
    version_issue,
)
from qinglian.web.creation.services.subsidies import subsidy_issue, subsidy_make
from qinglian.web.demo.signed import picture
from qinglian.web.units.models import Unit

Staff = dict[int, dict[str, User]]
LEAVES = (
    "清风工地",
    "阳光招标",
    "廉洁窗口",
    "透明账本",
    "规矩执法",
    "",
    "清朗校园",
    "放心诊室",
    "明白村务",
)
"""Names of leaves, all made up; the sixth is missing so that one sees how that looks."""


class Creating:
    """The people of the lead body and what they bring about."""

    def __init__(self, county: Unit, people: dict[str, User], staff: Staff) -> None:
        self.county, self.staff = county, staff
        self.one, self.two = people["qinglianban"], people["qinglianban2"]
        self.leader = people["xianzhang"]
        self.today = timezone.localdate()
        self.photos: Iterator[int] = count(300)

    def standard(self, example: str, title: str, unit_type: str) -> StandardVersion:
        """Taken from an example, made one's own, issued by somebody else."""
        made = standard_make(
            title=title, unit_type=unit_type, lead_unit=self.county, by=self.one, example=example
        )
        names = made.versions.get().clauses.values_list("dimension", flat=True)
        for number, name in enumerate(dict.fromkeys(names), 1):
            if "示例" in name:
                dimension_rename(standard=made, by=self.one, was=name, now=f"本地维度{number}")
        return version_issue(
            standard=made, by=self.two, valid_from=self.today - timedelta(days=700),
            document="示例县清廉办〔2025〕3号",
        )  # fmt: skip

    def applied(self, standard: StandardVersion, unit: Unit, share: float = 1) -> Application:
        """Applied for, checked by itself clause by clause, handed in."""
        own = self.staff[unit.pk]["zy"]
        made = application_make(standard=standard, tier="qualified", by=own)
        for one in answers_of(made):
            counted = one.clause.counting == "points"
            clause_self(
                answer=one, by=own, text=f"{one.clause.text}：已落实，材料齐全。",
                points=int(one.clause.points * share) if counted else None, met=None if counted else True,
            )  # fmt: skip
        return application_submit(row=made, by=own)

    def assessed(self, application: Application) -> Application:
        """Checked first, assessors drawn, each clause looked at on the spot."""
        for one in answers_of(application):
            clause_first(answer=one, by=self.one, accepted=True)
        application = application_accept(row=application, by=self.one)
        others = [one for one in self.staff if one != application.unit_id][:6]
        assessors_seed(
            row=application, by=self.one, size=1, units=Unit.objects.filter(pk__in=others)
        )
        application = assessors_draw(row=application, by=self.one)
        drawn = application.assessors.get().user
        for number, one in enumerate(answers_of(application)):
            counted = one.clause.counting == "points"
            points = max(0, one.clause.points - (2 if number == 1 else 0)) if counted else None
            with picture(drawn, f"现场{one.clause.number}", next(self.photos)) as papers:
                clause_assess(
                    answer=one, by=drawn, points=points, met=None if counted else True,
                    text="看了台账和现场，少一个月的记录。" if number == 1 else "看了台账和现场。",
                    papers=papers if number < 2 else [],
                )  # fmt: skip
        return application_finish(
            row=application, by=drawn, opinion="对照标准逐条看过，达到申报梯次。"
        )

    def published(self, application: Application) -> Application:
        """The notice begins today."""
        return application_publish(
            row=self.assessed(application), by=self.one, begins_on=self.today,
            ends_on=add_working_days(self.today, 7), place="示例县人民政府网站、村（校）公开栏",
        )  # fmt: skip

    def named(self, application: Application, on: date) -> Naming:
        """Named on a day in the past: only the days are moved back."""
        application = self.published(application)
        application.notices.update(
            begins_on=on - timedelta(days=15), ends_on=on - timedelta(days=2)
        )
        return application_name(
            row=application,
            by=self.leader,
            tier="qualified",
            decision="示例县〔2025〕21号",
            decided_on=on,
        )


def creating_made(bodies: dict[str, Unit], people: dict[str, User], staff: Staff) -> None:
    """All of it."""
    county = bodies["county"]
    work = Creating(county, people, staff)
    of = {
        kind: list(Unit.objects.filter(unit_type=kind, pk__in=staff).order_by("code"))
        for kind in ("village", "school", "agency")
    }
    village = work.standard("village", "示例县清廉村居创建标准", "village")
    school = work.standard("school", "示例县清廉学校创建标准", "school")
    agency = work.standard("agency", "示例县清廉机关创建标准", "agency")
    window = work.standard("window", "示例县清廉窗口创建标准", "agency")
    kept = work.named(work.applied(village, of["village"][0]), work.today - timedelta(days=345))
    gone = work.named(work.applied(school, of["school"][0]), work.today - timedelta(days=120))
    _withdrawn(gone, work)
    noticed = work.published(work.applied(school, of["school"][1]))
    objection_enter(row=noticed, by=work.one, source="public", text="食堂进货台账上个月没有公开。")
    bureau = next(one for one in of["agency"] if one.level == Unit.Level.COUNTY)
    own = staff[bureau.pk]["zy"]
    work.applied(agency, bureau, 0.9)
    carrier = application_make(
        standard=window, tier="qualified", by=own, range="public", carrier_name="政务服务窗口"
    )
    participant_join(
        row=carrier, by=own, kind="association", name="示例县行业协会", role="派员体验办事流程并提意见",
        contact="示例县行业协会秘书处",
    )  # fmt: skip
    reviews_due()
    rule = subsidy_make(
        title="清廉村居奖补资格", year=work.today.year, standard=kept.standard, lead_unit=county,
        basis="示例县村居奖补办法第四条", tier="qualified", share=80, by=work.one,
    )  # fmt: skip
    subsidy_issue(row=rule, by=work.two)
    _brand(work, [*of["agency"], *of["school"], *of["village"]])
    _practice(work, of["village"])
    _points(work, of["village"][0], of["school"][2], people)


def _withdrawn(naming: Naming, work: Creating) -> None:
    """A condition from a paper: suspended the same day, heard, withdrawn by the person named for it."""
    condition = condition_enter(
        row=naming, by=work.one, decider=work.two, basis="示例县教育局〔2026〕8号通报：违规收取资料费。",
        negative=Negative.objects.get(of=naming.under, source="entered"),
    )  # fmt: skip
    condition = condition_state(
        row=condition, by=work.staff[naming.unit_id]["zy"], text="情况属实，已全部退还并公开检讨。"
    )
    condition_decide(
        row=condition, by=work.two, outcome="withdraw", why="通报认定属实，符合标准所列负面情形。",
        decision="示例县〔2026〕15号",
    )  # fmt: skip


def _brand(work: Creating, units: list[Unit]) -> None:
    parent = brand_make(
        name="清风示例", by=work.one, leaves=len(LEAVES),
        meaning="以公开促公正，以规矩护实干：权力在哪里，监督就到哪里。",
        carrier="一县一标准、一单元一清单、一年一复核。", spread="印发画册，组织观摩三次（示例）。",
    )  # fmt: skip
    brand_show(row=parent, by=work.two)
    homes = iter(dict.fromkeys(one for one in units if one.pk in work.staff))
    for place, name in enumerate(LEAVES, 1):
        if not name:
            continue
        unit = next(homes)
        own = work.staff[unit.pk]["zy"]
        with picture(own, name, next(work.photos)) as papers:
            leaf = brand_make(
                name=name, parent=parent, place=place, by=own, papers=papers,
                meaning=f"{name}：把办事的每一步放到看得见的地方，把容易出问题的环节管在前面。",
                carrier="制度上墙、台账上网、现场有牌，群众随时可以对照。",
                spread="在本系统试行，邻近单位来看过两次（示例）。",
            )  # fmt: skip
        brand_show(row=leaf, by=work.two)


def _practice(work: Creating, villages: list[Unit]) -> None:
    own = work.staff[villages[1].pk]["zy"]
    made = practice_propose(
        title="村务账目“一事一页”公开", lead_unit=work.county, by=own,
        problem="账目公开看不懂，群众反复来问。", measure="每件事一页：谁定的、花多少、给了谁、剩多少。",
        figure="每月重复询问", before=18, after=5, figure_unit="次", figure_from="村务询问登记簿",
        elsewhere="有专人记账的村都可以照着做，模板一页纸。",
    )  # fmt: skip
    made = practice_try(
        row=made, by=work.one, units=[villages[2]], begins_on=work.today - timedelta(days=90),
        ends_on=work.today - timedelta(days=5),
    )  # fmt: skip
    trial_report(
        row=made, by=work.staff[villages[2].pk]["zy"], trial=made.trials.get(), before=14, after=6,
        text="三个月，同样的登记簿；同期没有别的大变化。",
    )  # fmt: skip
    made.refresh_from_db()
    practice_promote(row=made, by=work.leader, why="两个村都有效，成本低。")


def _points(work: Creating, village: Unit, school: Unit, people: dict[str, User]) -> None:
    today, said = work.today, {"lead_unit": work.county, "by": work.one}
    begun, ends = today - timedelta(days=200), today + timedelta(days=165)
    for unit, title, kind in (
        (village, "村务公开示范点", "model"),
        (school, "阳光食堂示范点", "model"),
        (school, "示例县领导联系点", "contact"),
    ):
        point_make(
            kind=kind, title=title, unit=unit, shows="公开怎么做、账怎么记、问题怎么答。", post="示例县领导",
            valid_from=begun, valid_to=ends, check_on=today + timedelta(days=30),
            leader=people["xianzhang"], **said,
        )  # fmt: skip
    for point in Point.objects.filter(unit=school):
        point_visit(
            row=point, by=work.one, on=today - timedelta(days=20), visitor="示例县领导",
            seen="看了食堂进货台账和家长监督记录。", came="当场定下台账每周上墙，由总务处落实。",
        )  # fmt: skip
