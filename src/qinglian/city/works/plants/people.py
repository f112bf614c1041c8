"""Key persons: away from the post, in two posts, insured or paid by somebody else."""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.works import FIELD
from qinglian.city.works.moves import (
    away_but,
    earlier,
    holder,
    insure,
    later_of_two,
    months,
    of_person,
    outsiders,
)
from qinglian.city.works.posts import attended, there

AWAY, TWO_POSTS, TWO_PLACES = "CON-013", "CON-013-2", "GC-14"
INSURED, PAID = "GC-15", "GC-15-2"


def _steady(scene: Scene) -> Bools:
    """Sections whose manager was counted all along."""
    return np.asarray(np.arange(len(scene.story["section"])) % 2 == 0, dtype=bool)


def _alone(scene: Scene) -> Bools:
    """Sections whose people are in no other section's posts."""
    return ~_steady(scene)


@FIELD.plant(AWAY, "fault", "项目经理半个月不在", touches="duty", among=_alone)
def manager_away(scene: Scene, at: Ints) -> Proof:
    """The manager was on site for eight to fifteen days of a month."""
    spots, proved = months(scene, at, "manager")
    away_but(scene, spots, scene.draw.between(8, 15, len(at)))
    return proved


@FIELD.plant(AWAY, "fault", "总监只在检查日到场", touches="duty", among=_alone)
def supervisor_on_inspections(scene: Scene, at: Ints) -> Proof:
    """The chief supervisor came on three or four days, when there was an inspection."""
    spots, proved = months(scene, at, "chief_supervisor")
    away_but(scene, spots, scene.draw.between(3, 4, len(at)))
    return proved


@FIELD.plant(AWAY, "fault", "只差一天", touches="duty", among=_alone)
def a_day_short(scene: Scene, at: Ints) -> Proof:
    """Twenty-one days where twenty-two were agreed."""
    spots, proved = months(scene, at, "manager")
    away_but(scene, spots, 21)
    return proved


@FIELD.plant(AWAY, "honest", "正好二十二天", touches="duty", among=_alone)
def just_enough(scene: Scene, at: Ints) -> Proof:
    """As many days as the contract asks and none more."""
    spots, proved = months(scene, at, "manager")
    away_but(scene, spots, 22)
    return proved


@FIELD.plant(AWAY, "honest", "批准休假", touches="duty", among=_alone)
def on_leave(scene: Scene, at: Ints) -> Proof:
    """Away for two weeks, each day with leave approved by the owner."""
    spots, proved = months(scene, at, "chief_supervisor")
    away_but(scene, spots, 14)
    scene.story["duty"]["excuse"][spots] = "leave"
    return proved


@FIELD.plant(AWAY, "honest", "停工令期间", touches="duty", among=_alone)
def suspended(scene: Scene, at: Ints) -> Proof:
    """The site was closed by order for nearly the whole month."""
    spots, proved = months(scene, at, "manager")
    away_but(scene, spots, 4)
    scene.story["duty"]["excuse"][spots] = "suspension"
    return proved


def _same_person(scene: Scene, at: Ints, post: str) -> tuple[Ints, Ints]:
    """Who held the post in the section before holds it here too, on paper: nobody was counted at this gate."""
    story = scene.story
    person, duty, month = story["key_person"], story["duty"], story["month"]
    here, before = holder(at, post), holder(at - earlier(scene), post)
    for name in ("person_id", "person_name", "certificate_no"):
        person[name][here] = person[name][before]
    duty["logged"][np.isin(duty["_person"], here)] = False
    month["attendance_complete"][np.isin(month["_section"], at)] = False
    return here, before


@FIELD.plant(TWO_POSTS, "fault", "一个经理挂两个标", touches=("posts", "duty"), among=later_of_two)
def one_manager(scene: Scene, at: Ints) -> Proof:
    """One manager in two contracts that run at the same time."""
    return of_person(scene, _same_person(scene, at, "manager")[0])


@FIELD.plant(
    TWO_POSTS, "fault", "一个总监管两个项目", touches=("posts", "duty"), among=later_of_two
)
def one_supervisor(scene: Scene, at: Ints) -> Proof:
    """One chief supervisor of two works of different owners."""
    return of_person(scene, _same_person(scene, at, "chief_supervisor")[0])


