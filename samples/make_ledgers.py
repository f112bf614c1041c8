"""
示例台账。Makes the fictional ledgers of `samples/ledgers`: the same bytes every time.

示例县（区划代码 990001）并不存在，单位、人名、号码都是编的。台账里有脏数据（标题行、合并单元格、两行表头、合计行、万元、全角、GBK），
有该提示的办件，也有看着像、其实合法的办件（特别程序扣除、批准延长、依法不公开、假期顺延）。
The county, its bodies, names and numbers do not exist. The ledgers are as untidy as real ones; some cases deserve a signal,
others only look as if they did (days that do not count, approved extensions, lawful secrecy, holidays).

    python samples/make_ledgers.py
"""

import csv
import io
import random
import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent / "ledgers"
REGION = "990001"
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
TRADES = ("商贸", "餐饮", "食品", "建材", "农业", "物流", "药房", "文化", "建设", "养护")
BEGIN = date(2024, 1, 8)
STAMP = (2024, 12, 31, 0, 0, 0)


def credit_code(head: str) -> str:
    """A unified social credit code with the right check digit, of a region that does not exist."""
    total = sum(SIGNS.index(sign) * 3**place for place, sign in enumerate(head))
    return head + SIGNS[-total % 31]


def citizen(number: int) -> str:
    """A citizen number with the right check digit, of a region that does not exist."""
    head = f"{REGION}{1960 + number % 40}{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 999:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return head + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True)) % 11]


def name(number: int) -> str:
    """A name that is seen to be made up."""
    return SURNAMES[number % len(SURNAMES)] + "某某"


