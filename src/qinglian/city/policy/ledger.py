"""The register of rule documents and major decisions, as the office of the government keeps it."""

import numpy as np

from qinglian.city.days import NEVER, clock
from qinglian.city.plant import Story
from qinglian.city.policy.marks import given
from qinglian.city.rows import Rows
from qinglian.city.world import World

STEPS = {
    "started_at": "started",
    "drafted_at": "drafted",
    "consulted_at": "consulted",
    "operators_heard_at": "operators_heard",
    "comment_opened_at": "opened",
    "comment_closed_at": "closed",
    "hearing_material_sent_at": "material",
    "heard_at": "heard",
    "expert_argued_at": "expert",
    "risk_assessed_at": "risk",
    "fair_competition_drafted_at": "fc_drafted",
    "fair_competition_reviewed_at": "fc",
    "legal_review_requested_at": "requested",
    "legal_reviewed_at": "reviewed",
    "deliberated_at": "deliberated",
    "party_reported_at": "reported",
    "signed_at": "signed",
    "published_at": "published",
    "effective_at": "effective",
    "filed_at": "filed",
    "evaluated_at": "evaluated",
    "changed_at": "changed",
    "repealed_at": "repealed",
    "archived_at": "archived",
}
VALUES = {
    "policy_id": "policy_id",
    "policy_kind": "kind",
    "title": "title",
    "doc_no": "doc_no",
    "register_no": "register_no",
    "maker_kind": "maker",
    "concerns_operators": "concerns",
    "business_related": "business",
    "urgent": "urgent",
    "undisclosed_flag": "undisclosed",
    "comment_short_explained": "explained",
    "technical": "technical",
    "risk_likely": "risk_likely",
    "risk_assessed_before": "risk_before",
    "risk_result": "risk_result",
    "legal_review_form": "review_form",
    "legal_review_doc_no": "review_no",
    "legal_review_result": "review_result",
    "exploratory_reform": "reform",
    "meeting_kind": "meeting",
    "minutes_doc_no": "minutes_no",
    "head_spoke_last": "head_last",
    "fair_competition_reviewer": "fc_who",
    "fair_competition_result": "fc_result",
    "fair_competition_doc_no": "fc_no",
    "exception_end": "exception_end",
    "valid_to_on": "valid_to",
    "trial": "trial",
    "remark": "remark",
}
PEOPLE = {
    "drafted_by": ("_drafter", "drafted"),
    "legal_reviewed_by": ("_reviewer", "reviewed"),
    "fair_competition_reviewed_by": ("_competition", "fc"),
    "signed_by": ("_signer", "signed"),
}
FIRMS = {
    "expert_argued_by": ("_experts", "expert"),
    "risk_assessed_by": ("_assessor", "risk"),
    "evaluated_by": ("_evaluator", "evaluated"),
}


def write(world: World, story: Story) -> dict[str, Rows]:
    """One row a document or decision, by the day its draft was finished."""
    told = story["policy"]
    told = told.take(np.argsort(told["drafted"], kind="stable"))
    policy = Rows(len(told), {column: told[name] for column, name in VALUES.items()})
    for column, name in STEPS.items():
        policy[column] = clock(told[name], 0)
    bodies = world.bodies
    policy["unit_id"] = bodies["unit_id"][told["_body"]]
    policy["unit_name"] = bodies["name"][told["_body"]]
    policy["drafting_unit"] = bodies["name"][told["_draft_body"]]
    policy["legal_review_unit"] = given(told["reviewed"] != NEVER, f"{world.name}司法局")
    policy["region_code"] = world.region_code
    policy["handler_id"] = world.people["person_id"][told["_handler"]]
    for people, ids in ((PEOPLE, world.people["person_id"]), (FIRMS, world.firms["firm_id"])):
        for column, (who, step) in people.items():
            policy[column] = given(told[step] != NEVER, ids[told[who]])
    policy["status"] = _state(told)
    return {"policy": policy}


def _state(told: Rows) -> np.ndarray:
    """Valid unless repealed, changed, or still under way."""
    state = np.where(told["signed"] == NEVER, "drafting", "valid")
    state = np.where(told["changed"] != NEVER, "changed", state)
    return np.where(told["repealed"] != NEVER, "repealed", state).astype(object)