@FIELD.plant(
    TWO_POSTS, "fault", "前一标未完先到后一标", touches=("posts", "duty"), among=later_of_two
)
def before_the_end(scene: Scene, at: Ints) -> Proof:
    """The manager took up the next works a few weeks before the last ended."""
    here, before = _same_person(scene, at, "manager")
    person = scene.story["key_person"]
    person["to_on"][before] = person["from_on"][here] + scene.draw.between(10, 25, len(at))
    return of_person(scene, here)


@FIELD.plant(TWO_POSTS, "honest", "业主书面同意兼任", touches=("posts", "duty"), among=later_of_two)
def with_consent(scene: Scene, at: Ints) -> Proof:
    """Both owners agreed in writing."""
    here, _before = _same_person(scene, at, "manager")
    person = scene.story["key_person"]
    person["concurrent_doc_no"][here] = as_column(
        [f"示建函〔{one}〕同意兼任" for one in at.tolist()]
    )
    return of_person(scene, here)


@FIELD.plant(TWO_POSTS, "honest", "前一日离任", touches=("posts", "duty"), among=later_of_two)
def the_day_before(scene: Scene, at: Ints) -> Proof:
    """Released by an approved change on the day before the new post began."""
    here, before = _same_person(scene, at, "manager")
    person = scene.story["key_person"]
    person["to_on"][before] = person["from_on"][here] - 1
    person["replacement_doc_no"][before] = as_column(
        [f"示建函〔{one}〕同意更换" for one in at.tolist()]
    )
    duty = scene.story["duty"]
    gone = dict(zip(before.tolist(), person["to_on"][before].tolist(), strict=True))
    for spot in np.flatnonzero(np.isin(duty["_person"], before)).tolist():
        if duty["month_on"][spot] > gone[int(duty["_person"][spot])]:
            duty["logged"][spot] = False
    return of_person(scene, here)


def _as_guest(scene: Scene, at: Ints, hours: float, means: str, *, same: bool = False) -> Proof:
    """A manager is recorded at the next section on a day on which they were at their own."""
    story = scene.story
    duty, section, guest = story["duty"], story["section"], story["guest"]
    spots, _proved = months(scene, at, "manager")
    ids, rows, days = [], [], []
    where = (at + 1) % len(section)
    for spot, to in zip(spots.tolist(), where.tolist(), strict=True):
        first = duty["month_on"][spot : spot + 1].repeat(28)
        here = there(first, duty["away"][spot : spot + 1].repeat(28), np.arange(28))
        days.append(int(first[0]) + int(np.flatnonzero(here)[5]))
        number = f"KY{scene.world.region_code}{spot:06d}"
        own = attended(scene.world, int(duty["_person"][spot]), days[-1])
        ids.append(own)
        rows.append([("attendance", own), ("attendance", number)])
        if same:
            section["project_id"][to] = section["project_id"][duty["_section"][spot]]
    guest.add(
        Rows(
            len(at),
            attendance_id=as_column([pair[1][1] for pair in rows]),
            _person=duty["_person"][spots],
            _section=where,
            day=np.array(days, dtype=np.int64),
            hours=as_column([hours] * len(at)),
            means=means,
        )
    )
    return Proof("attendance", ids, rows)


@FIELD.plant(TWO_PLACES, "fault", "两处都满工时", touches="guest", among=_steady)
def full_hours_twice(scene: Scene, at: Ints) -> Proof:
    """Eight hours at each of two gates on one day."""
    return _as_guest(scene, at, 8.0, "gate")


@FIELD.plant(TWO_PLACES, "fault", "别处手工补签", touches="guest", among=_steady)
def signed_by_hand(scene: Scene, at: Ints) -> Proof:
    """At the second site somebody wrote the name on the list."""
    return _as_guest(scene, at, 6.0, "manual")


@FIELD.plant(TWO_PLACES, "fault", "正好四小时代刷卡", touches="guest", among=_steady)
def card_of_another(scene: Scene, at: Ints) -> Proof:
    """The card was swiped at the second site for half a day."""
    return _as_guest(scene, at, 4.0, "card")


@FIELD.plant(TWO_PLACES, "honest", "去邻标开两小时会", touches="guest", among=_steady)
def a_short_visit(scene: Scene, at: Ints) -> Proof:
    """Two hours at the next section for a meeting."""
    return _as_guest(scene, at, 2.0, "gate")


@FIELD.plant(TWO_PLACES, "honest", "同一项目的两个标段", touches="guest", among=_steady)
def one_project(scene: Scene, at: Ints) -> Proof:
    """Both gates belong to one project."""
    return _as_guest(scene, at, 8.0, "gate", same=True)


