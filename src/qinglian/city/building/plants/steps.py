"""Approvals before the begin, acceptance before the opening, papers before the last acceptance, notices."""

from qinglian.city.building.moves import marked, order, papers, roads

BEGIN = tuple(f"project {one}" for one in ("feasibility", "design", "drawing", "permit", "quality"))
LAST = {
    "cleared": ("HWY-005-2", ("遗留问题处理", "Clearing the defects")),
    "audited": ("HWY-005-3", ("决算审计", "The audit of the account")),
    "documents": ("HWY-005-4", ("竣工文件", "The documents")),
    "archives": ("HWY-005-5", ("档案专项验收", "Acceptance of the archives")),
    "environment": ("HWY-005-6", ("环保专项验收", "The environmental acceptance")),
    "summaries": ("HWY-005-7", ("参建单位总结", "The summaries")),
    "appraised": ("HWY-005-8", ("质量鉴定", "The quality appraisal")),
}
END = ("project final", *(f"project {one}" for one in LAST))
RESCUE = ("抢险应急简化程序", papers("project", "emergency_doc_no", "应急"))

order(
    "CON-001-2",
    "project",
    "started",
    "design",
    ("初设批复", "The design's approval"),
    excuse=RESCUE,
    excused=BEGIN,
)
order(
    "CON-007",
    "project",
    "started",
    "permit",
    ("施工许可", "The permit"),
    excuse=RESCUE,
    excused=BEGIN,
)
order(
    "CON-008",
    "project",
    "started",
    "quality",
    ("质监手续", "The registration"),
    excuse=RESCUE,
    excused=BEGIN,
)
order(
    "CON-009",
    "project",
    "started",
    "drawing",
    ("图纸审查", "The review of drawings"),
    excuse=RESCUE,
    excused=BEGIN,
)
order("GC-24", "project", "started", "signed", ("合同签订", "The signature"))
for _column, (_rule, _said) in LAST.items():
    order(
        _rule, "project", "final", _column, _said,
        excuse=("批准提前验收", papers("project", "early_doc_no", "验函")), excused=END,
    )  # fmt: skip
order(
    "HWY-004", "project", "trial", "filed", ("交工备案", "Filing the report"), apart=15,
    touches=("project opening",), excuse=("主管部门提前复函", papers("project", "early_trial_no", "复函")),
)  # fmt: skip
order(
    "GC-24-3",
    "payment",
    "paid",
    "approved",
    ("业主审批", "The owner's approval"),
    touches=("payment",),
    early=2,
)
order(
    "GC-24-4", "payment", "approved", "certified", ("监理证书", "The supervisor's certificate"),
    touches=("payment",), also=("CON-025",), early=1,
)  # fmt: skip
order(
    "CON-020", "variation", "executed", "approved", ("变更批准", "The approval"), touches=("variation",),
    excuse=("抢险先施后补", marked("variation", "urgent")),
)  # fmt: skip
order(
    "GC-24-6",
    "variation",
    "ordered",
    "cost",
    ("费用批准", "The approval of the cost"),
    touches=("variation",),
)
for _rule, _kind in (("HWY-007", "full"), ("HWY-007-2", "half")):
    order(
        _rule, _kind, "started", "noticed", ("封闭公告", "The notice"), apart=5,
        excuse=("紧急抢修", marked(_kind, "emergency")),
    )  # fmt: skip
order(
    "HWY-009", "crossing", "started", "permit", ("涉路许可", "The permit"),
    excuse=("紧急抢修", marked("crossing", "emergency")),
)  # fmt: skip
order(
    "CON-001", "project", "started", "feasibility", ("可研批复", "The feasibility study's approval"), excuse=RESCUE,
    touches=("project feasibility", "project design"), excused=BEGIN[2:], also=("GC-24-2",), carry="design",
)  # fmt: skip
order(
    "GC-24-2", "project", "design", "feasibility", ("可研批复", "The feasibility study's approval"),
    touches=("project feasibility", "project design"), also=("CON-001",),
)  # fmt: skip
order(
    "HWY-003", "project", "opened", "accepted", ("交工验收", "The hand-over"), also=("HWY-003-2",), carry="handed",
    excuse=("应急抢通", papers("project", "opening_doc_no", "抢通")), touches=("project opening", "project handed"),
    among=roads,
)  # fmt: skip
