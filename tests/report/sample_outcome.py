"""A fictional outcome with what a real one may hold: several rules and units, gaps, refused rows, odd values."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from qinglian.engine.outcome import (
    ColumnFill,
    Coverage,
    Missing,
    Outcome,
    SourceNote,
    TableFill,
)
from qinglian.engine.signals import SCHEMA
from qinglian.model.rule import Basis, Card, Exception_, Rule
from qinglian.model.signal import signal_id
from qinglian.model.text import Text

AS_OF = date(2026, 3, 31)
STARTED = datetime(2026, 4, 1, 1, 26, 8, tzinfo=UTC)
UNITS = {
    "11990001MB0000001A": "示例县市场监督管理局",
    "11990001MB0000002B": "示例县自然资源和规划局不动产登记中心（行政审批服务科）",
    "11990001MB0000003C": "示例县交通运输局",
    "11990001MB0000004D": "示例县住房和城乡建设局",
    "示例县农业农村局": "示例县农业农村局",
}
PERSONS = [f"p:{number}{0:018}" for number in ("3f9a1c", "a1b2c3", "0099aa")]
EVIL = "<script>alert('x')</script>"


def rule(
    rule_id: str, zh: str, en: str, severity: str, check: str = "sequence.response", **more: Any
) -> Rule:
    """A card in memory."""
    card = Card(
        id=rule_id,
        check=check,
        name={"zh": zh, "en": en},
        status=more.get("status", "stable"),
        basis=more.get("basis", (Basis(title="行政处罚法 第六十条", in_force=date(2021, 7, 15)),)),
        params=more.get("params", {"process": "penalty"}),
        severity=severity,
        exceptions=more.get(
            "exceptions",
            (
                Exception_(
                    id="other_term",
                    zh="法律、法规、规章对办案期限另有规定",
                    en="Another law, regulation or rule sets the term",
                ),
                Exception_(
                    id="stopped",
                    zh="检测、鉴定、公告期间未录入",
                    en="Tests or public notice were not entered",
                ),
            ),
        ),
        meaning=more.get(
            "meaning",
            {
                "zh": "自立案次日起算已满九十日而没有决定，末日遇休假日顺延；先核对中止与延期文书。",
                "en": "Ninety days after filing there was no decision. Look at stops and extensions first.",
            },
        ),
    )
    pack = more.get("pack", "enforcement_cn")
    return Rule(card, pack, Path(f"packs/{pack}/{rule_id}.yaml"), "0" * 64)


LATE = rule(
    "ENF-003",
    "立案后超过九十日未作出处罚决定",
    "Not decided within ninety days of filing",
    "red",
    params={
        "process": "penalty",
        "activation": "filed",
        "target": "decided",
        "within": {"at_most": 90, "unit": "calendar_days", "roll": "next_working_day"},
    },
)
ALONE = rule(
    "APR-006",
    "受理与审查、决定由同一人办理，且事项属于应当由两名以上工作人员共同核查的行政许可",
    "Accepted, reviewed and decided by one person, though the matter asks for two officers",
    "orange",
    "duties.four_eyes",
    pack="approval_cn",
    params={"process": "permit"},
    basis=(
        Basis(title="行政许可法 第三十四条", in_force=date(2019, 4, 23)),
        Basis(
            title="行政许可法（2003年） 第三十四条",
            in_force=date(2004, 7, 1),
            until=date(2019, 4, 23),
        ),
    ),
)
FINE = rule(
    "ENF-011",
    "同一违法行为两次罚款",
    "Fined twice for one act",
    "yellow",
    "amount.fined_twice",
    params={},
)
NOISY = rule(
    "APR-010", "决定后七日未公开", "Not published within seven days", "blue", pack="approval_cn"
)
CLEAN = rule("ENF-001", "未经立案即作出处罚决定", "Decided without filing", "orange")
NODATA = rule("ENF-008", "未经集体讨论作出重大处罚", "Grave penalty without deliberation", "red")
PARTLY = rule("ENF-015", "罚款逾期未缴也未强制执行", "Fine unpaid and not enforced", "yellow")
NONE_ASKED = rule("ENF-017", "查封扣押超过期限", "Seized for longer than allowed", "yellow")
BROKEN = rule("LOC-001", "本地规则（写错了）", "A local rule with a mistake", "blue", pack="local")


def event(
    case: str, no: int, activity: str, day: date, resource: str, **more: Any
) -> dict[str, Any]:
    """One cited event."""
    columns = {
        "activity": activity,
        "occurred_on": day.isoformat(),
        "occurred_at": f"{day.isoformat()} 02:30:00",
        "resource": resource,
        **more,
    }
    return {
        "table": "event",
        "id": f"{case}#{no}",
        "columns": json.dumps(columns, ensure_ascii=False),
    }


def signal(
    by: Rule,
    subject_id: str,
    unit: str | None,
    zh: str,
    en: str,
    evidence: list[dict[str, Any]],
    **more: Any,
) -> dict[str, Any]:
    """One row of the signals table."""
    card = by.card
    return {
        "signal_id": signal_id(card.id, "case", subject_id, more.get("period")),
        "rule_id": card.id,
        "check": card.check,
        "pack": by.pack,
        "severity": card.severity,
        "subject": more.get("subject", "case"),
        "subject_id": subject_id,
        "unit_id": unit,
        "period": more.get("period"),
        "value": more.get("value", 1.0),
        "threshold": more.get("threshold"),
        "state": "violated",
        "due_on": more.get("due_on"),
        "seen_at": STARTED,
        "as_of": AS_OF,
        "parties": more.get("parties", []),
        "evidence": evidence,
        "basis": [item.title for item in card.basis if item.until is None],
        "exceptions": [{"id": item.id, "zh": item.zh, "en": item.en} for item in card.exceptions],
        "text_zh": f"{card.name.zh}：{zh}",
        "text_en": f"{card.name.en}: {en}",
    }


def late(number: int) -> dict[str, Any]:
    """A penalty case decided late."""
    case = f"CF99000120{24 + number % 2}{number:05d}"
    filed = date(2024, 1, 8) + timedelta(days=number * 3 % 700)
    decided = filed + timedelta(days=91 + number % 60)
    days = (decided - filed).days
    person = PERSONS[number % 3]
    return signal(
        LATE,
        case,
        list(UNITS)[number % 3],
        f"{case}，立案（{filed}）到决定（{decided}） 相隔 {days} 日，应不超过 90 日",
        f"{case}, from filing ({filed}) to decision ({decided}): {days} calendar days, asked: at most 90 calendar days",
        [
            event(case, 1, "filed", filed, person, doc_no=f"示市监立〔{filed.year}〕{number}号"),
            event(case, 5, "decided", decided, PERSONS[(number + 1) % 3], amount=5000.0 + number),
        ],
        threshold=90.0,
        due_on=filed + timedelta(days=90),
        parties=[{"role": "officer", "id": person}],
    )


def noisy(number: int) -> dict[str, Any]:
    """One of thousands of one rule."""
    case = f"XK990001-{number:06d}"
    day = date(2025, 1, 2) + timedelta(days=number % 400)
    return signal(
        NOISY,
        case,
        list(UNITS)[number % 5],
        f"{case}，决定（{day}）之后没有公开，应不超过 7 个工作日",
        f"{case}, no publication after decision ({day}), asked: at most 7 working days",
        [event(case, 3, "decided", day, PERSONS[0])],
        threshold=7.0,
    )


def odd() -> list[dict[str, Any]]:
    """Values that must stay text."""
    permit = "XK-" + EVIL
    return [
        signal(
            ALONE, permit, "11990001MB0000002B", f"{permit}，受理与决定由同一人办理", f"{permit}, one person",
            [event(permit, 1, "accepted", date(2025, 6, 3), PERSONS[0], kind="=cmd|'/c calc'!A1")],
            parties=[{"role": "officer", "id": PERSONS[0]}],
        ),
        signal(
            FINE, "=cmd()", None, "=cmd()，两次罚款共 2,000 元，联系电话 13900990099",
            "=cmd(), fined twice, 2,000 yuan in all, phone 13900990099",
            [
                {"table": "penalty", "id": "=cmd()", "columns": json.dumps({
                    "penalty_id": "=cmd()", "decided_on": "2025-11-20", "fine_yuan": 1000.5,
                    "procedure": "ordinary", "person_name": "张**", "legal_rep_name": "示例人甲",
                }, ensure_ascii=False)},
                {"table": "penalty", "id": "CF2", "columns": json.dumps({
                    "penalty_id": "CF2", "decided_on": "2025-11-28", "fine_yuan": 999.5, "procedure": None,
                })},
            ],
            value=2.0, subject="penalty",
        ),
    ]  # fmt: skip


def sources() -> list[SourceNote]:
    """What was understood of two files."""
    refused = [
        {"row": 17, "sheet": "行政处罚", "column": "决定日期", "value": "2023-02-30",
         "reason_zh": "没有这一天", "reason_en": "there is no such day"},
        {"row": 231, "sheet": "行政处罚", "column": "证件号码", "value": "990001199001010011",
         "reason_zh": "校验位不符", "reason_en": "the check digit does not fit"},
        {"row": 405, "sheet": "行政处罚", "column": "罚款金额", "value": f"=1+1{EVIL}",
         "reason_zh": "不是金额", "reason_en": "not an amount of money"},
    ]  # fmt: skip
    return [
        SourceNote(
            name="行政处罚双公示（示例县2024—2025年度合并稿，含各局上报）.xlsx",
            kind="workbook",
            sha256="ab" * 32,
            rows_read=8_214,
            rows_kept=8_211,
            rows_refused=3,
            tables={"penalty": 8_211},
            notes=[
                Text("标题在第 3 行，第 1、2 行是表名", "Headings in row 3; rows 1 and 2 are a title"),
                Text("“罚款金额（万元）”按万元读入，换算为元", "Fines were in ten thousand yuan, now in yuan"),
            ],
            left_over=["备注", "填报人联系方式"],
            refused=refused,
            control={"batch": "B1", "reconciled": False, "totals": [
                {"table": "penalty", "column": None, "expected": "8214", "found": "8211", "ties": False}]},
        ),
        SourceNote(
            name="permits.csv.gz", kind="workbook", sha256="cd" * 32, rows_read=6_250, rows_kept=6_250,
            rows_refused=0, tables={"permit": 6_250}, notes=[], left_over=[], refused=[],
        ),
    ]  # fmt: skip


def coverage(late_count: int, noisy_count: int) -> list[Coverage]:
    """Every kind of answer a rule may have."""
    return [
        Coverage(LATE, 8211, 8100, 111, late_count, 37, 4, date(2026, 4, 3), [
            Missing("penalty", "filed_on", 111, Text("缺“行政处罚案件”的“立案日期”", "filed is missing"))]),
        Coverage(ALONE, 6250, 6250, 0, 1),
        Coverage(FINE, 8211, 8211, 0, 1, notes=[Text("金额以元计", "in yuan")]),
        Coverage(NOISY, noisy_count + 1000, noisy_count + 1000, 0, noisy_count),
        Coverage(CLEAN, 8211, 8211, 0, 0),
        Coverage(NODATA, 8211, 0, 8211, 0, missing=[
            Missing("event", "deliberated", 8211, Text("缺“事件”的“集体讨论”", "deliberation is missing in Event"))]),
        Coverage(PARTLY, 8211, 3000, 5211, 0, missing=[
            Missing("penalty", "paid_on", 5211, Text("缺“行政处罚案件”的“缴款日期”", "paid is missing"))]),
        Coverage(NONE_ASKED),
        Coverage(BROKEN, error=Text("LOC-001.yaml:7：缺少参数 target", "LOC-001.yaml:7: parameter target is missing")),
    ]  # fmt: skip


def filled() -> list[TableFill]:
    """One table with columns of every kind; a heading says what the dictionary says of the column."""
    said = Text("", "")
    return [
        TableFill("penalty", Text("行政处罚案件", "Penalty case"), 8211, [
            ColumnFill("penalty_id", said, 8211, []),
            ColumnFill("filed_at", said, 8210, []),
            ColumnFill("officers_certified", said, 0, ["ENF-001", "ENF-008"]),
            ColumnFill("remark", said, 0, []),
        ]),
    ]  # fmt: skip


def sample(late_count: int = 312, noisy_count: int = 5000, review: bool = True) -> Outcome:
    """The whole outcome; `noisy_count` signals come from one rule that needs review."""
    rows = [late(n) for n in range(late_count)] + odd() + [noisy(n) for n in range(noisy_count)]
    cited: dict[tuple[str, str], dict[str, Any]] = {
        ("penalty", "=cmd()"): {
            "penalty_id": "=cmd()",
            "unit_name": "示例县市场监督管理局",
            "party_phone": "t:7" + "0" * 23,
        },
    }
    for unit_id, name in UNITS.items():
        cited["permit", f"of {unit_id}"] = {"unit_id": unit_id, "unit_name": name}
    return Outcome(
        signals=pa.Table.from_pylist(rows, schema=SCHEMA),
        coverage=coverage(late_count, noisy_count),
        sources=sources(),
        as_of=AS_OF,
        started_at=STARTED,
        engine="duckdb",
        version="0.1.0",
        rows=cited,
        reviews=[NOISY.id] if review else [],
        completeness=[],
        params={"ENF-003": {"within": {"at_most": 90, "unit": "calendar_days"}}, "APR-011": False},
        filled=filled(),
        warnings=[Text("日历只到 2026 年", "The calendar ends with 2026")],
    )


def silent() -> Outcome:
    """A run that found nothing."""
    outcome = sample(0, 0, review=False)
    outcome.signals = SCHEMA.empty_table()
    outcome.coverage = [Coverage(CLEAN, 8211, 8211, 0, 0), Coverage(NODATA, missing=[
        Missing("penalty", None, 0, Text("没有“行政处罚案件”记录", "no record in Penalty case"))])]  # fmt: skip
    outcome.params, outcome.warnings = {}, []
    return outcome


def nothing_asked() -> Outcome:
    """A run without rules."""
    outcome = silent()
    outcome.coverage, outcome.sources, outcome.filled = [], [], []
    return outcome
