"""
The roles, and what each opens along which lines. 角色，以及各自沿哪些线看见什么。

Source: practice.md 3.1 and 4, glossary.md. A grant names a kind of object, the column of it that holds a body
(its *anchor*), and the kinds of line along which the body of the role must reach that one. Nothing is opened
but by a grant.

Three administrators are kept apart (等保三级, GB/T 22239-2019): the system administrator sets up bodies and
people and sees no matter; the security administrator approves roles; the audit administrator reads records.
None of them may hold a second one.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does for a body."""

    UNIT_OFFICER = "unit_officer", _("清廉专员")
    UNIT_HEAD = "unit_head", _("一把手")
    LEADER = "leader", _("班子成员")
    AUTHORITY_HANDLER = "authority_handler", _("主管部门经办")
    AUTHORITY_HEAD = "authority_head", _("主管部门负责人")
    LEAD_LIAISON = "lead_liaison", _("牵头单位联络员")
    PROGRAMME_OFFICE = "programme_office", _("清廉办")
    TRIAGE_OFFICER = "triage_officer", _("研判岗")
    SUPERVISOR = "supervisor", _("派驻监督员")
    SUPERVISION_HEAD = "supervision_head", _("派驻组组长")
    SEALED_KEEPER = "sealed_keeper", _("派驻组（密）")
    PROJECT_PARTY = "project_party", _("项目参建方")
    OBSERVER = "observer", _("特约监察员")
    AUDITOR = "auditor", _("审计员（只读）")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
ALL = "*"
"""Every row, whatever body it is of."""


@dataclass(frozen=True, slots=True)
class Grant:
    """
    One thing a role opens.

    `object`: the scoped kind (`unit`, `alert`, `task`, `problem`, `inspection`, `campaign`, `difficulty`, `meeting`,
    `consultation`, `document`, `programme`, `duty`, `evidence`, `talk`, `creation`, `ask`, `works`, `batch`, `run`,
    `signal`, `record`, `person`, `transfer`, `integration`). Of `works` a role opens reading, and to the owner's
    body and the authority the register of projects; who measures and signs is named by contract (`works.people`).
    `anchor`: which body of the object counts; each model says in `SCOPE` which column holds it. `watched` and
    `office` are the body concerned as those see it who supervise it: a confidential check is closed along
    `unit` and open along these; so is an unannounced inspection before its feedback. `via`: kinds of line (`self`,
    `belongs`, `guides`, `supervises`, `leads`, `party`) or `*`. `write`: verbs are open, not only pages. `depth`: how
    many lines far; None for any number.
    """

    object: str
    anchor: str = "unit"
    via: tuple[str, ...] = ("self",)
    write: bool = False
    depth: int | None = None