def company(number: int) -> tuple[str, str]:
    """Name and credit code of a company."""
    trade = TRADES[number % len(TRADES)]
    kind = "有限公司" if number % 3 else "店（个体工商户）"
    order = "甲乙丙丁戊己庚辛壬癸"[number % 10] + "子丑寅卯辰巳午未申酉戌亥"[number // 10 % 12]
    return f"示例县{order}{trade}{kind}", credit_code(f"9{2 - bool(number % 3)}{REGION}MA{number:05d}XX")


UNITS = {
    unit: credit_code(f"11{REGION}00000{number:03d}0")
    for number, unit in enumerate(
        ("示例县市场监督管理局", "示例县交通运输局", "示例县城市管理局", "示例县农业农村局", "示例县行政审批局"), 1
    )
}


def working(day: date, days: int) -> date:
    """The day that many working days later."""
    while days > 0:
        day += timedelta(days=1)
        days -= chinese_calendar.is_workday(day)
    return day


def at_work(day: date) -> date:
    """The day, or the next working day."""
    while not chinese_calendar.is_workday(day):
        day += timedelta(days=1)
    return day


def clock(dice: random.Random, day: date) -> datetime:
    """A time in office hours."""
    return datetime(day.year, day.month, day.day, dice.randint(9, 16), dice.choice((0, 5, 10, 25, 30, 45, 50)))


def main() -> None:
    """Write all ledgers."""
    HERE.mkdir(parents=True, exist_ok=True)
    permits(random.Random(1))
    permit_steps(random.Random(2))
    penalties(random.Random(3))
    trading(random.Random(4))
    contracts(random.Random(5))
    payments(random.Random(6))


PERMIT_GROUPS: dict[str, list[str]] = {
    "": ["序号", "办件编号"],
    "基本信息": ["事项名称", "许可机关", "申请人", "统一社会信用代码"],
    "办理过程": ["收件时间", "补正告知时间", "受理时间", "现场核查时间", "审查时间", "决定时间", "送达时间", "公开时间", "申请撤回时间"],
    "经办人员": ["受理人", "核查人员", "审查人", "决定人"],
    "期限扣除": ["特别程序", "特别程序开始时间", "特别程序结束时间", "特别程序告知文号", "延长批准时间", "延长批准文号"],
    " ": ["承诺时限（工作日）", "是否联合办理", "是否依法不公开", "办理结果", "收费金额（元）"],
}  # fmt: skip
PERMIT_FAULTS = {
    9: "late", 23: "late", 47: "late", 71: "late", 88: "late",
    15: "undelivered", 52: "undelivered", 31: "published late", 39: "published late", 64: "published late", 97: "published late",
    18: "unpublished", 76: "unpublished", 12: "one inspector", 36: "one inspector", 60: "one inspector",
    27: "one hand", 83: "one hand", 44: "late supplement", 91: "late supplement",
    20: "suspended", 55: "suspended", 33: "extended", 68: "extended", 41: "secret", 79: "secret", 50: "withdrawn", 99: "withdrawn",
    103: "refused", 58: "refused", 4: "holiday",
}  # fmt: skip


def permits(dice: random.Random) -> None:
    """A year's permit cases of the county, as the approval bureau keeps them in one workbook."""
    book = Workbook()
    sheet = active(book, "许可办件")
    columns = [column for group in PERMIT_GROUPS.values() for column in group]
    title(sheet, "示例县2024年行政许可办件台账", len(columns))
    sheet.append(["填报单位：示例县行政审批局", *[""] * (len(columns) - 6), "统计时间：2024年12月31日"])
    grouped_headings(sheet, PERMIT_GROUPS)
    fees = 0
    for number in range(120):
        row = permit(dice, number)
        fees += row["收费金额（元）"]
        sheet.append([row.get(column) for column in columns])
    sheet.append(["合计", *[None] * (len(columns) - 2), fees])
    sheet.append(["填表人：张某某", *[None] * 5, "审核人：李某某", *[None] * 5, "填表日期：2024年12月31日"])
    dated(sheet, first=5)
    save(book, "行政许可办件.xlsx")


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
        "序号": number + 1, "办件编号": f"XK{REGION}2024{number + 1:05d}", "许可机关": unit, "申请人": who, "统一社会信用代码": code,
        "事项名称": ("食品经营许可", "道路运输经营许可", "户外广告设置许可", "农药经营许可")[number % 4],
        "受理人": name(number % 6), "核查人员": f"{name(10 + number % 5)}、{name(20 + number % 6)}", "审查人": name(30 + number % 6),
        "决定人": name(decider), "承诺时限（工作日）": 20, "是否联合办理": "否", "是否依法不公开": "否", "办理结果": "准予许可",
        "收费金额（元）": 0 if number % 9 else 120,
    }  # fmt: skip
    match fault:
        case "late":
            decided = working(accepted, 21 + dice.randint(1, 12))
        case "suspended":
            began = working(inspected, 1)
            decided = working(accepted, 32)
            row |= {"特别程序": "专家评审", "特别程序开始时间": began, "特别程序结束时间": working(began, 15),
                    "特别程序告知文号": f"示审告字〔2024〕{number}号"}  # fmt: skip
        case "extended":
            decided = working(accepted, 28)
            row |= {"延长批准时间": working(accepted, 18), "延长批准文号": f"示审延字〔2024〕{number}号"}
        case "holiday":
            accepted, decided = received, working(received, 19)
        case "one inspector":
            row["核查人员"] = name(10 + number % 5)
        case "one hand":
            row["决定人"] = row["审查人"]
        case "late supplement":
            noticed = working(received, 8)
            accepted = working(noticed, 4)
            inspected, reviewed, decided = working(accepted, 1), working(accepted, 3), working(accepted, 5)
            row["补正告知时间"] = noticed
        case "secret":
            row["是否依法不公开"] = "是"
        case "refused":
            row["办理结果"] = "不予许可"
    row |= {"收件时间": clock(dice, received), "受理时间": clock(dice, accepted) if accepted > received else None}
    row["受理时间"] = row["受理时间"] or row["收件时间"] + timedelta(minutes=40)
    if fault == "withdrawn":
        return row | {"申请撤回时间": working(accepted, 2), "办理结果": "撤回", "核查人员": None, "审查人": None, "决定人": None}
    if number % 11 == 5 and not fault:
        row["补正告知时间"] = working(received, 2)
        row["受理时间"] = clock(dice, working(received, 4))
        inspected, reviewed, decided = working(received, 6), working(received, 8), working(received, 10)
    delivered = working(decided, 14 if fault == "undelivered" else dice.randint(0, 4))
    published = working(decided, 12 if fault == "published late" else dice.randint(1, 5))
    row |= {"现场核查时间": inspected, "审查时间": reviewed, "决定时间": decided, "送达时间": delivered, "公开时间": published}
    if fault in ("secret", "unpublished"):
        row["公开时间"] = None
    return row


STEPS = ("收件", "受理", "现场核查", "审查", "决定", "送达", "公示")


