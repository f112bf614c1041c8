"""A county's public list of penalties."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from fictional import (
    BEGIN,
    REGION,
    UNITS,
    amount,
    at_work,
    citizen,
    company,
    half,
    name,
    working,
    written,
)
from office import dump

PENALTY_COLUMNS = [
    "序号",
    "行政相对人名称",
    "行政相对人类别",
    "行政相对人代码_1(统一社会信用代码)",
    "法定代表人",
    "证件类型",
    "证件号码",
    "案件编号",
    "行政处罚决定书文号",
    "适用程序",
    "违法行为类型",
    "违法事实",
    "处罚依据",
    "处罚类别",
    "处罚内容",
    "罚款金额（万元）",
    "没收违法所得、没收非法财物的金额（万元）",
    "立案日期",
    "调查取证日期",
    "执法人员",
    "法制审核日期",
    "法制审核人",
    "是否四类情形",
    "处罚告知日期",
    "集体讨论日期",
    "是否情节复杂或重大",
    "处罚决定日期",
    "送达日期",
    "公示日期",
    "罚款缴纳日期",
    "处罚有效期",
    "公示截止期",
    "处罚机关",
    "处罚机关统一社会信用代码",
    "当前状态",
    "数据来源单位",
]
PENALTY_FAULTS = {
    5: "not noticed",
    48: "not noticed",
    92: "not noticed",
    13: "published late",
    29: "published late",
    57: "published late",
    84: "published late",
    120: "published late",
    19: "late",
    73: "late",
    34: "one officer",
    66: "one officer",
    101: "one officer",
    41: "no review",
    110: "no review",
    52: "own review",
    78: "delivered late",
    25: "over limit",
    95: "over limit",
    61: "unfiled",
    8: "at ninety",
    115: "at ninety",
    37: "revoked",
}
ACTS = (
    ("经营超过保质期的食品", "食品安全类", "《中华人民共和国食品安全法》第一百二十四条"),
    ("超限运输", "交通运输类", "《公路安全保护条例》第六十四条"),
    ("擅自占用城市道路", "城市管理类", "《城市道路管理条例》第四十二条"),
    ("经营假劣农药", "农业执法类", "《农药管理条例》第五十五条"),
)


def penalties(dice: random.Random, where: Path) -> None:
    """The county's public list of penalties in UTF-8 with mark, and its twin in GBK."""
    rows: list[list[Any]] = [PENALTY_COLUMNS]
    fines = 0.0
    for number in range(140):
        row = penalty(dice, number)
        fines += float(half(str(row["罚款金额（万元）"])) or 0)
        rows.append([row.get(column, "") for column in PENALTY_COLUMNS])
        if number == 69:
            rows.append(PENALTY_COLUMNS)
    rows.append(["", "合计", *[""] * 13, f"{fines:.4f}", *[""] * 20])
    rows.append(["填报人：王某某　　联系电话：（略）", *[""] * 35])
    dump(where / "行政处罚双公示.csv", rows, "utf-8-sig")
    dump(where / "行政处罚双公示-gbk.csv", rows, "gbk")


def penalty(dice: random.Random, number: int) -> dict[str, Any]:
    """One case: lawful, unless its number stands among the faults."""
    fault = PENALTY_FAULTS.get(number, "")
    at = number % 4
    unit = list(UNITS)[at]
    act, kind, clause = ACTS[at]
    person, simple = number % 5 == 2, (number % 7 == 3 and not fault) or fault == "over limit"
    who, code = company(number * 5 % 91)
    yuan = dice.choice((50, 100, 200)) if simple else dice.choice((800, 2000, 5000, 10000, 24000))
    if fault == "over limit":
        person, yuan = True, 500
    filed = at_work(BEGIN + timedelta(days=round(number * 1.9)))
    investigated, reviewed, noticed = working(filed, 2), working(filed, 9), working(filed, 11)
    decided = working(noticed, 7)
    match fault:
        case "late":
            decided = filed + timedelta(days=104)
        case "at ninety":
            decided = filed + timedelta(days=90)
    if fault in ("no review", "own review"):
        yuan = 24000
    grave = yuan >= 10000
    delivered = working(decided, 11 if fault == "delivered late" else dice.randint(0, 5))
    published = working(decided, 13 if fault == "published late" else dice.randint(1, 6))
    officers = (name(80 + number % 5), name(90 + number % 6))
    row: dict[str, Any] = {
        "序号": number + 1,
        "行政相对人名称": name(number) if person else who,
        "行政相对人类别": "自然人" if person else "法人及非法人组织",
        "行政相对人代码_1(统一社会信用代码)": "" if person else code,
        "法定代表人": "" if person else name(number + 3),
        "证件类型": "身份证" if person else "",
        "证件号码": citizen(number) if person else "",
        "案件编号": f"CF{REGION}2024{number + 1:05d}",
        "行政处罚决定书文号": f"示罚决字〔2024〕第{number + 1}号",
        "适用程序": "简易程序" if simple else "普通程序",
        "违法行为类型": kind,
        "违法事实": act,
        "处罚依据": clause,
        "处罚类别": "罚款",
        "处罚内容": f"罚款{yuan}元",
        "罚款金额（万元）": amount(number, yuan),
        "处罚机关": unit,
        "处罚机关统一社会信用代码": UNITS[unit],
        "立案日期": "" if simple or fault == "unfiled" else written(number, filed),
        "调查取证日期": written(number + 1, investigated),
        "执法人员": officers[0] if fault == "one officer" else "、".join(officers),
        "法制审核日期": written(number, reviewed) if grave and fault != "no review" else "",
        "法制审核人": (officers[0] if fault == "own review" else name(110 + number % 2))
        if grave
        else "",
        "是否四类情形": "是" if grave or fault == "no review" else "否",
        "处罚告知日期": ""
        if fault == "not noticed"
        else written(number, investigated if simple else noticed),
        "集体讨论日期": written(number, working(noticed, 5)) if grave else "",
        "是否情节复杂或重大": "是" if grave else "否",
        "处罚决定日期": written(number + 2, investigated if simple else decided),
        "送达日期": written(number, delivered),
        "公示日期": written(number + 1, published),
        "罚款缴纳日期": written(number, working(delivered, 4)),
        "处罚有效期": "2099/12/31",
        "公示截止期": written(0, published + timedelta(days=365)),
        "当前状态": "撤销" if fault == "revoked" else "正常",
        "数据来源单位": unit,
    }
    if simple:
        row["送达日期"] = row["处罚决定日期"]
        row["公示日期"] = written(number, working(investigated, 4))
        row["罚款缴纳日期"] = written(number, working(investigated, 5))
    if number % 17 == 0 and not simple:
        row |= {
            "处罚类别": "罚款；没收违法所得",
            "没收违法所得、没收非法财物的金额（万元）": "0.12",
        }
    return row
