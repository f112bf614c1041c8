"""Two years of rule documents and major decisions of the county, as its justice bureau keeps them in one workbook."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from fictional import REGION, at_work, name, working
from office import active, dated, grouped_headings, save, title
from openpyxl import Workbook

POLICY_GROUPS: dict[str, list[str]] = {
    "": ["序号", "事项编号", "文件或决策名称", "事项类别"],
    "制定": [
        "制定机关",
        "制定机关类别",
        "起草单位",
        "起草完成日期",
        "起草人",
        "是否涉企",
        "是否涉及经营者经济活动",
        "是否依法不公开",
    ],
    "公众参与": [
        "座谈会日期",
        "听取经营者意见日期",
        "公开征求意见开始日期",
        "公开征求意见截止日期",
        "是否说明缩短期限理由",
    ],
    "论证评估": [
        "是否专业性技术性较强",
        "专家论证日期",
        "论证机构",
        "是否可能造成不利影响",
        "风险评估日期",
        "风险评估结论",
    ],
    "公平竞争审查": [
        "公平竞争审查日期",
        "公平竞争审查主体",
        "公平竞争审查结论",
        "例外规定实施期限或终止条件",
    ],
    "合法性审查": ["送审日期", "合法性审查日期", "审查方式", "合法性审查人", "合法性审查结论"],
    "集体讨论": ["集体讨论日期", "会议形式", "会议纪要号", "是否末位表态", "向同级党委请示报告日期"],
    "印发公布": ["印发日期", "发文字号", "统一登记号", "公布日期", "施行日期", "有效期至", "备案日期"],
}  # fmt: skip
TOPICS = (
    ("户外招牌设置管理办法", "示例县城市管理局"),
    ("农村公路养护规划", "示例县交通运输局"),
    ("网络预约出租汽车经营服务管理办法", "示例县交通运输局"),
    ("城区停车收费调整方案", "示例县发展和改革局"),
    ("惠农补贴发放管理办法", "示例县农业农村局"),
    ("支持商贸流通发展若干措施", "示例县商务局"),
)
POLICY_FAULTS = {
    1: "no review",
    5: "review after meeting",
    7: "short comment",
    10: "comment shortened",
    13: "no competition review",
    15: "competition review late",
    17: "own competition review",
    19: "no end",
    21: "with end",
    8: "no meeting",
    11: "published late",
    14: "drafter reviews",
    16: "review hurried",
    22: "review quick",
    20: "secret",
    3: "emergency",
    6: "second look",
    23: "no experts",
}
BEGIN = date(2024, 1, 8)


def policies(_: random.Random, where: Path) -> None:
    """Twenty-four documents and decisions; the dice are not thrown."""
    book = Workbook()
    sheet = active(book, "规范性文件与重大决策")
    columns = [column for group in POLICY_GROUPS.values() for column in group]
    title(sheet, "示例县规范性文件与重大行政决策台账（2024—2025年，虚构数据）", len(columns))
    sheet.append(["填报单位：示例县司法局", *[""] * (len(columns) - 6), "统计时间：2025年12月31日"])
    grouped_headings(sheet, POLICY_GROUPS)
    for number in range(24):
        row = policy(number)
        sheet.append([row.get(column) for column in columns])
    sheet.append(["注：本表为演示用虚构数据，区划代码990001并不存在。"])
    dated(sheet, first=5)
    save(book, where / "规范性文件与重大决策台账.xlsx")


def policy(number: int) -> dict[str, Any]:
    """One document or decision: lawful, unless its number stands among the faults."""
    fault = POLICY_FAULTS.get(number, "")
    topic, drafter = TOPICS[number % len(TOPICS)]
    major = number % 2 == 1
    business = number % len(TOPICS) in (0, 2, 5)
    opened = at_work(BEGIN + timedelta(days=number * 24))
    closed = opened + timedelta(
        days=32 if fault not in ("short comment", "comment shortened") else 15
    )
    argued, assessed = working(closed, 3), working(closed, 6)
    competition, sent = working(closed, 8), working(closed, 9)
    reviewed, met = working(sent, 8), working(sent, 12)
    signed = working(met, 3)
    published = working(signed, 2)
    row: dict[str, Any] = {
        "序号": number + 1,
        "事项编号": f"ZC{REGION}{opened.year}{number + 1:04d}",
        "文件或决策名称": f"示例县{topic}" + ("（试行）" if number % 7 == 5 else ""),
        "事项类别": "重大行政决策" if major else "行政规范性文件",
        "制定机关": "示例县人民政府",
        "制定机关类别": "县级以上人民政府",
        "起草单位": drafter,
        "起草完成日期": working(opened - timedelta(days=20), 3),
        "起草人": name(number % 5),
        "是否涉企": "是" if business else "否",
        "是否涉及经营者经济活动": "是" if business else "否",
        "是否依法不公开": "否",
        "座谈会日期": working(opened, 5),
        "听取经营者意见日期": working(opened, 6) if business else None,
        "公开征求意见开始日期": opened,
        "公开征求意见截止日期": closed,
        "是否说明缩短期限理由": "否",
        "是否专业性技术性较强": "是" if major else "否",
        "专家论证日期": argued if major else None,
        "论证机构": "示例省咨询研究院" if major else None,
        "是否可能造成不利影响": "是" if major else "否",
        "风险评估日期": assessed if major else None,
        "风险评估结论": "低风险" if major else None,
        "公平竞争审查日期": competition if business else None,
        "公平竞争审查主体": "市场监督管理部门" if business else None,
        "公平竞争审查结论": "可以出台" if business else None,
        "送审日期": sent,
        "合法性审查日期": reviewed,
        "审查方式": "书面审查意见",
        "合法性审查人": name(20 + number % 3),
        "合法性审查结论": "合法" if number % 3 else "修改后合法",
    }
    match fault:
        case "no review":
            row |= dict.fromkeys(
                ("送审日期", "合法性审查日期", "审查方式", "合法性审查人", "合法性审查结论")
            )
        case "review after meeting":
            row["合法性审查日期"] = working(met, 2)
        case "comment shortened":
            row["是否说明缩短期限理由"] = "是"
        case "no competition review":
            row |= {"是否涉及经营者经济活动": "是"}
        case "competition review late":
            row |= {
                "是否涉及经营者经济活动": "是",
                "公平竞争审查主体": "市场监督管理部门",
                "公平竞争审查结论": "可以出台",
            }
            row["公平竞争审查日期"] = working(signed, 4)
        case "own competition review":
            row["公平竞争审查主体"] = "起草单位"
        case "no end" | "with end":
            row |= {
                "是否涉及经营者经济活动": "是",
                "公平竞争审查日期": competition,
                "公平竞争审查主体": "市场监督管理部门",
            }
            row |= {"公平竞争审查结论": "适用例外规定", "听取经营者意见日期": working(opened, 6)}
            row["例外规定实施期限或终止条件"] = (
                "灾后重建验收完成即终止" if fault == "with end" else None
            )
        case "drafter reviews":
            row |= {"事项类别": "重大决策规范性文件", "合法性审查人": row["起草人"]}
        case "review hurried":
            row |= {"事项类别": "重大决策规范性文件", "合法性审查日期": working(sent, 2)}
            met = working(sent, 3)
        case "review quick":
            row |= {"事项类别": "重大决策规范性文件", "合法性审查日期": working(sent, 2)}
        case "no experts":
            row["专家论证日期"] = row["论证机构"] = None
        case "second look":
            row |= {"事项类别": "重大决策规范性文件", "合法性审查结论": "修改后合法"}
        case "secret":
            row |= {
                "是否依法不公开": "是",
                "公开征求意见开始日期": None,
                "公开征求意见截止日期": None,
            }
        case "emergency":
            steps = (
                "座谈会日期",
                "公开征求意见开始日期",
                "公开征求意见截止日期",
                "专家论证日期",
                "论证机构",
                "风险评估日期",
                "风险评估结论",
            )
            row |= {"事项类别": "突发事件应急处置决策", **dict.fromkeys(steps)}
    document = row["事项类别"] in ("行政规范性文件", "重大决策规范性文件")
    if fault == "published late":
        published = working(signed, 27)
    secret = fault == "secret"
    row |= {
        "集体讨论日期": None if fault == "no meeting" else met,
        "会议形式": None if fault == "no meeting" else "常务会议",
        "会议纪要号": None if fault == "no meeting" else f"示常纪〔{met.year}〕{number + 3}号",
        "是否末位表态": None if fault == "no meeting" else "是",
        "向同级党委请示报告日期": working(met, 1),
        "印发日期": signed,
        "发文字号": f"示政发〔{signed.year}〕{number + 1}号",
        "统一登记号": f"SLXD-{signed.year}-{number + 1:04d}" if document else None,
        "公布日期": None if secret else published,
        "施行日期": at_work(published + timedelta(days=30)),
        "有效期至": date(published.year + (2 if number % 7 == 5 else 5), 1, 31)
        if document
        else None,
        "备案日期": None if secret or not document else working(published, 6),
    }
    if fault == "no meeting":
        row["事项类别"] = "重大决策规范性文件"
    return row
