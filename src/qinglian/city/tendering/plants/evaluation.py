"""Report, publication of candidates, decision, letter."""

from qinglian.city.days import MINUTES
from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.tendering.moves import (
    Shapes,
    again,
    alone,
    ended,
    gap,
    gone,
    minutes,
    optional,
    quiet,
)  # fmt: skip

shown = Shapes("BID-030", "publication", among=quiet)
shown.fault(
    "第四日才公示", "Candidates are published on the fourth day.",
    gap("candidates_published_at", "report_received_at", 4),
)  # fmt: skip
shown.fault(
    "压了两周",
    "The report lies for a fortnight.",
    gap("candidates_published_at", "report_received_at", 10, 20),
)
shown.fault(
    "没有公示", "Candidates are never published.", gone("candidates_published_at", "candidates_unpublished_at"),
    also=("BID-030-3",), touches=("decide", "pubdays", "complaint"),
)  # fmt: skip
shown.honest(
    "正好第三日", "They are published on the third day.", gap("candidates_published_at", "report_received_at", 3),
)  # fmt: skip
shown.honest(
    "退回复核后公示", "The report is sent back, evaluation repeated, then published.",
    gap("candidates_published_at", "report_received_at", 7), alone("_repeated", "report_received_at", 2),
)  # fmt: skip
shown.honest(
    "不属于必须招标", "Tendered by choice, published after a week.",
    gap("candidates_published_at", "report_received_at", 6, 8), among=optional,
)  # fmt: skip

days = Shapes("BID-030-2", "pubdays", among=quiet)
days.fault(
    "公示两日", "The publication lasts two days.", alone("candidates_unpublished_at", "candidates_published_at", 2),
)  # fmt: skip
days.fault(
    "公示一日", "It lasts a day.", alone("candidates_unpublished_at", "candidates_published_at", 1),
)  # fmt: skip
days.fault(
    "当日撤下", "It is taken down that night.",
    minutes("candidates_unpublished_at", "candidates_published_at", 60, 300),
)  # fmt: skip
days.honest(
    "正好三日", "It lasts three days to the hour.",
    minutes("candidates_unpublished_at", "candidates_published_at", 3 * MINUTES),
)  # fmt: skip
days.honest(
    "公示三日含休息日", "Three days, a weekend among them.",
    alone("candidates_unpublished_at", "candidates_published_at", 3, hour=17),
)  # fmt: skip
days.honest(
    "不属于必须招标",
    "Tendered by choice, published for a day.",
    alone("candidates_unpublished_at", "candidates_published_at", 1),
    among=optional,
)

decide = Shapes("BID-030-3", "decide", "pubdays", among=quiet)
decide.fault(
    "公示两日即定标", "The winner is decided on the second day.",
    gap("winner_decided_at", "candidates_published_at", 2),
)  # fmt: skip
decide.fault(
    "公示次日定标", "The winner is decided the next day.", gap("winner_decided_at", "candidates_published_at", 1),
)  # fmt: skip
decide.fault(
    "定标后才公示", "Candidates are published after the decision.",
    alone("candidates_published_at", "winner_decided_at", 1, 2),
    alone("candidates_unpublished_at", "winner_decided_at", 5),
    alone("report_received_at", "winner_decided_at", 0, 0, hour=9), touches=("publication", "reported"),
)  # fmt: skip
decide.honest(
    "正好三日定标", "The winner is decided on the third day.",
    gap("winner_decided_at", "candidates_published_at", 3),
)  # fmt: skip
decide.honest(
    "公示期满次日定标", "The winner is decided the day after.",
    gap("winner_decided_at", "candidates_published_at", 6, 9),
)  # fmt: skip
decide.honest(
    "不属于必须招标", "Tendered by choice, decided the next day.",
    gap("winner_decided_at", "candidates_published_at", 1), among=optional,
)  # fmt: skip

reported = Shapes("BID-P04", "reported", "publication", among=quiet)
reported.fault(
    "没有评标报告", "Candidates are published without a report.", gone("report_received_at"),
)  # fmt: skip
reported.fault(
    "报告晚于公示", "The report comes a day or two after.",
    alone("report_received_at", "candidates_published_at", 1, 2), also=("BID-030",),
)  # fmt: skip
reported.fault(
    "定标后补报告", "The report is written after the decision.",
    alone("report_received_at", "winner_decided_at", 1, 5), also=("BID-030",),
)  # fmt: skip
reported.honest(
    "当日先收报告", "The report comes an hour before.",
    minutes("report_received_at", "candidates_published_at", -60, -30),
)  # fmt: skip
reported.honest(
    "报告早到几日", "The report came three days before.", gap("candidates_published_at", "report_received_at", 3),
)  # fmt: skip


