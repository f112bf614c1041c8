"""One campaign with its four streams, and difficulties raised from below. 一次专项整治，几个困难问题。"""

from datetime import timedelta

from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.campaigns.models import Campaign
from qinglian.web.campaigns.services.checking import (
    Said,
    answer_save,
    correction_note,
    part_check,
    part_report,
    selfcheck_ask,
)
from qinglian.web.campaigns.services.counts import counts_receive
from qinglian.web.campaigns.services.notices import (
    notice_approve,
    notice_publish,
    notice_review,
    notice_write,
)
from qinglian.web.campaigns.services.opening import campaign_open, campaign_start, parts_add
from qinglian.web.campaigns.services.sampling import recheck_say, sampling_announce, sampling_draw
from qinglian.web.duties.services.difficulties import (
    difficulty_agree,
    difficulty_raise,
    difficulty_receive,
    difficulty_reply,
)
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units

TOPICS = (
    ("评标专家评审不公", "打分明显偏离且没有理由，应回避未回避。", "招标投标法 第四十四条"),
    ("保证金逾期不退", "超过五日未退还保证金及利息。", "招标投标法实施条例 第五十七条"),
    ("应招未招、化整为零", "达到规模未招标，或拆分后规避招标。", "招标投标法 第四条"),
)
"""Sample topics (示例); a county names its own."""


def campaign_made(
    bodies: dict[str, Unit], people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    """Begun by the programme office, urged by the team; half of the bodies have answered."""
    today, office, team = timezone.localdate(), people["qinglianban"], people["jiandu"]
    campaign = campaign_open(
        title="工程招投标突出问题专项整治", text="纠治评审、保证金、规避招标三类问题。", lead_unit=office.unit,
        urging_unit=team.unit, begins_on=today - timedelta(days=60), ends_on=today + timedelta(days=120), by=office,
        topics=TOPICS, field_keys=("bidding_cn",),
    )  # fmt: skip
    units = list(visible_units(team).filter(pk__in=staff).order_by("code")[:8])
    parts_add(campaign=campaign, units=units, by=office)
    campaign_start(campaign=campaign, by=office, reason="列入年度计划。")
    selfcheck_ask(
        campaign=campaign, by=office, due_on=today + timedelta(days=20), text="请对照三个专题自查。"
    )
    for number, part in enumerate(campaign.parts.select_related("unit").order_by("unit__code")):
        if number > 5:
            break
        own = staff[part.unit_id]
        for place, topic in enumerate(campaign.topics.all()):
            found = number < 2 and place == 1
            answer_save(
                part=part, topic=topic, by=own["zy"], found=found, how="逐标段核对台账和银行回单。",
                problems=[Said("两个标段保证金晚退", "晚退七日，未付利息。", "已退还并补付利息。")] if found else (),
            )  # fmt: skip
        if number == 5:
            continue
        part_report(part=part, by=own["zy"])
        part_check(part=part, by=own["fz"], text="抽看了三个标段。")
    _streams(campaign, people)


def _streams(campaign: Campaign, people: dict[str, User]) -> None:
    today, office, team = timezone.localdate(), people["qinglianban"], people["jiandu"]
    topic = campaign.topics.first()
    correction_note(
        campaign=campaign,
        part=None,
        topic=topic,
        by=office,
        text="集中清退逾期保证金，公布办理流程。",
    )
    months = sorted({(today - timedelta(days=days)).strftime("%Y-%m") for days in (5, 35)})
    units = [part.unit for part in campaign.parts.select_related("unit").order_by("unit__code")[:2]]
    table = "\n".join(
        f"{unit.code} {month} {3 + 4 * place}"
        for place, unit in enumerate(units)
        for month in months
    )
    counts_receive(campaign=campaign, by=team, table=table)
    notice = notice_write(
        campaign=campaign, title="三起评审不认真问题的通报", by=office,
        text="某评标委员会成员打分未写理由；某单位逾期退还保证金；某单位拆分小额工程。均已纠正。",
    )  # fmt: skip
    notice_review(notice=notice, by=people["qinglianban2"], text="不涉密，未点名。")
    notice_approve(notice=notice, by=people["zuzhang"], text="同意公开。")
    notice_publish(notice=notice, by=office, place="示例县人民政府门户网站", published_on=today)
    drawn = sampling_draw(
        sampling=sampling_announce(campaign=campaign, by=office, share=50), by=office
    )
    item = drawn.items.filter(drawn=True).order_by("part__public_id").first()
    recheck_say(
        item=item, by=office, result="confirmed", place="示例县公共资源交易中心", seen="抽看十个标段，与自查一致。",
        looked_on=today,
    )  # fmt: skip


def difficulties_made(
    county: Unit, people: dict[str, User], staff: dict[int, dict[str, User]]
) -> None:
    """Three questions from below: waiting, answered, and settled because the asker says so."""
    office = people["qinglianban"]
    officers = [
        staff[key]["zy"] for key in sorted(staff) if staff[key]["zy"].unit_id != office.unit_id
    ]
    asked = (
        (
            "data",
            "同一份台账要报三个部门",
            "同一张采购台账每季度报三次，格式不同。",
            "请统一一张表，一次报送。",
        ),
        (
            "policy",
            "小额工程是否必须公开招标",
            "镇上十万元以下的维修，各部门说法不一。",
            "请明确口径。",
        ),
        (
            "staff",
            "站所只有两人，不能复核分离",
            "编制两人，办理和复核是同一人。",
            "请允许由上级站所复核。",
        ),
    )
    for number, (kind, title, text, wanted) in enumerate(asked):
        one = difficulty_raise(
            kind=kind,
            title=title,
            text=text,
            wanted=wanted,
            lead_unit=county,
            by=officers[number],
        )
        if number == 0:
            continue
        difficulty_receive(difficulty=one, by=office)
        difficulty_reply(
            difficulty=one, by=office, reply="已与有关部门商定，见所附口径，自下月起执行。"
        )
        if number == 2:
            difficulty_agree(difficulty=one, by=officers[number], text="已解决。")