OWN, BELOW, ANY = ("self",), ("self", "belongs"), (ALL,)
WATCHED = ("supervises",)
_DRAFTING = (Grant("document", write=True), Grant("document", "giver", write=True))
"""Papers of the body of the role, and of one's own: an office drafts for a whole county."""
_ASKED = (
    Grant("problem", write=True),
    Grant("problem", "lead", write=True),
    Grant("inspection", write=True),
    Grant("campaign", write=True),
    Grant("campaign", "lead", write=True),
    Grant("difficulty", write=True),
    Grant("difficulty", "lead", write=True),
    Grant("meeting"),
    Grant("meeting", "host", write=True),
    Grant("consultation", write=True),
    Grant("consultation", "asker", write=True),
    Grant("duty", write=True),
    Grant("duty", "giver", write=True),
    Grant("programme", "giver", write=True),
    Grant("evidence", write=True),
    Grant("evidence", "giver", write=True),
    Grant("talk", write=True),
    Grant("creation", write=True),
    Grant("creation", "lead", write=True),
    Grant("ask"),
    Grant("ask", "giver", write=True),
    Grant("works", write=True),
    Grant("works", "authority", write=True),
    *_DRAFTING,
)
"""What whoever works in a body does there: what it is asked, what it leads, what it asks of others."""
_OVERSEEING = (
    Grant("problem", "finder", write=True),
    Grant("inspection", "giver", write=True),
    Grant("campaign", "urging", write=True),
)
"""What a body finds, inspects and urges in others."""
_LEADING = (
    Grant("unit", via=BELOW),
    Grant("alert", via=BELOW),
    Grant("task", via=BELOW, write=True),
    Grant("task", "assisting", via=BELOW),
    Grant("person", via=OWN),
    *_ASKED,
    *_OVERSEEING,
    *(
        Grant(kind, via=BELOW)
        for kind in (
            "problem",
            "inspection",
            "campaign",
            "difficulty",
            "duty",
            "evidence",
            "creation",
            "ask",
            "works",
        )
    ),
    Grant("campaign", "lead", via=BELOW),
)
_READ = (
    "unit", "alert", "task", "problem", "inspection", "campaign", "difficulty", "meeting", "consultation", "duty",
    "programme", "evidence", "creation", "ask", "works", "batch", "run", "signal", "record", "person",
)  # fmt: skip
"""What an auditor reads, of every body; he writes nothing but papers of his own (疑点核实取证单)."""
_AUTHORITY = (
    Grant("unit", via=(*BELOW, "guides")),
    Grant("alert", "authority", write=True),
    Grant("task", write=True),
    Grant("task", "assisting", write=True),
    Grant("task", "giver", write=True),
    *_ASKED,
    *_OVERSEEING,
)
_OFFICE = (
    Grant("unit", via=BELOW),
    Grant("alert", "office", via=BELOW, write=True),
    Grant("task", via=BELOW, write=True),
    Grant("task", "giver", write=True),
    Grant("batch", via=BELOW, write=True),
    Grant("run", via=BELOW, write=True),
    Grant("signal", via=BELOW),
    Grant("signal", "holder", via=BELOW),
    *_ASKED,
    *_OVERSEEING,
    Grant("inspection", "office", via=BELOW),
    *(
        Grant(kind, via=BELOW, write=True)
        for kind in ("problem", "campaign", "difficulty", "meeting", "duty", "evidence", "creation")
    ),
    Grant("campaign", "lead", via=BELOW),
    Grant("programme", "giver", via=BELOW, write=True),
    Grant("creation", "lead", via=BELOW, write=True),
    Grant("ask", via=BELOW),
    Grant("ask", "giver", via=BELOW, write=True),
    Grant("works", "office", via=BELOW),
)
_TEAM = (
    Grant("unit", via=(*OWN, *WATCHED)),
    Grant("alert", "watched", via=WATCHED, write=True),
    Grant("task", via=WATCHED, write=True),
    Grant("task", "giver", write=True),
    Grant("signal", via=WATCHED),
    Grant("run", via=ANY),
    *_ASKED,
    *_OVERSEEING,
    Grant("inspection", "watched", via=WATCHED),
    *(Grant(kind, via=WATCHED, write=True) for kind in ("problem", "campaign")),
    Grant("campaign", "lead", via=WATCHED),
    *(Grant(kind, via=WATCHED) for kind in ("difficulty", "duty", "evidence", "creation", "ask")),
    Grant("works", "watched", via=WATCHED),
)

GRANTS: dict[str, tuple[Grant, ...]] = {
    Role.UNIT_OFFICER: (
        Grant("unit"),
        Grant("alert", write=True),
        Grant("task", write=True),
        Grant("task", "assisting", write=True),
        *_ASKED,
    ),
    Role.UNIT_HEAD: _LEADING,
    Role.LEADER: _LEADING,
    Role.AUTHORITY_HANDLER: _AUTHORITY,
    Role.AUTHORITY_HEAD: _AUTHORITY,
    Role.LEAD_LIAISON: (
        Grant("unit", via=("self", "leads")),
        Grant("task", via=("leads",), write=True),
        Grant("task", "giver", write=True),
        *_ASKED,
        *_OVERSEEING,
        *(
            Grant(kind, via=("leads",))
            for kind in ("problem", "inspection", "campaign", "duty", "creation")
        ),
        Grant("evidence", via=("leads",), write=True),
    ),
    Role.PROGRAMME_OFFICE: _OFFICE,
    Role.TRIAGE_OFFICER: _OFFICE,
    Role.SUPERVISOR: _TEAM,
    Role.SUPERVISION_HEAD: _TEAM,
    Role.SEALED_KEEPER: (Grant("transfer", "team", write=True),),
    Role.PROJECT_PARTY: (),
    Role.OBSERVER: (),
    Role.AUDITOR: (
        *_DRAFTING,
        *(Grant(kind, via=ANY) for kind in _READ),
    ),
    Role.SYSTEM_ADMIN: (
        Grant("unit", via=ANY, write=True),
        Grant("person", via=ANY, write=True),
        Grant("integration", via=ANY, write=True),
    ),
    Role.SECURITY_ADMIN: (
        Grant("unit", via=ANY),
        Grant("person", via=ANY, write=True),
        Grant("integration", via=ANY, write=True),
    ),
    Role.AUDIT_ADMIN: (Grant("record", via=ANY), Grant("unit", via=ANY)),
}
