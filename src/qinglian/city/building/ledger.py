"""
写成表：建设程序的故事变成数据字典里的行。Projects as rows of the dictionary; on one day, first things first.
"""

import numpy as np

from qinglian.city.days import END, NEVER, clock
from qinglian.city.draw import Ints, as_column, either
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World


def write(world: World, story: Story) -> dict[str, Rows]:
    """All tables that projects fill."""
    p = story["project"]
    n = len(p)
    code = [one[2:] for one in p["project_id"].tolist()]
    houses = np.asarray(p["houses"], dtype=bool)
    who = {"unit_id": p["unit_id"], "unit_name": p["unit_name"]}
    project = Rows(
        n,
        project_id=p["project_id"],
        title=as_column([f"示例公路工程{one}" for one in code]),
        **who,
        feasibility_approved_at=at(p["feasibility"], 8),
        prelim_design_approved_at=at(p["design"], 9),
        drawing_reviewed_at=at(p["drawing"], 10),
        permit_issued_at=at(p["permit"], 12),
        quality_registered_at=at(p["quality"], 11),
        work_started_at=at(p["started"], 15),
        work_ended_at=at(p["ended"], 17),
        emergency_doc_no=p["emergency_doc_no"],
        works_kind=either(houses, "building", "highway"),
        handover_accepted_at=np.where(houses, at(p["accepted"], 9), NEVER),
        completion_filed_at=np.where(houses, at(p["completion"], 10), NEVER),
    )
    section = Rows(
        n,
        section_id=as_column([f"JSBD{one}" for one in code]),
        project_id=p["project_id"],
        **who,
        works_kind="highway",
        signed_at=at(p["signed"], 9),
    )
    handover = Rows(
        n,
        handover_id=as_column([f"JJ{one}" for one in code]),
        project_id=p["project_id"],
        accepted_at=at(p["accepted"], 9),
        reported_at=at(p["filed"], 10),
        trial_started_at=at(p["trial"], 14),
        opened_at=at(p["opened"], 14),
        handed_over_at=at(p["handed"], 16),
        early_doc_no=p["early_trial_no"],
        emergency_doc_no=p["opening_doc_no"],
    )
    last = {
        "defects_cleared_at": "cleared", "final_account_at": "account", "account_audited_at": "audited",
        "documents_ready_at": "documents", "archive_accepted_at": "archives", "environment_accepted_at": "environment",
        "summaries_at": "summaries", "appraised_at": "appraised",
    }  # fmt: skip
    acceptance = Rows(
        n,
        acceptance_id=as_column([f"JG{one}" for one in code]),
        project_id=p["project_id"],
        **{name: at(p[held], 9) for name, held in last.items()},
        accepted_at=at(p["final"], 15),
        early_doc_no=p["early_doc_no"],
        merged_flag=p["merged"],
    )
    return {
        "project": project,
        "section": section,
        "handover": handover,
        "acceptance": acceptance,
        "certificate": _payments(story),
        "variation": _variations(story),
        "work_zone": _zones(story),
    }


def at(day: Ints, hour: int) -> Ints:
    """The instants of these days; nothing later than the end of the records."""
    return clock(np.where(day > END, NEVER, day), hour)


def _payments(story: Story) -> Rows:
    held = story["payment"]
    code = [one[2:] for one in story["project"]["project_id"].tolist()]
    return Rows(
        len(held),
        certificate_id=held["certificate_id"],
        section_id=as_column([f"JSBD{one}" for one in code]),
        period=1,
        applied_at=at(held["applied"], 9),
        certified_at=at(held["certified"], 10),
        approved_at=at(held["approved"], 11),
        paid_at=at(held["paid"], 15),
    )


def _variations(story: Story) -> Rows:
    held = story["variation"]
    unfiled = (held["approved"] == NEVER) | (held["filed_after"] == NEVER)
    filed = np.where(unfiled, NEVER, held["approved"] + held["filed_after"])
    code = [one[2:] for one in story["project"]["project_id"].tolist()]
    return Rows(
        len(held),
        {
            name: held[name]
            for name in ("variation_id", "urgent", "urgent_doc_no", "applied_by", "approved_by")
        },
        section_id=as_column([f"JSBD{one}" for one in code]),
        applied_at=at(held["applied"], 8),
        scheme_approved_at=at(held["scheme"], 9),
        cost_approved_at=at(held["cost"], 10),
        approved_at=at(held["approved"], 11),
        ordered_at=at(held["ordered"], 13),
        executed_at=at(held["executed"], 15),
        filed_at=at(filed, 16),
        grade="ordinary",
    )


def _zones(story: Story) -> Rows:
    rows = Rows(0)
    for kind, closure, purpose in (
        ("full", "full", None),
        ("half", "half", None),
        ("crossing", None, "crossing"),
    ):
        held = story[kind]
        n = len(held)
        more = Rows(
            n,
            work_zone_id=held["work_zone_id"],
            closure=as_column([closure] * n),
            purpose=as_column([purpose or "maintenance"] * n),
            length_m=as_column([float(one) for one in held["length"].tolist()]),
            days=held["days"],
            noticed_at=at(held["noticed"], 9),
            permit_at=at(held["permit"], 9),
            started_at=at(held["started"], 15),
            emergency_flag=held["emergency"],
        )
        if len(rows):
            rows.add(more)
        else:
            rows = more
    return rows
