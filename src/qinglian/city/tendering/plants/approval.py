"""Before the tender: approval of project and plan, funds, and the way it is held."""

import numpy as np

from qinglian.city.days import MINUTES, NEVER, day_of
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.tendering.moves import (
    Shapes,
    again,
    alone,
    gone,
    minutes,
    optional,
    plain,
    prequalified,
    selective,
    told,
)  # fmt: skip


def listed(low: int, high: int, since: str = "published_at") -> Deed:
    """The list of projects shows an approval so many days after (before) the tender was out."""

    def deed(scene: Scene, at: Ints) -> None:
        tender, project = scene.story["tender"], scene.story["project"]
        days = day_of(tender[since][at]) + scene.draw.at("listed").between(low, high, len(at))
        project["_approved"][at] = days * MINUTES + 15 * 60

    return deed


def untouched(scene: Scene) -> Bools:
    """Plain tenders whose notice is out."""
    fit: Bools = plain(scene) & (scene.story["tender"]["published_at"] != NEVER)
    return fit


approval = Shapes("BID-003", "approval", "project")
approval.fault(
    "公告后几天才批复", "The project is approved some days after the notice.",
    alone("project_approved_at", "published_at", 1, 10), also=("BID-003-3",),
)  # fmt: skip
approval.fault(
    "公告后数月才批复", "The approval comes months later, when bids are long opened.",
    alone("project_approved_at", "published_at", 50, 120), also=("BID-003-3",),
)  # fmt: skip
approval.fault("没有批复", "There is no approval at all.", gone("project_approved_at"))
approval.honest(
    "当日先批复后公告", "The approval is signed that morning, the notice goes out after it.",
    minutes("project_approved_at", "published_at", -40, -20),
)  # fmt: skip
approval.honest(
    "前一日批复", "The approval is of the day before.", alone("project_approved_at", "published_at", -1),
)  # fmt: skip
approval.honest(
    "两年前批复", "The project was approved two years ago.",
    alone("project_approved_at", "published_at", -730, -600),
)  # fmt: skip

project = Shapes("BID-003-3", "project", "approval")
project.fault(
    "清单上晚几天", "The tender ledger was given an early date; the list of projects has the true one.",
    listed(1, 12),
)  # fmt: skip
project.fault(
    "清单上晚数月", "By the list the project was approved months after the notice.", listed(40, 110),
)  # fmt: skip
project.fault(
    "晚于资格预审公告",
    "The call for prequalification came before the approval on the list.",
    listed(1, 20, "prequal_published_at"),
    among=prequalified,
)
project.honest("公告当日批复", "The list shows the very day of the notice.", listed(0, 0))
project.honest("前一日批复", "The list shows the day before.", listed(-1, -1))
project.honest("早已批复", "The list shows a day long before.", listed(-400, -300))

plan = Shapes("BID-003-2", "plan")
plan.fault(
    "公告后补核准", "Scope, way and form of the tender are approved some days after the notice.",
    alone("tender_plan_approved_at", "published_at", 1, 9),
)  # fmt: skip
plan.fault(
    "定标后才核准", "They are approved when the winner is known.",
    alone("tender_plan_approved_at", "winner_decided_at", 1, 20),
)  # fmt: skip
plan.fault("没有核准", "They are never approved.", gone("tender_plan_approved_at"))
plan.honest(
    "只需备案", "The project is only filed, no approval of the plan is asked.", gone("tender_plan_approved_at"),
    told(plan_required=False),
)  # fmt: skip
plan.honest(
    "当日先核准", "The plan is approved an hour before the notice.",
    minutes("tender_plan_approved_at", "published_at", -25, -15),
)  # fmt: skip
plan.honest(
    "不属于必须招标", "A tender held by choice has no approved plan.", gone("tender_plan_approved_at"),
    among=optional,
)  # fmt: skip

funds = Shapes("BID-004", "funds", "notice", among=untouched)
funds.fault(
    "公告时资金未落实", "The notice is out and the money is not there.",
    told(fund_confirmed=False, fund_doc_no=None),
)  # fmt: skip
funds.fault(
    "邀请时资金未落实", "Letters of invitation go out without the money.",
    told(fund_confirmed=False, fund_doc_no=None), among=selective,
)  # fmt: skip
funds.fault(
    "二次招标仍未落实", "The second round is held without the money.", told(fund_confirmed=False, fund_doc_no=None),
    among=again,
)  # fmt: skip
funds.honest(
    "有预算批复文号", "Nobody ticked the box, and the budget's letter is on record.", told(fund_confirmed=False),
)  # fmt: skip
funds.honest("已落实未附文", "The money is there, the letter is not named.", told(fund_doc_no=None))

