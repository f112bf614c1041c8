"""Report, choice of the supplier, result, letter, signing, publication, filing, refunds."""

from qinglian.city.draw import Ints
from qinglian.city.plant import Scene
from qinglian.city.procurement.course import AFTER_TERMINATION, course
from qinglian.city.procurement.moves import (
    Shapes,
    bonded,
    both,
    contract,
    gap,
    holiday,
    never,
    put,
    quiet,
    reaches,
    ripe,
    stopped_before,
    workdays_between,
)

REST = (
    *AFTER_TERMINATION,
    "suspension",
    "bond",
    "archive",
    "archive_hash",
    "archive_gone",
    "challenge",
    "security",
    "supplement",
    "paid",
    "persons",
    "split",
    "ss",
)


def _rest(*own: str) -> tuple[str, ...]:
    return tuple(part for part in dict.fromkeys(REST) if part not in own)


def _late(rule: str, name: str, before: str, part: str, limit: int, stop: str | None) -> Shapes:
    """Shapes that every step due within some working days takes."""
    step = Shapes(rule, (part,), both(ripe(before, 40), quiet))
    step.fault("晚一个工作日", "The step is taken one working day late.", gap(name, limit + 1))
    step.fault("拖了几周", "The step is taken weeks late.", gap(name, limit + 8, limit + 22))
    step.fault(
        "假期后再拖",
        "The term ends before a holiday, the step follows days after it.",
        gap(name, limit + 2, limit + 4),
        among=holiday(before, limit + 1, limit + 4),
    )
    step.honest("期满当日", "The step is taken on the last day.", gap(name, limit))
    step.honest(
        "遇长假仍在期内",
        "Many calendar days, few working days: a holiday lies between.",
        gap(name, limit),
        among=holiday(before, limit, limit + 3),
    )
    if stop:
        step.honest(
            "期内终止采购",
            "The purchase is terminated within the term.",
            stopped_before(stop),
            touches=_rest(part),
        )
    return step


report = _late("GPC-017", "g_report_wd", "evaluated", "report", 2, "report")
report.fault("始终未送报告", "The report never reaches the buyer.", never("report"))
decided = _late("GPC-017-2", "g_decided_wd", "report", "decided", 5, "decided")
decided.honest(
    "暂停期间不计",
    "The finance bureau suspends the purchase between report and choice.",
    put("s_from", 0),
    gap("s_off", 1),
    gap("s_len", 12, 28),
    gap("g_decided_wd", 1, 2),
    among=quiet,
    touches=("suspension",),
)
result = _late("GPC-017-3", "g_result_wd", "decided", "result", 2, None)
result.fault("始终未公告结果", "The result is never published.", never("result"))
letter = _late("GPC-017-4", "g_notified_wd", "decided", "notified", 2, None)
letter.fault("始终未发通知书", "No letter is ever sent.", never("notified"))


def _sign(rule: str, twin: str, of_contract: bool) -> None:
    sign = Shapes(
        rule, ("signed",), both(ripe("notified", 110), reaches("signed")), of_contract, twin
    )
    known = contract("letter_left_out", False)
    sign.fault("第三十一日才签", "Signed on the thirty-first day.", known, gap("g_signed", 31))
    sign.fault("拖了两三个月", "Signed after two or three months.", known, gap("g_signed", 55, 95))
    sign.fault(
        "假期算作顺延",
        "Signed days after the term, for a holiday that the law does not take off.",
        known,
        gap("g_signed", 32, 37),
    )
    sign.honest("正好第三十日", "Signed on the thirtieth day.", known, gap("g_signed", 30))
    sign.honest("次日即签", "Signed on the next day.", known, gap("g_signed", 1))
    halted = (known, put("s_from", 1), gap("s_off", 1), gap("s_len", 12, 28), gap("g_losers_wd", 1))
    sign.fault(
        "扣除暂停后仍超期",
        "Suspended for a complaint; without that time it is days late all the same.",
        *halted,
        gap("g_signed", 32, 50),
        among=quiet,
        touches=("suspension", "losers", "result"),
    )
    sign.honest(
        "投诉暂停扣除后在期内",
        "Suspended for a complaint; without that time it is in the term.",
        *halted,
        gap("g_signed", 20, 30),
        among=quiet,
        touches=("suspension", "losers", "result"),
    )
    if not of_contract:
        sign.honest(
            "终止采购不再签约",
            "The purchase is terminated before signing.",
            stopped_before("signed"),
            touches=_rest("signed", "losers", "bond"),
            among=lambda scene: ~bonded(scene),
        )


_sign("GPC-018", "GPC-018-2", False)
_sign("GPC-018-2", "GPC-018", True)


