"""Tenders, contracts and payments of one year, that belong together."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from fictional import BEGIN, REGION, UNITS, account, at_work, company, name, written
from office import active, dated, dump, save, title
from openpyxl import Workbook

TENDERS = 36
WORKS = ("乡村道路养护工程", "校园食堂设备采购", "河道清淤工程", "信息系统运维服务")


def tender_of(number: int) -> dict[str, Any]:
    """What notice, bids, award and contract of one tender have in common."""
    dice = random.Random(1000 + number)
    budget = dice.choice((86, 120, 235, 410, 560, 880)) * 10_000 + dice.randrange(0, 9000, 100)
    published = at_work(date(2024, 2, 20) + timedelta(days=number * 5))
    wait = 14 if number in (7, 19) else 21 + dice.randint(0, 6)
    bidders = 1 if number == 33 else 2 if number in (11, 26) else dice.randint(3, 6)
    prices = [round(budget * (0.86 + dice.random() * 0.11), 2) for _ in range(bidders)]
    winner = dice.randrange(bidders) if number % 4 == 3 else prices.index(min(prices))
    if number in (4, 13, 22):
        prices = [round(budget * (0.93 + 0.005 * place), 2) for place in range(bidders)]
        winner = 0
    return {
        "id": f"JY{REGION}-2024-{number + 1:03d}",
        "unit": list(UNITS)[1 + number % 3],
        "budget": budget,
        "published": published,
        "closed": published + timedelta(days=wait),
        "prices": prices,
        "winner": winner,
        "bidders": [company(30 + (number * 3 + place * 5) % 61) for place in range(bidders)],
        "title": f"示例县{WORKS[number % 4]}（{number + 1}期）",
        "kind": ("工程", "货物", "工程", "服务")[number % 4],
    }


def trading(dice: random.Random, where: Path) -> None:
    """Notices, bids and awards as the trading centre hands them over: three sheets."""
    book = Workbook()
    notices = active(book, "招标公告")
    title(notices, "示例县公共资源交易中心2024年招标公告", 12)
    notices.append(
        [
            "项目编号",
            "项目名称",
            "项目类型",
            "招标方式",
            "招标人",
            "招标人统一社会信用代码",
            "公告发布时间",
            "投标开始时间",
            "投标截止时间",
            "开标时间",
            "最高限价（万元）",
            "项目状态",
        ]
    )
    bids = book.create_sheet("投标情况")
    bids.append(
        [
            "项目编号",
            "投标人",
            "投标人统一社会信用代码",
            "投标报价（元）",
            "递交时间",
            "评审结果",
            "名次",
        ]
    )
    awards = book.create_sheet("中标结果")
    awards.append(
        [
            "项目编号",
            "中标人",
            "中标人统一社会信用代码",
            "中标金额（万元）",
            "定标时间",
            "结果公告日期",
        ]
    )
    for number in range(TENDERS):
        one = tender_of(number)
        closes = datetime(one["closed"].year, one["closed"].month, one["closed"].day, 9, 30)
        notices.append(
            [
                one["id"],
                one["title"],
                one["kind"],
                "公开招标",
                one["unit"],
                UNITS[one["unit"]],
                one["published"],
                one["published"],
                closes,
                closes + timedelta(hours=3 if number == 16 else 0),
                one["budget"] / 10_000,
                "已完成",
            ]
        )
        ranks = sorted(
            range(len(one["prices"])),
            key=lambda place: (place != one["winner"], one["prices"][place]),
        )
        for place, ((who, code), price) in enumerate(
            zip(one["bidders"], one["prices"], strict=True)
        ):
            handed = closes - timedelta(minutes=dice.randint(5, 900))
            if number == 29 and place == one["winner"]:
                handed = closes + timedelta(minutes=25)
            bids.append(
                [
                    one["id"],
                    who,
                    code,
                    f"{price:,.2f}",
                    f"{handed:%Y-%m-%d %H:%M}",
                    "否决" if number == 24 and place == 1 else "有效",
                    ranks.index(place) + 1,
                ]
            )
        who, code = one["bidders"][one["winner"]]
        awards.append(
            [
                one["id"],
                who,
                code,
                one["prices"][one["winner"]] / 10_000,
                written(2, one["closed"] + timedelta(days=6)),
                written(3, one["closed"] + timedelta(days=8)),
            ]
        )
    dated(notices, first=3)
    save(book, where / "公共资源交易.xlsx")


def contracts(dice: random.Random, where: Path) -> None:
    """The county's contract ledger: the buyer's cells merged over its contracts, a subtotal under each."""
    book = Workbook()
    sheet = active(book, "合同台账")
    title(sheet, "示例县2024年度合同台账", 11)
    sheet.append(["单位：万元", *[""] * 10])
    sheet.append(
        [
            "甲方",
            "合同编号",
            "招标项目编号",
            "合同名称",
            "合同类型",
            "乙方",
            "乙方统一社会信用代码",
            "合同金额",
            "中标通知书日期",
            "签订日期",
            "经办人",
        ]
    )
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
            sheet.append(
                [
                    unit,
                    f"HT{REGION}-2024-{number + 1:03d}",
                    one["id"],
                    one["title"] + "合同",
                    one["kind"],
                    who,
                    code,
                    round(price, 6),
                    written(number, told),
                    written(number + 2, signed),
                    name(120 + number % 4),
                ]
            )
            subtotal += round(price, 6)
        for number in range(6):
            who, code = company(10 + number * 3)
            price = round(dice.choice((1.2, 3.6, 4.98, 9.8)) + number / 100, 2)
            sheet.append(
                [
                    unit,
                    f"HT{REGION}-2024-{unit[3]}{number + 1:02d}",
                    None,
                    f"零星采购（{number + 1}）",
                    "货物",
                    who,
                    code,
                    price,
                    None,
                    written(number, BEGIN + timedelta(days=40 + number * 31)),
                    name(120 + number % 4),
                ]
            )
            subtotal += price
        sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=1, end_column=1)
        sheet.append([None, "小计", *[None] * 5, round(subtotal, 6)])
        total += subtotal
    sheet.append(["合计", *[None] * 6, round(total, 6)])
    sheet.append(["注：合同金额含税。"])
    save(book, where / "合同台账.xlsx")


def payments(dice: random.Random, where: Path) -> None:
    """Treasury payments of the year: contract payments, expenses, and a few reversals."""
    head = [
        "支付凭证号",
        "预算单位",
        "合同编号",
        "收款人名称",
        "收款人账号",
        "支付金额",
        "款项性质",
        "支付方式",
        "用途",
        "资金性质",
        "申请日期",
        "审批日期",
        "支付日期",
        "申请人",
        "审批人",
    ]
    lines: list[list[Any]] = []
    for number in range(TENDERS):
        one = tender_of(number)
        price = one["prices"][one["winner"]]
        day = one["closed"] + timedelta(days=50)
        for kind, share in (("预付款", 0.3), ("进度款", 0.4), ("尾款", 0.27)):
            day = at_work(day + timedelta(days=dice.randint(25, 60)))
            lines.append(
                [
                    one["unit"],
                    f"HT{REGION}-2024-{number + 1:03d}",
                    one["bidders"][one["winner"]][0],
                    account(number),
                    price * share,
                    kind,
                    "财政直接支付",
                    f"{one['title']}{kind}",
                    "一般公共预算资金",
                    day,
                ]
            )
    for number in range(80):
        unit = list(UNITS)[number % 5]
        who, _ = company(number * 11 % 89)
        person = number % 10 == 7
        day = at_work(BEGIN + timedelta(days=number * 4))
        sign = -1 if number in (33, 61) else 1
        lines.append(
            [
                unit,
                "",
                name(number) if person else who,
                account(200 + number),
                sign * dice.choice((380, 1260.5, 4980, 9800, 49800)),
                "退款" if sign < 0 else "其他",
                "财政授权支付",
                "劳务报酬" if person else "办公用品",
                "一般公共预算资金",
                day,
            ]
        )
    lines.sort(key=lambda line: (line[-1], line[1]))
    rows: list[list[Any]] = [head]
    for number, (*line, day) in enumerate(lines):
        line[4] = f"{line[4]:,.2f}"
        asked, agreed = at_work(day - timedelta(days=6)), at_work(day - timedelta(days=3))
        officer = name(130 + number % 5)
        boss = officer if number in (40, 111) else name(140 + number % 3)
        rows.append([f"ZF{REGION}2024{number + 1:05d}", *line, asked, agreed, day, officer, boss])
    dump(where / "财政支付明细.csv", rows, "gb18030")
