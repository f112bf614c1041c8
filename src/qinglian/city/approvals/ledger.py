"""
台账：办件写成服务大厅的一行。The ledger of the service hall, a row a case.
"""

import numpy as np

from qinglian.city.approvals.matters import LIMITED, MATTERS
from qinglian.city.approvals.steps import STEPS
from qinglian.city.days import NEVER, day_of
from qinglian.city.draw import as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Column, Rows
from qinglian.city.world import World

_WINDOW = "window_received_at"


def write(world: World, story: Story) -> dict[str, Rows]:
    """The table `permit`, in the order of receipt."""
    told = story["permit"]
    ids = told["permit_id"].astype(str)
    told = told.take(np.lexsort((ids, told["received"])))
    body, firm, matter = told["body"], told["firm"], told["matter"]
    bodies, firms = world.bodies, world.firms
    instants = {_WINDOW if step == "window" else f"{step}_at": told[step] for step in STEPS}
    people = {
        "accepted_by": ("clerk", told["accepted"] != NEVER),
        "handler_id": ("handler", np.ones(len(told), dtype=bool)),
        "reviewed_by": ("reviewer", told["reviewed"] != NEVER),
        "decided_by": ("decider", told["decided"] != NEVER),
        "inspected_by": ("reviewer", told["inspected"] != NEVER),
        "inspected_with": ("second", told["second"] != NEVER),
        "heard_by": ("chair", told["heard"] != NEVER),
    }
    granted = told["outcome"] == "granted"
    decided = told["decided"] != NEVER
    valid_from = np.where(granted & decided, day_of(told["decided"]), NEVER)
    names = as_column([one.name for one in MATTERS])
    materials = np.empty(len(MATTERS), dtype=object)
    for place, one in enumerate(MATTERS):
        materials[place] = list(one.materials)
    permit = Rows(
        len(told),
        permit_id=told["permit_id"],
        decision_doc_no=_numbered("示许决字", told["permit_id"], decided),
        decision_doc_name=as_column([_PAPER.get(one) for one in told["outcome"]]),
        matter_code=as_column([f"{world.region_code}01{one:06d}" for one in matter.tolist()]),
        matter_name=names[matter],
        permit_type=as_column(["franchise" if one else "ordinary" for one in LIMITED[matter]]),
        quota_round=as_column(
            [f"第{one}批" if one > 0 else None for one in told["round"].tolist()]
        ),
        licence_no=_numbered("示证", told["permit_id"], granted & decided),
        unit_id=bodies["unit_id"][body],
        unit_name=bodies["name"][body],
        region_code=world.region_code,
        party_type="organisation",
        party_id=firms["firm_id"][firm],
        party_name=firms["name"][firm],
        party_phone=firms["phone"][firm],
        legal_rep_name=firms["head_name"][firm],
        legal_rep_id_type="id_card",
        legal_rep_id_no=firms["head_id_no"][firm],
        agent_name=told["agent"],
        **instants,
        **{name: _person(world, told[role], there) for name, (role, there) in people.items()},
        officers=told["officers"],
        outcome=told["outcome"],
        status=as_column(["revoked" if one != NEVER else None for one in told["revoked"].tolist()]),
        valid_from_on=valid_from,
        promised_days=told["promised_days"],
        legal_days=told["legal_days"],
        on_spot_flag=told["on_spot"],
        joint_flag=told["joint"],
        special_flag=told["special"],
        receipt_no=told["receipt_no"],
        supplement_count=told["supplement_count"],
        substantive_flag=told["substantive"],
        suspension_kind=told["suspension_kind"],
        suspension_doc_no=told["suspension_doc_no"],
        extension_doc_no=told["extension_doc_no"],
        withdrawal_doc_no=told["withdrawal_doc_no"],
        fee_yuan=told["fee"],
        fee_basis=told["fee_basis"],
        fee_listed_flag=told["fee_listed"],
        materials=materials[matter],
        unlisted_materials=told["asked_beyond"],
        unlisted_material_flag=told["asked_beyond_flag"],
        undisclosed_flag=told["undisclosed"],
        channel=as_column(
            ["window" if one != NEVER else "online" for one in told["window"].tolist()]
        ),
        remark=told["remark"],
    )
    return {"permit": permit}


_PAPER = {
    "granted": "准予行政许可决定书",
    "refused": "不予行政许可决定书",
    "rejected": "不予受理决定书",
}


def _numbered(word: str, ids: Column, there: Column) -> Column:
    listed = zip(ids.tolist(), there.tolist(), strict=True)
    return as_column([f"{word}〔{number[2:]}〕号" if one else None for number, one in listed])


def _person(world: World, order: Column, there: Column) -> Column:
    named = world.people["person_id"][np.where(there, order, 0)].copy()
    named[~there] = None
    return named
