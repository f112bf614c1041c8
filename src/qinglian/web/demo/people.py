"""Who signs in to the demo: one person for each role that has something to look at. 演示账号。"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.units.models import Line, Unit

PASSWORD = "demo-qinglian-2026"
"""The same for all; a site with data that is not fictional never has these people."""
BEGUN = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """A demo sign-in: name, role, for which body the role is held, where the person works, what to look at."""

    username: str
    name: str
    role: str
    body: str
    home: str
    look: str


PEOPLE = (
    Person(
        "yanpan",
        "示例研判甲",
        Role.TRIAGE_OFFICER,
        "county",
        "office",
        "研判岗：预警、同因批量、回头看",
    ),
    Person(
        "yanpan2",
        "示例研判乙",
        Role.TRIAGE_OFFICER,
        "county",
        "office",
        "第二位研判岗：批量结论、审核",
    ),
    Person(
        "qinglianban",
        "示例清廉办",
        Role.PROGRAMME_OFFICE,
        "county",
        "office",
        "清廉办：方案清单、下发、单元创建、减负、数据、督查、专项整治、文书",
    ),
    Person(
        "qinglianban2",
        "示例清廉办乙",
        Role.PROGRAMME_OFFICE,
        "county",
        "office",
        "清廉办第二人：批准计划、保密审查、签发",
    ),
    Person(
        "jiandu",
        "示例监督员",
        Role.SUPERVISOR,
        "team",
        "team",
        "派驻监督员：抽核、提级、销号、待核实材料",
    ),
    Person(
        "zuzhang",
        "示例组长",
        Role.SUPERVISION_HEAD,
        "team",
        "team",
        "派驻组组长：同意延期、级别、移送",
    ),
    Person("miguan", "示例密管", Role.SEALED_KEEPER, "team", "team", "派驻组（密）：移送登记"),
    Person(
        "xianzhang",
        "示例县领导",
        Role.UNIT_HEAD,
        "county",
        "county",
        "一把手：驾驶舱、责任事项、谈话、年度报告",
    ),
    Person("shenji", "示例审计员", Role.AUDITOR, "county", "office", "审计员：全部只读"),
    Person(
        "xitong",
        "示例系统管理员",
        Role.SYSTEM_ADMIN,
        "county",
        "office",
        "系统管理员：单位、人员、导入",
    ),
    Person(
        "anquan",
        "示例安全管理员",
        Role.SECURITY_ADMIN,
        "county",
        "office",
        "安全管理员：批准角色、解锁",
    ),
    Person(
        "shenjiguanli",
        "示例审计管理员",
        Role.AUDIT_ADMIN,
        "county",
        "office",
        "审计管理员：审计记录",
    ),
)
BUREAU_ROLES = (
    (Role.AUTHORITY_HANDLER, "jb", "经办"),
    (Role.AUTHORITY_HEAD, "fz", "负责人"),
    (Role.UNIT_OFFICER, "zy", "专员"),
)
"""Every body of the county has these three; their sign-in is the prefix and the last digits of the body's number."""


def people_make(bodies: dict[str, Unit]) -> dict[str, User]:
    """Enter the people; roles are granted by the one administrator and approved by the other, as on a real site."""
    made: dict[str, User] = {}
    for one in PEOPLE:
        made[one.username] = User.objects.create_user(
            one.username, PASSWORD, name=one.name, unit=bodies[one.home]
        )
    granter, approver = made["xitong"], made["anquan"]
    assignments = [
        _held(made[one.username], one.role, bodies[one.body], granter, approver) for one in PEOPLE
    ]
    hashed = made["yanpan"].password
    staff: list[User] = []
    wanted: list[tuple[str, str, Unit]] = []
    below = Unit.objects.filter(lines_up__kind=Line.Kind.BELONGS, valid_to=None).distinct()
    for number, unit in enumerate(below.order_by("code"), 1):
        for role, prefix, word in BUREAU_ROLES:
            username = f"{prefix}{number:02d}"
            staff.append(
                User(username=username, name=f"示例{word}{number:02d}", unit=unit, password=hashed)
            )
            wanted.append((username, role, unit))
    User.objects.bulk_create(staff)
    by_name = {
        one.username: one
        for one in User.objects.filter(username__in=[one.username for one in staff])
    }
    made |= by_name
    assignments += [
        _held(by_name[name], role, unit, granter, approver) for name, role, unit in wanted
    ]
    Assignment.objects.bulk_create(assignments)
    return made


def _held(user: User, role: str, unit: Unit, granter: User, approver: User) -> Assignment:
    # Nobody approves what they granted: the first two administrators vouch for each other.
    by, second = (approver, granter) if user == granter else (granter, approver)
    return Assignment(
        user=user, role=role, unit=unit, valid_from=BEGUN, granted_by=by, approved_by=second
    )


def signs_in() -> list[tuple[str, str]]:
    """What to print: user name and what to look at."""
    first = User.objects.filter(username__in=("jb01", "fz01", "zy01")).select_related("unit")
    said: list[tuple[str, str]] = [(one.username, one.look) for one in PEOPLE]
    words: dict[str, Any] = {
        "jb01": "主管部门经办",
        "fz01": "主管部门负责人",
        "zy01": "清廉专员，责任事项与材料",
    }
    said += [(one.username, f"{words[one.username]}：{one.unit}") for one in first]
    return said