def permit_steps(dice: random.Random) -> None:
    """Permit cases of one bureau, a row a step, as its system exports them."""
    rows = [["办件编号", "事项名称", "环节名称", "办理时间", "经办人", "办理部门", "办理结果", "承诺时限（工作日）"]]
    for number in range(45):
        day = at_work(BEGIN + timedelta(days=number * 5))
        gaps = [0, dice.randint(0, 3), dice.randint(1, 4), dice.randint(1, 3), dice.randint(1, 5), dice.randint(0, 3), dice.randint(1, 5)]
        if number in (6, 17, 29):
            gaps[4] = 24
        if number in (11, 33):
            gaps[6] = 11
        who = [name(60 + number % 4), name(60 + number % 4), *(name(70 + place * 7 + number % 5) for place in range(5))]
        if number in (8, 21):
            who[4] = who[3]
        steps = [step for step in STEPS if not (step == "公示" and number in (14, 38))]
        for place, step in enumerate(steps):
            day = working(day, gaps[place])
            at = datetime(day.year, day.month, day.day, 9 + place, dice.choice((0, 10, 20, 40)))
            result = "准予许可" if step == "决定" else ""
            rows.append([f"SJ2024{number + 1:04d}", "食品经营许可", step, f"{at:%Y-%m-%d %H:%M}", who[place],
                         "示例县市场监督管理局", result, "15"])  # fmt: skip
    dump(HERE / "行政许可办件环节.csv", rows, "utf-8-sig")


PENALTY_COLUMNS = ["序号", "行政相对人名称", "行政相对人类别", "行政相对人代码_1(统一社会信用代码)", "法定代表人", "证件类型", "证件号码",
    "案件编号", "行政处罚决定书文号", "适用程序", "违法行为类型", "违法事实", "处罚依据", "处罚类别", "处罚内容", "罚款金额（万元）",
    "没收违法所得、没收非法财物的金额（万元）", "立案日期", "调查取证日期", "执法人员", "法制审核日期", "法制审核人", "是否四类情形",
    "处罚告知日期", "集体讨论日期", "是否情节复杂或重大", "处罚决定日期", "送达日期", "公示日期", "罚款缴纳日期", "处罚有效期", "公示截止期",
    "处罚机关", "处罚机关统一社会信用代码", "当前状态", "数据来源单位"]  # fmt: skip
PENALTY_FAULTS = {
    5: "not noticed", 48: "not noticed", 92: "not noticed", 13: "published late", 29: "published late", 57: "published late",
    84: "published late", 120: "published late", 19: "late", 73: "late", 34: "one officer", 66: "one officer", 101: "one officer",
    41: "no review", 110: "no review", 52: "own review", 78: "delivered late", 25: "over limit", 95: "over limit",
    61: "unfiled", 8: "at ninety", 115: "at ninety", 37: "revoked",
}  # fmt: skip
ACTS = (
    ("经营超过保质期的食品", "食品安全类", "《中华人民共和国食品安全法》第一百二十四条"),
    ("超限运输", "交通运输类", "《公路安全保护条例》第六十四条"),
    ("擅自占用城市道路", "城市管理类", "《城市道路管理条例》第四十二条"),
    ("经营假劣农药", "农业执法类", "《农药管理条例》第五十五条"),
)


def penalties(dice: random.Random) -> None:
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
    dump(HERE / "行政处罚双公示.csv", rows, "utf-8-sig")
    dump(HERE / "行政处罚双公示-gbk.csv", rows, "gbk")