def _after(
    rule: str, twin: str, of_contract: bool, name: str, step: str, limit: int, word: str
) -> None:
    later = Shapes(rule, (step,), both(ripe("signed", 60)), of_contract, twin)
    later.fault("晚一个工作日", "A working day after the term.", gap(name, limit + 1))
    later.fault("拖了几周", "Weeks after the term.", gap(name, limit + 9, limit + 25))
    later.fault(f"始终没有{word}", "Never.", never(step))
    later.honest("期满当日", "On the last day of the term.", gap(name, limit))
    later.honest(
        "遇长假仍在期内",
        "Within the working days, over a holiday.",
        gap(name, limit),
        among=holiday("signed", limit, limit + (3 if limit < 5 else 5)),
    )
    if of_contract:
        gone = contract("unpublished" if step == "contract_published" else "unfiled", True)
        later.honest(
            "合同作废",
            "The contract was cancelled, and its row left in the ledger.",
            gone,
            contract("status", "cancelled"),
            touches=tuple(
                part
                for part in (
                    "contract_published",
                    "filed",
                    "signed",
                    "accepted",
                    "supplement",
                    "security",
                    "paid",
                )
                if part != step
            ),
        )


for _rule, _twin, _of in (("GPC-019", "GPC-019-3", False), ("GPC-019-3", "GPC-019", True)):
    _after(_rule, _twin, _of, "g_published_wd", "contract_published", 2, "公告")
for _rule, _twin, _of in (("GPC-019-2", "GPC-019-4", False), ("GPC-019-4", "GPC-019-2", True)):
    _after(_rule, _twin, _of, "g_filed_wd", "filed", 7, "备案")


def _suspended_refund(scene: Scene, at: Ints) -> None:
    """The purchase stands still from the day after the letter; the bonds go back when it goes on."""
    p = scene.story["purchase"]
    p["s_from"][at], p["s_off"][at] = 1, 1
    p["s_len"][at] = scene.draw.between(12, 28, len(at))
    p["g_signed"][at] = scene.draw.between(4, 20, len(at))
    day = course(p)["notified"][at]
    p["g_losers_wd"][at] = workdays_between(day, day + 1 + p["s_len"][at]) + 3


def _no_bond(scene: Scene, at: Ints) -> None:
    """No bond was asked, so none goes back."""
    scene.story["purchase"]["bonded"][at] = False


losers = Shapes("GPC-015-3", ("losers",), both(ripe("notified", 70), bonded))
losers.fault("晚一个工作日", "Refunded on the sixth working day.", gap("g_losers_wd", 6))
losers.fault("压了一两个月", "The bonds are kept for a month or two.", gap("g_losers_wd", 22, 40))
losers.fault("始终未退", "The bonds are never refunded.", never("losers"))
losers.honest("正好第五个工作日", "Refunded on the fifth working day.", gap("g_losers_wd", 5))
losers.honest("免收保证金", "No bond was asked.", _no_bond, touches=("bond", "bond_taken"))
losers.honest(
    "暂停期间不退",
    "Suspended for a complaint, refunded when it went on.",
    _suspended_refund,
    touches=("suspension", "signed", "result"),
    among=quiet,
)

winner = Shapes("GPC-015-4", ("bond",), both(ripe("signed", 60), bonded))
winner.fault("晚一个工作日", "Refunded on the sixth working day.", gap("g_bond_wd", 6))
winner.fault("压到验收后", "The bond is kept for a month or two.", gap("g_bond_wd", 20, 38))
winner.fault("始终未退", "The bond is never refunded.", never("bond"))
winner.honest("正好第五个工作日", "Refunded on the fifth working day.", gap("g_bond_wd", 5))
winner.honest(
    "第五个工作日跨长假",
    "Refunded on the fifth working day, after a holiday.",
    gap("g_bond_wd", 5),
    among=holiday("signed", 5, 10),
)
winner.honest("免收保证金", "No bond was asked.", _no_bond, touches=("losers", "bond_taken"))

halt = Shapes(
    "GPC-020-5", ("suspension", "signed", "losers", "result"), both(ripe("notified", 140), quiet)
)
_from = (put("s_from", 1), gap("s_off", 1), gap("g_losers_wd", 1), gap("g_signed", 8, 20))
halt.fault("超过一天", "Resumed on the thirty-first day.", *_from, gap("s_len", 31))
halt.fault("停了两个多月", "Resumed after more than two months.", *_from, gap("s_len", 60, 80))
halt.fault(
    "停了不再恢复",
    "Never resumed, yet signed in the end.",
    *_from,
    gap("s_len", 20),
    never("resumed"),
)
halt.honest("正好三十日", "Resumed on the thirtieth day.", *_from, gap("s_len", 30))
halt.honest(
    "停后终止采购",
    "The purchase was terminated while suspended.",
    *_from,
    gap("s_len", 5),
    stopped_before("resumed"),
    touches=tuple(p for p in _rest("signed", "losers") if p != "suspension"),
    among=lambda scene: ~bonded(scene),
)