way = Shapes("BID-005", "way", "state", "winner", among=selective)
way.fault("没有认定文书", "State funds, invitation only, no approval.", told(selective_doc_no=None))
way.fault(
    "称时间紧而邀请",
    "Invited for want of time, without approval.",
    told(selective_doc_no=None, remark="时间紧，采用邀请招标"),
)
way.fault(
    "集体研究代替认定",
    "A meeting of the buyer stood in for the approval.",
    told(selective_doc_no=None, remark="经局务会研究采用邀请招标"),
)
way.honest(
    "有认定文书", "The authority found that only few can bid.", told(remark="受自然环境限制，已经认定"),
)  # fmt: skip
way.honest(
    "国有资金不占主导", "State funds do not control the project.",
    told(selective_doc_no=None, state_controlled=False),
)  # fmt: skip
way.honest(
    "不属于必须招标", "A tender held by choice.", told(selective_doc_no=None, mandatory=False), touches=("plan",),
)  # fmt: skip


def few(number: int, invited: int) -> Deed:
    """Only so many were invited, and so many bid."""

    def deed(scene: Scene, at: Ints) -> None:
        from qinglian.city.tendering.moves import bids_of

        bid = scene.story["bid"]
        for row in at.tolist():
            mine = bids_of(scene, row)
            others = np.flatnonzero((bid["_t"] == row) & (bid["_first"] < 0))
            bid["_gone"][others[~np.isin(others, mine[:number])]] = True
        scene.story["tender"]["invited"][at] = invited

    return deed


invited = Shapes("BID-006", "invited", "bids", among=selective, shows=("bid",))
invited.fault(
    "只邀请两家", "Two were invited, and both bid.", few(2, 2), also=("BID-025", "BID-025-2"),
)  # fmt: skip
invited.fault(
    "只邀请一家", "One was invited and bid alone.", few(1, 1), also=("BID-025", "BID-025-2"),
)  # fmt: skip
invited.fault(
    "邀两家来一家", "Two were invited and one bid.", few(1, 2), also=("BID-025", "BID-025-2"),
)  # fmt: skip
invited.honest("正好三家", "Three were invited and three bid.", few(3, 3))
invited.honest("台账少录", "The ledger counts two letters, three invited bodies bid.", few(3, 2))
invited.honest("另邀的没有来", "Six were invited and three bid.", few(3, 6))

letters = Shapes("BID-P02", "letters", among=selective)
letters.fault("没有邀请书", "No letters of invitation are on record.", gone("invited_at"))
letters.fault(
    "开标后补邀请书", "The letters are dated after the opening.", alone("invited_at", "opened_at", 1, 5),
)  # fmt: skip
letters.fault(
    "口头邀请评标后补", "Invited by word of mouth; letters were written after the evaluation.",
    alone("invited_at", "candidates_published_at", 0, 3),
)  # fmt: skip
letters.honest(
    "按时发邀请书", "The letters went out with the documents.", minutes("invited_at", "docs_issued_at", -30, -10),
)  # fmt: skip
letters.honest(
    "资格预审后邀请", "Those that passed prequalification were invited.", among=prequalified,
)  # fmt: skip

both = Shapes("BID-P01", "both", among=untouched)
both.fault(
    "公告后又点名邀请", "After the notice letters of invitation went to some.",
    alone("invited_at", "published_at", 1, 4),
)  # fmt: skip
both.fault(
    "公告当日另发邀请书", "On the day of the notice letters went to chosen firms.",
    minutes("invited_at", "published_at", 5, 60),
)  # fmt: skip
both.fault(
    "截止前临时邀请", "Shortly before closing another firm is invited.",
    alone("invited_at", "period_end_at", -3, -1),
)  # fmt: skip
both.honest("资格预审合格后邀请", "Invitations follow prequalification.", among=prequalified)
both.honest("邀请招标没有公告", "A selective tender has letters and no notice.", among=selective)