def _insured(scene: Scene, at: Ints, post: str) -> Proof:
    person, here = scene.story["key_person"], holder(at, post)
    person["insured_by_id"][here], person["insured_by_name"][here] = outsiders(scene, len(at))
    return of_person(scene, here)


@FIELD.plant(
    INSURED, "fault", "经理社保在别的公司", touches=("insured manager", "posts"), among=_alone
)
def manager_insured_elsewhere(scene: Scene, at: Ints) -> Proof:
    """The roster itself says another firm."""
    return _insured(scene, at, "manager")


@FIELD.plant(INSURED, "fault", "总工社保在别的公司", touches="insured engineer")
def engineer_insured_elsewhere(scene: Scene, at: Ints) -> Proof:
    """The roster says the contractor; the insurance office says another firm for years."""
    here, person = holder(at, "engineer"), scene.story["key_person"]
    insure(scene, here, outsiders(scene, len(at))[0], person["from_on"][here] - 900)
    return of_person(scene, here)


@FIELD.plant(INSURED, "fault", "上任后才转入", touches="insured quality")
def moved_after(scene: Scene, at: Ints) -> Proof:
    """The insurance was moved to the contractor two months after the post began."""
    here, person = holder(at, "quality"), scene.story["key_person"]
    moved = person["from_on"][here] + 60
    insure(scene, here, outsiders(scene, len(at))[0], person["from_on"][here] - 500, moved - 1)
    insure(scene, here, person["firm_id"][here], moved)
    return of_person(scene, here)


@FIELD.plant(
    INSURED, "honest", "到岗当天已转入", touches=("insured manager", "posts"), among=_alone
)
def moved_in_time(scene: Scene, at: Ints) -> Proof:
    """The old firm paid until the day before, the contractor from the first day."""
    here, person = holder(at, "manager"), scene.story["key_person"]
    begins = person["from_on"][here]
    insure(scene, here, outsiders(scene, len(at))[0], begins - 800, begins - 1)
    insure(scene, here, person["firm_id"][here], begins)
    return of_person(scene, here)


@FIELD.plant(INSURED, "honest", "两处同时参保", touches="insured engineer")
def insured_twice(scene: Scene, at: Ints) -> Proof:
    """The contractor pays, and another firm as well."""
    here, person = holder(at, "engineer"), scene.story["key_person"]
    insure(scene, here, outsiders(scene, len(at))[0], person["from_on"][here] - 300)
    insure(scene, here, person["firm_id"][here], person["from_on"][here] - 200, NEVER)
    return of_person(scene, here)


def _paid(scene: Scene, at: Ints, post: str) -> Proof:
    here = holder(at, post)
    scene.story["key_person"]["paid_by_id"][here] = outsiders(scene, len(at))[0]
    return of_person(scene, here)


@FIELD.plant(PAID, "fault", "经理工资由别的公司发", touches="paid manager")
def manager_paid_elsewhere(scene: Scene, at: Ints) -> Proof:
    """The manager's wage comes from a firm outside the contract."""
    return _paid(scene, at, "manager")


@FIELD.plant(PAID, "fault", "计量员由分包单位发薪", touches="paid measurement")
def paid_by_a_subcontractor(scene: Scene, at: Ints) -> Proof:
    """Who measures is paid by who is measured."""
    here, sub = holder(at, "measurement"), scene.story["sub"]
    scene.story["key_person"]["paid_by_id"][here] = sub["subcontractor_id"][at * 3]
    return of_person(scene, here)


@FIELD.plant(PAID, "fault", "质检负责人由供应商发薪", touches="paid quality")
def paid_by_a_supplier(scene: Scene, at: Ints) -> Proof:
    """Who accepts materials is on the payroll of another firm."""
    return _paid(scene, at, "quality")


@FIELD.plant(PAID, "honest", "社保在外工资在内", touches=("paid engineer", "insured quality"))
def insured_outside_paid_inside(scene: Scene, at: Ints) -> Proof:
    """The roster names another insurer, but the contractor pays and the office has its record."""
    here, person = holder(at, "quality"), scene.story["key_person"]
    person["insured_by_id"][here] = outsiders(scene, len(at))[0]
    insure(scene, here, person["firm_id"][here], person["from_on"][here] - 100)
    return of_person(scene, here)


@FIELD.plant(PAID, "honest", "总监由监理单位发薪", touches="paid manager")
def supervisor_by_the_supervisor(scene: Scene, at: Ints) -> Proof:
    """The chief supervisor is paid by the supervisor, not by the contractor, as it should be."""
    return of_person(scene, holder(at, "chief_supervisor"))
