"""
写成表：试验、影像、履约、信用。Tests, pictures, checks of performance and ratings as rows of the dictionary.
"""

import numpy as np

from qinglian.city.days import END, MINUTES, NEVER, clock
from qinglian.city.draw import as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.works.proofs import TESTS, printed
from qinglian.city.works.sections import labelled
from qinglian.city.world import World

GROUNDS = (
    ("WY-01", "关键人员擅自离岗"),
    ("WY-02", "工序未报检先行施工"),
    ("WY-03", "安全防护不到位"),
    ("WY-04", "整改逾期"),
)
NOON = clock(np.array([END]), 23, 59)[0]


def write(world: World, story: Story) -> dict[str, Rows]:
    """What tests, pictures and checks left behind by the end of the records."""
    return {
        "lab_result": _results(story),
        **_pictures(world, story),
        "performance_check": _checks(story),
        "contract_penalty": _penalties(story),
        "credit_rating": _ratings(story),
    }


def _results(story: Story) -> Rows:
    lab, section = story["lab"], story["section"]
    kind = [TESTS[one] for one in lab["kind"].tolist()]
    where = labelled(section, lab["_section"], contract=False)
    row = Rows(
        len(lab),
        lab_result_id=lab["lab_result_id"],
        section_id=where["section_id"],
        project_id=where["project_id"],
        unit_id=where["unit_id"],
        part=as_column(
            ["1号桥 承台" if one[0] == "CS-01" else "K0+000–K1+000 96区" for one in kind]
        ),
        item_code=as_column([one[0] for one in kind]),
        item_name=as_column([one[1] for one in kind]),
        grade=as_column([one[2] for one in kind]),
        specimen_no=as_column([f"S{one + 1:02d}" for one in lab["specimen"].tolist()]),
        value=as_column([one / 10 for one in lab["tenths"].tolist()]),
        decimals=1,
        unit=as_column([one[3] for one in kind]),
        lower_limit=as_column([one / 10 for one in lab["least"].tolist()]),
        kind=lab["by"],
        sampled_at=lab["sampled"],
        laboratory_id=lab["laboratory_id"],
        tested_at=lab["tested"],
        passed=as_column((lab["tenths"] >= lab["least"]).tolist()),
    )
    kept = (lab["tested"] <= NOON) & (lab["logged"] == True)  # noqa: E712  (columns of objects)
    return row.take(np.flatnonzero(kept))


def _pictures(world: World, story: Story) -> dict[str, Rows]:
    shot, section = story["shot"], story["section"]
    hashes, pairs = printed(world.seed, shot)
    where = labelled(section, shot["_section"], contract=False)
    fresh = (shot["received"] <= NOON).tolist()
    row = Rows(
        len(shot),
        {name: shot[name] for name in ("picture_id", "source")},
        section_id=where["section_id"],
        project_id=where["project_id"],
        unit_id=where["unit_id"],
        part=as_column([f"{one + 1}号涵洞 基坑" for one in shot["part"].tolist()]),
        item_code="420-1",
        stage="covered",
        challenged_at=shot["challenged"],
        taken_at=shot["taken"],
        received_at=shot["received"],
        position_kind=shot["position"],
        confidence_m=as_column(
            [8.0 if one == "gnss" else 30.0 for one in shot["position"].tolist()]
        ),
        from_stake_m=as_column([float(one) for one in shot["away"].tolist()]),
        whole_hash=as_column(hashes),
        compared_on=shot["received"] // MINUTES,
        reuse_note=shot["note"],
    )
    found = [
        (
            max(one, other, key=lambda at: (shot["taken"][at], at)),
            min(one, other, key=lambda at: (shot["taken"][at], at)),
            fits,
        )
        for one, other, fits in pairs
        if fresh[one] and fresh[other]
    ]
    couple = Rows(
        len(found),
        picture_pair_id=as_column(
            [f"YB{world.region_code}{order:06d}" for order in range(len(found))]
        ),
        picture_id=as_column([shot["picture_id"][late] for late, _early, _fits in found]),
        other_picture_id=as_column([shot["picture_id"][early] for _late, early, _fits in found]),
        percent=as_column([round(100 * fits, 1) for _late, _early, fits in found]),
        tool="qinglian",
    )
    return {"site_picture": row.take(np.flatnonzero(fresh)), "picture_pair": couple}


def _checks(story: Story) -> Rows:
    check, section = story["check"], story["section"]
    return Rows(
        len(check),
        performance_check_id=check["performance_check_id"],
        **labelled(section, check["_section"]),
        supervisor_id=section["supervisor_id"][check["_section"]],
        kind="performance",
        checked_at=clock(check["checked"], 10),
        checked_by=check["checker"],
        score=as_column([float(one) for one in check["score"].tolist()]),
        problems=check["problems"],
        rectify_due_on=check["due"],
        rectified_at=clock(check["rectified"], 16),
        deduction_yuan=check["deduction"],
        deducted_yuan=check["taken"],
        deducted_at=clock(check["taken_on"], 9),
        settled_at=clock(check["settled"], 9),
        waiver_doc_no=check["waiver_doc_no"],
    )


def _penalties(story: Story) -> Rows:
    held, section, check = story["penalty"], story["section"], story["check"]
    of = held["_section"]
    ground = [GROUNDS[one] for one in held["ground"].tolist()]
    return Rows(
        len(held),
        contract_penalty_id=held["contract_penalty_id"],
        **labelled(section, of),
        unit_name=section["unit_name"][of],
        supervisor_id=section["supervisor_id"][of],
        party_name=section["party_name"][of],
        kind="damages",
        ground_code=as_column([one[0] for one in ground]),
        ground=as_column([one[1] for one in ground]),
        level=held["level"],
        amount_yuan=held["amount"],
        band_min=as_column([one / 100 for one in held["low"].tolist()]),
        band_max=as_column([one / 100 for one in held["high"].tolist()]),
        reason=held["reason"],
        decided_at=clock(held["decided"], 15),
        decided_by=held["decider"],
        deducted_yuan=np.where(held["taken_on"] == NEVER, NEVER, held["taken"]),
        deducted_at=clock(held["taken_on"], 9),
        performance_check_id=check["performance_check_id"][held["_check"]],
    )


def _ratings(story: Story) -> Rows:
    held = story["rating"]
    same = ("credit_rating_id", "party_id", "role", "year", "grade")
    row = Rows(
        len(held),
        {name: held[name] for name in same},
        valid_from_on=held["from_on"],
        valid_to_on=held["to_on"],
        restricted_from_on=held["restricted_from"],
        restricted_to_on=held["restricted_to"],
        authority="示例省交通运输厅",
    )
    return row.take(np.flatnonzero(held["from_on"] <= END))