def penalty(dice: random.Random, number: int) -> dict[str, Any]:
    """One case: lawful, unless its number stands among the faults."""
    fault = PENALTY_FAULTS.get(number, "")
    at = number % 4
    unit = list(UNITS)[at]
    act, kind, clause = ACTS[at]
    person, simple = number % 5 == 2, number % 7 == 3 and not fault or fault == "over limit"
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
    grave = yuan >= 10000
    delivered = working(decided, 11 if fault == "delivered late" else dice.randint(0, 5))
    published = working(decided, 13 if fault == "published late" else dice.randint(1, 6))
    officers = (name(80 + number % 5), name(90 + number % 6))
    row: dict[str, Any] = {
        "序号": number + 1, "行政相对人名称": name(number) if person else who, "行政相对人类别": "自然人" if person else "法人及非法人组织",
        "行政相对人代码_1(统一社会信用代码)": "" if person else code, "法定代表人": "" if person else name(number + 3),
        "证件类型": "身份证" if person else "", "证件号码": citizen(number) if person else "",
        "案件编号": f"CF{REGION}2024{number + 1:05d}", "行政处罚决定书文号": f"示罚决字〔2024〕第{number + 1}号",
        "适用程序": "简易程序" if simple else "普通程序", "违法行为类型": kind, "违法事实": act, "处罚依据": clause, "处罚类别": "罚款",
        "处罚内容": f"罚款{yuan}元", "罚款金额（万元）": amount(number, yuan), "处罚机关": unit, "处罚机关统一社会信用代码": UNITS[unit],
        "立案日期": "" if simple or fault == "unfiled" else written(number, filed), "调查取证日期": written(number + 1, investigated),
        "执法人员": officers[0] if fault == "one officer" or simple else "、".join(officers),
        "法制审核日期": written(number, reviewed) if grave and fault != "no review" else "",
        "法制审核人": (officers[0] if fault == "own review" else name(110 + number % 2)) if grave else "",
        "是否四类情形": "是" if grave or fault == "no review" else "否",
        "处罚告知日期": "" if fault == "not noticed" else written(number, investigated if simple else noticed),
        "集体讨论日期": written(number, working(noticed, 5)) if grave else "", "是否情节复杂或重大": "是" if grave else "否",
        "处罚决定日期": written(number + 2, investigated if simple else decided), "送达日期": written(number, delivered),
        "公示日期": written(number + 1, published), "罚款缴纳日期": written(number, working(delivered, 4)), "处罚有效期": "2099/12/31",
        "公示截止期": written(0, published + timedelta(days=365)), "当前状态": "撤销" if fault == "revoked" else "正常", "数据来源单位": unit,
    }  # fmt: skip
    if simple:
        row["送达日期"] = row["处罚决定日期"]
        row["公示日期"] = written(number, working(investigated, 4))
        row["罚款缴纳日期"] = written(number, working(investigated, 5))
    if number % 17 == 0 and not simple:
        row |= {"处罚类别": "罚款；没收违法所得", "没收违法所得、没收非法财物的金额（万元）": "0.12"}
    return row


def written(number: int, day: date) -> str:
    """A day in one of the ways people write it."""
    match number % 5:
        case 0:
            return f"{day.year}/{day.month}/{day.day}"
        case 1:
            return f"{day:%Y-%m-%d}"
        case 2:
            return f"{day.year}年{day.month}月{day.day}日"
        case 3:
            return f"{day:%Y.%m.%d}"
    return f"{day:%Y%m%d}"


def amount(number: int, yuan: int) -> str:
    """Ten thousands of yuan, now and then in full-width digits."""
    text = f"{yuan / 10000:g}"
    return text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}) if number % 13 == 4 else text


def half(text: str) -> str:
    """Full-width digits made half-width."""
    return text.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})


TENDERS = 36


def tender_of(number: int) -> dict[str, Any]:
    """What notice, bids, award and contract of one tender have in common."""
    dice = random.Random(1000 + number)
    budget = dice.choice((86, 120, 235, 410, 560, 880)) * 10_000 + dice.randrange(0, 9000, 100)
    published = at_work(date(2024, 2, 20) + timedelta(days=number * 5))
    wait = 14 if number in (7, 19) else 21 + dice.randint(0, 6)
    bidders = 2 if number in (11, 27) else dice.randint(3, 6)
    winner = dice.randrange(bidders)
    prices = [round(budget * (0.86 + dice.random() * 0.11), 2) for _ in range(bidders)]
    if number in (4, 13, 22):
        prices = [round(budget * (0.93 + 0.005 * place), 2) for place in range(bidders)]
        winner = 0
    return {
        "id": f"JY{REGION}-2024-{number + 1:03d}", "unit": list(UNITS)[1 + number % 3], "budget": budget, "published": published,
        "closed": published + timedelta(days=wait), "prices": prices, "winner": winner,
        "bidders": [company(30 + (number * 3 + place * 5) % 61) for place in range(bidders)],
        "title": f"示例县{'乡村道路养护工程 校园食堂设备采购 河道清淤工程 信息系统运维服务'.split()[number % 4]}（{number + 1}期）",
        "kind": ("工程", "货物", "工程", "服务")[number % 4],
    }  # fmt: skip


