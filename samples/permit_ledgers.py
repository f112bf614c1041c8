"""A year's permit cases: one workbook of the county, and the steps of one bureau."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from fictional import BEGIN, REGION, UNITS, at_work, clock, company, name, working
from office import active, dated, dump, grouped_headings, save, title
from openpyxl import Workbook

PERMIT_GROUPS: dict[str, list[str]] = {
    "": ["序号", "办件编号"],
    "基本信息": ["事项名称", "许可机关", "申请人", "统一社会信用代码"],
    "办理过程": [
        "收件时间",
        "补正告知时间",
        "受理时间",
        "现场核查时间",
        "审查时间",
        "决定时间",
        "送达时间",
        "公开时间",
        "申请撤回时间",
    ],
    "经办人员": ["受理人", "核查人员", "审查人", "决定人"],
    "期限扣除": [
        "特别程序",
        "特别程序开始时间",
        "特别程序结束时间",
        "特别程序告知文号",
        "延长批准时间",
        "延长批准文号",
    ],
    " ": ["承诺时限（工作日）", "是否联合办理", "是否依法不公开", "办理结果", "收费金额（元）"],
}
PERMIT_FAULTS = {
    9: "late",
    23: "late",
    47: "late",
    71: "late",
    88: "late",
    15: "undelivered",
    52: "undelivered",
    31: "published late",
    39: "published late",
    64: "published late",
    97: "published late",
    18: "unpublished",
    76: "unpublished",
    12: "one inspector",
    36: "one inspector",
    60: "one inspector",
    27: "one hand",
    83: "one hand",
    44: "late supplement",
    91: "late supplement",
    20: "suspended",
    55: "suspended",
    33: "extended",
    68: "extended",
    41: "secret",
    79: "secret",
    50: "withdrawn",
    99: "withdrawn",
    103: "refused",
    58: "refused",
    4: "holiday",
}


def permits(dice: random.Random, where: Path) -> None:
    """A year's permit cases of the county, as the approval bureau keeps them in one workbook."""
    book = Workbook()
    sheet = active(book, "许可办件")
    columns = [column for group in PERMIT_GROUPS.values() for column in group]
    title(sheet, "示例县2024年行政许可办件台账", len(columns))
    sheet.append(
        ["填报单位：示例县行政审批局", *[""] * (len(columns) - 6), "统计时间：2024年12月31日"]
    )
    grouped_headings(sheet, PERMIT_GROUPS)
    fees = 0
    for number in range(120):
        row = permit(dice, number)
        fees += row["收费金额（元）"]
        sheet.append([row.get(column) for column in columns])
    sheet.append(["合计", *[None] * (len(columns) - 2), fees])
    sheet.append(
        ["填表人：张某某", *[None] * 5, "审核人：李某某", *[None] * 5, "填表日期：2024年12月31日"]
    )
    dated(sheet, first=5)
    save(book, where / "行政许可办件.xlsx")