def twice(low: int, high: int) -> Deed:
    """A second report is written so many days after the first."""

    def deed(scene: Scene, at: Ints) -> None:
        tender, event = scene.story["tender"], scene.story["event"]
        from qinglian.city.tendering.moves import added

        after = scene.draw.at("twice").between(low, high, len(at)) * MINUTES + 5
        added(
            event,
            event_id=[f"{number}-BG2" for number in tender["tender_id"][at]],
            process=["tender"] * len(at),
            case_id=tender["tender_id"][at],
            activity=["report_received"] * len(at),
            _t=at,
            _after=tender["report_received_at"][at] + after - tender["period_end_at"][at],
        )

    return deed


letter = Shapes("BID-P05", "letter", "signing", among=quiet)
letter.fault("没有中标通知书", "No letter follows the decision.", gone("award_notified_at"))
letter.fault(
    "通知书早于定标", "The letter is dated two days before the decision.",
    alone("award_notified_at", "winner_decided_at", -1), gap("contract_signed_at", "winner_decided_at", 10, 20),
    touches=("decide", "pubdays"),
)  # fmt: skip
letter.fault(
    "没有定标记录", "A letter goes out and no decision is on record.", gone("winner_decided_at"),
    touches=("decide", "pubdays", "report", "talks"),
)  # fmt: skip
letter.honest(
    "定标当日发通知", "The letter goes out an hour after the decision.",
    minutes("award_notified_at", "winner_decided_at", 60, 120),
    gap("contract_signed_at", "award_notified_at", 10, 20),
)  # fmt: skip
letter.honest(
    "十日后发通知", "The letter goes out ten days later.", gap("award_notified_at", "winner_decided_at", 10),
)  # fmt: skip

talks = Shapes("BID-P07", "talks", "decide", "pubdays")
talks.fault(
    "定标前谈价", "Two days before the decision the price is talked over.",
    minutes("price_negotiated_at", "winner_decided_at", -600, -60),
)  # fmt: skip
talks.fault(
    "评标时谈方案", "A bidder is asked in to change its solution during evaluation.",
    minutes("price_negotiated_at", "evaluated_at", -60, -20),
)  # fmt: skip
talks.fault(
    "公示期内谈让利",
    "While candidates are published the first is asked for a discount.",
    minutes("price_negotiated_at", "candidates_published_at", 60, 900),
)
talks.honest(
    "定标后商定细节", "After the decision details of signing are talked over.",
    minutes("price_negotiated_at", "winner_decided_at", 30, 600),
)  # fmt: skip
talks.honest(
    "签约前澄清", "The day before signing papers are put in order.",
    minutes("price_negotiated_at", "contract_signed_at", -300, -60), touches=("signing", "contract"),
)  # fmt: skip

stopped = Shapes(
    "BID-P06", "stopped", "rejected", "bids", "letter", "signing", "contract", "report"
)
stopped.fault(
    "终止后仍签约", "The tender is terminated after the decision, and the contract signed.",
    minutes("tender_terminated_at", "winner_decided_at", 30, 200),
)  # fmt: skip
stopped.fault(
    "开标后终止又签约", "It is terminated after the opening, and the contract signed.",
    minutes("tender_terminated_at", "opened_at", 20, 40),
)  # fmt: skip
stopped.fault(
    "签约后补终止公告", "The contract is signed, then the tender is called off.",
    alone("tender_terminated_at", "contract_signed_at", 1, 20),
)  # fmt: skip
stopped.honest(
    "终止后重新招标签约", "The first round was terminated; the contract is of the second.", among=again,
)  # fmt: skip
stopped.honest(
    "终止而没有签约", "It is terminated, and there is no contract.", ended("evaluated_at"), among=quiet,
    touches=("publication", "pubdays", "decide", "reported", "signing", "report", "refund", "winner",
             "complaint", "objection", "talks", "contract", "opentime"),
)  # fmt: skip

second = Shapes("BID-P03", "reported", "publication", "report2", among=quiet)
second.fault(
    "次日又交一份", "A second report is handed in the next day.",
    gap("candidates_published_at", "report_received_at", 2, 3), twice(1, 1),
)  # fmt: skip
second.fault(
    "当日两份报告", "Two reports are handed in within hours.",
    gap("candidates_published_at", "report_received_at", 1, 2), twice(0, 0),
)  # fmt: skip
second.fault(
    "改了排名再交", "Two days later comes another report with another order.",
    gap("candidates_published_at", "report_received_at", 3), twice(2, 2),
)  # fmt: skip
second.honest(
    "重新评标后再交", "Evaluation was repeated by law, and a new report made.",
    gap("candidates_published_at", "report_received_at", 3), minutes("_repeated", "report_received_at", 1, 3),
    twice(1, 1),
)  # fmt: skip
second.honest("各轮各有报告", "Each round has a report of its own.", among=again)