def trading(dice: random.Random) -> None:
    """Notices, bids and awards as the trading centre hands them over: three sheets."""
    book = Workbook()
    notices = active(book, "招标公告")
    title(notices, "示例县公共资源交易中心2024年招标公告", 10)
    notices.append(["项目编号", "项目名称", "项目类型", "招标方式", "招标人", "招标人统一社会信用代码", "公告发布时间", "投标截止时间", "开标时间", "最高限价（万元）"])
    bids = book.create_sheet("投标情况")
    bids.append(["项目编号", "投标人", "投标人统一社会信用代码", "投标报价（元）", "递交时间", "评审结果", "名次"])
    awards = book.create_sheet("中标结果")
    awards.append(["项目编号", "中标人", "中标人统一社会信用代码", "中标金额（万元）", "定标时间", "结果公告日期"])
    for number in range(TENDERS):
        one = tender_of(number)
        closes = datetime(one["closed"].year, one["closed"].month, one["closed"].day, 9, 30)
        notices.append([one["id"], one["title"], one["kind"], "公开招标", one["unit"], UNITS[one["unit"]], one["published"], closes,
                        closes + timedelta(hours=3 if number == 16 else 0), one["budget"] / 10_000])  # fmt: skip
        ranks = sorted(range(len(one["prices"])), key=lambda place: (place != one["winner"], one["prices"][place]))
        for place, ((who, code), price) in enumerate(zip(one["bidders"], one["prices"], strict=True)):
            handed = closes - timedelta(minutes=dice.randint(5, 900))
            bids.append([one["id"], who, code, f"{price:,.2f}", f"{handed:%Y-%m-%d %H:%M}",
                         "否决" if number == 24 and place == 1 else "有效", ranks.index(place) + 1])  # fmt: skip
        who, code = one["bidders"][one["winner"]]
        awards.append([one["id"], who, code, one["prices"][one["winner"]] / 10_000, written(2, one["closed"] + timedelta(days=6)),
                       written(3, one["closed"] + timedelta(days=8))])  # fmt: skip
    dated(notices, first=3)
    save(book, "公共资源交易.xlsx")


def contracts(dice: random.Random) -> None:
    """The county's contract ledger: the buyer's cells merged over its contracts, a subtotal under each."""
    book = Workbook()
    sheet = active(book, "合同台账")
    title(sheet, "示例县2024年度合同台账", 11)
    sheet.append(["单位：万元", *[""] * 10])
    sheet.append(["甲方", "合同编号", "招标项目编号", "合同名称", "合同类型", "乙方", "乙方统一社会信用代码", "合同金额", "中标通知书日期", "签订日期", "经办人"])
    total = 0.0
    for unit in list(UNITS)[1:4]:
        first = sheet.max_row + 1
        subtotal = 0.0
        for number in (number for number in range(TENDERS) if tender_of(number)["unit"] == unit):
            one = tender_of(number)
            who, code = one["bidders"][one["winner"]]
            price = one["prices"][one["winner"]] * (1.08 if number == 9 else 1) / 10_000
            told = one["closed"] + timedelta(days=9)
            signed = told + timedelta(days=44 if number in (5, 20) else dice.randint(8, 28))
            sheet.append([unit, f"HT{REGION}-2024-{number + 1:03d}", one["id"], one["title"] + "合同", one["kind"], who, code,
                          round(price, 6), written(number, told), written(number + 2, signed), name(120 + number % 4)])  # fmt: skip
            subtotal += round(price, 6)
        for number in range(6):
            who, code = company(10 + number * 3)
            price = round(dice.choice((1.2, 3.6, 4.98, 9.8)) + number / 100, 2)
            sheet.append([unit, f"HT{REGION}-2024-{unit[3]}{number + 1:02d}", None, f"零星采购（{number + 1}）", "货物", who, code, price, None,
                          written(number, BEGIN + timedelta(days=40 + number * 31)), name(120 + number % 4)])  # fmt: skip
            subtotal += price
        sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=1, end_column=1)
        sheet.append([None, "小计", *[None] * 5, round(subtotal, 6)])
        total += subtotal
    sheet.append(["合计", *[None] * 6, round(total, 6)])
    sheet.append(["注：合同金额含税。"])
    save(book, "合同台账.xlsx")