def permit(dice: random.Random, number: int) -> dict[str, Any]:
    """One case: lawful, unless its number stands among the faults."""
    fault = PERMIT_FAULTS.get(number, "")
    unit = list(UNITS)[number % 4]
    who, code = company(number * 7 % 97)
    received = at_work(BEGIN + timedelta(days=round(number * 2.6)))
    if fault == "holiday":
        received = date(2024, 2, 1)
    accepted = working(received, dice.randint(0, 3))
    inspected = working(accepted, dice.randint(1, 3))
    reviewed = working(inspected, dice.randint(1, 3))
    decided = working(reviewed, dice.randint(1, 6))
    decider = 40 + number % 5
    row: dict[str, Any] = {
        "序号": number + 1,
        "办件编号": f"XK{REGION}2024{number + 1:05d}",
        "许可机关": unit,
        "申请人": who,
        "统一社会信用代码": code,
        "事项名称": ("食品经营许可", "道路运输经营许可", "户外广告设置许可", "农药经营许可")[
            number % 4
        ],
        "受理人": name(number % 6),
        "核查人员": f"{name(10 + number % 5)}、{name(20 + number % 6)}",
        "审查人": name(30 + number % 6),
        "决定人": name(decider),
        "承诺时限（工作日）": 20,
        "是否联合办理": "否",
        "是否依法不公开": "否",
        "办理结果": "准予许可",
        "收费金额（元）": 0 if number % 9 else 120,
    }
    match fault:
        case "late":
            decided = working(accepted, 21 + dice.randint(1, 12))
        case "suspended":
            began = working(inspected, 1)
            decided = working(accepted, 32)
            row |= {
                "特别程序": "专家评审",
                "特别程序开始时间": began,
                "特别程序结束时间": working(began, 15),
                "特别程序告知文号": f"示审告字〔2024〕{number}号",
            }
        case "extended":
            decided = working(accepted, 28)
            row |= {
                "延长批准时间": working(accepted, 18),
                "延长批准文号": f"示审延字〔2024〕{number}号",
            }
        case "holiday":
            accepted, decided = received, working(received, 19)
        case "one inspector":
            row["核查人员"] = name(10 + number % 5)
        case "one hand":
            row["决定人"] = row["审查人"]
        case "late supplement":
            noticed = working(received, 8)
            accepted = working(noticed, 4)
            inspected, reviewed, decided = (
                working(accepted, 1),
                working(accepted, 3),
                working(accepted, 5),
            )
            row["补正告知时间"] = noticed
        case "secret":
            row["是否依法不公开"] = "是"
        case "refused":
            row["办理结果"] = "不予许可"
    row |= {
        "收件时间": clock(dice, received),
        "受理时间": clock(dice, accepted) if accepted > received else None,
    }
    row["受理时间"] = row["受理时间"] or row["收件时间"] + timedelta(minutes=40)
    if fault == "withdrawn":
        return row | {
            "申请撤回时间": working(accepted, 2),
            "办理结果": "撤回",
            "核查人员": None,
            "审查人": None,
            "决定人": None,
        }
    if number % 11 == 5 and not fault:
        row["补正告知时间"] = working(received, 2)
        row["受理时间"] = clock(dice, working(received, 4))
        inspected, reviewed, decided = (
            working(received, 6),
            working(received, 8),
            working(received, 10),
        )
    delivered = working(decided, 14 if fault == "undelivered" else dice.randint(0, 4))
    published = working(decided, 12 if fault == "published late" else dice.randint(1, 5))
    row |= {
        "现场核查时间": inspected,
        "审查时间": reviewed,
        "决定时间": decided,
        "送达时间": delivered,
        "公开时间": published,
    }
    if fault in ("secret", "unpublished"):
        row["公开时间"] = None
    return row


STEPS = ("收件", "受理", "现场核查", "审查", "决定", "送达", "公示")


def permit_steps(dice: random.Random, where: Path) -> None:
    """Permit cases of one bureau, a row a step, as its system exports them."""
    rows = [
        [
            "办件编号",
            "事项名称",
            "环节名称",
            "办理时间",
            "经办人",
            "办理部门",
            "办理结果",
            "承诺时限（工作日）",
        ]
    ]
    for number in range(45):
        day = at_work(BEGIN + timedelta(days=number * 5))
        gaps = [
            0,
            dice.randint(0, 3),
            dice.randint(1, 4),
            dice.randint(1, 3),
            dice.randint(1, 5),
            dice.randint(0, 3),
            dice.randint(1, 5),
        ]
        if number in (6, 17, 29):
            gaps[4] = 24
        if number in (11, 33):
            gaps[6] = 11
        who = [
            name(60 + number % 4),
            name(60 + number % 4),
            *(name(70 + place * 7 + number % 5) for place in range(5)),
        ]
        if number in (8, 21):
            who[4] = who[3]
        steps = [step for step in STEPS if not (step == "公示" and number in (14, 38))]
        for place, step in enumerate(steps):
            day = working(day, gaps[place])
            at = datetime(day.year, day.month, day.day, 9 + place, dice.choice((0, 10, 20, 40)))
            result = "准予许可" if step == "决定" else ""
            rows.append(
                [
                    f"SJ2024{number + 1:04d}",
                    "食品经营许可",
                    step,
                    f"{at:%Y-%m-%d %H:%M}",
                    who[place],
                    "示例县市场监督管理局",
                    result,
                    "15",
                ]
            )
    dump(where / "行政许可办件环节.csv", rows, "utf-8-sig")