def payments(dice: random.Random) -> None:
    """Treasury payments of the year: contract payments, expenses, and a few reversals."""
    head = ["支付凭证号", "预算单位", "合同编号", "收款人名称", "收款人账号", "支付金额", "款项性质", "支付方式", "用途", "资金性质", "申请日期", "审批日期", "支付日期", "申请人", "审批人"]  # fmt: skip
    lines: list[list[Any]] = []
    for number in range(TENDERS):
        one = tender_of(number)
        price = one["prices"][one["winner"]]
        day = one["closed"] + timedelta(days=50)
        for kind, share in (("预付款", 0.3), ("进度款", 0.4), ("尾款", 0.27)):
            day = at_work(day + timedelta(days=dice.randint(25, 60)))
            lines.append([one["unit"], f"HT{REGION}-2024-{number + 1:03d}", one["bidders"][one["winner"]][0], account(number), price * share,
                          kind, "财政直接支付", f"{one['title']}{kind}", "一般公共预算资金", day])  # fmt: skip
    for number in range(80):
        unit = list(UNITS)[number % 5]
        who, _ = company(number * 11 % 89)
        person = number % 10 == 7
        day = at_work(BEGIN + timedelta(days=number * 4))
        sign = -1 if number in (33, 61) else 1
        lines.append([unit, "", name(number) if person else who, account(200 + number), sign * dice.choice((380, 1260.5, 4980, 9800, 49800)),
                      "退款" if sign < 0 else "其他", "财政授权支付", "劳务报酬" if person else "办公用品", "一般公共预算资金", day])  # fmt: skip
    lines.sort(key=lambda line: (line[-1], line[1]))
    rows: list[list[Any]] = [head]
    for number, (*line, day) in enumerate(lines):
        line[4] = f"{line[4]:,.2f}"
        asked, agreed = at_work(day - timedelta(days=6)), at_work(day - timedelta(days=3))
        officer = name(130 + number % 5)
        boss = officer if number in (40, 111) else name(140 + number % 3)
        rows.append([f"ZF{REGION}2024{number + 1:05d}", *line, asked, agreed, day, officer, boss])
    dump(HERE / "财政支付明细.csv", rows, "gb18030")


def account(number: int) -> str:
    """A bank account that no bank gives out."""
    return f"9900{number:015d}"


def active(book: Workbook, called: str) -> Worksheet:
    """The first sheet of a new workbook, with a name."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = called
    return sheet


def title(sheet: Worksheet, text: str, width: int) -> None:
    """A title over the whole table, in one merged cell."""
    sheet.append([text])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    sheet.cell(1, 1).font = Font(size=16, bold=True)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")


def grouped_headings(sheet: Worksheet, groups: dict[str, list[str]]) -> None:
    """Two rows of headings: groups merged across, single columns merged down."""
    top, at = sheet.max_row + 1, 1
    side = Side(style="thin", color="FF999999")
    for group, columns in groups.items():
        for place, column in enumerate(columns):
            sheet.cell(top + bool(group.strip()), at + place, column)
            sheet.cell(top + 1, at + place).border = Border(bottom=side)
            if not group.strip():
                sheet.merge_cells(start_row=top, end_row=top + 1, start_column=at + place, end_column=at + place)
        if group.strip():
            sheet.cell(top, at, group).fill = PatternFill("solid", fgColor="FFDDE8EE")
            sheet.merge_cells(start_row=top, end_row=top, start_column=at, end_column=at + len(columns) - 1)
        at += len(columns)


def dated(sheet: Worksheet, first: int) -> None:
    """Show dates as an office would."""
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.number_format = "yyyy-mm-dd hh:mm"
            elif isinstance(cell.value, date):
                cell.number_format = "yyyy/m/d"


def save(book: Workbook, called: str) -> None:
    """Write a workbook whose bytes do not tell when it was made."""
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(HERE / called, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            body = old.read(part)
            if part == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-12-31T00:00:00Z", body)
            new.writestr(zipfile.ZipInfo(part, STAMP), body, zipfile.ZIP_DEFLATED)


def dump(path: Path, rows: list[list[Any]], encoding: str) -> None:
    """Write rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


if __name__ == "__main__":
    main()
