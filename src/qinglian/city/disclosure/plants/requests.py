"""Requests for information: answered in twenty working days, completed by one notice in seven."""

import numpy as np

from qinglian.city.course import day, drop, mark
from qinglian.city.days import after_workdays
from qinglian.city.disclosure import FIELD
from qinglian.city.disclosure.plants._which import across_holiday, after, on_way
from qinglian.city.disclosure.story import COURSE
from qinglian.city.draw import Ints
from qinglian.city.plant import Proof, Scene

ANSWER, COMPLETED, NOTICE, ONCE = "PUB-002", "PUB-002-2", "PUB-002-3", "PUB-002-4"
ASKED, UNCLEAR = on_way("asked"), on_way("supplement")


def _paper(scene: Scene, at: Ints, column: str, word: str) -> None:
    rows = scene.story["disclosure"]
    mark(rows, at, column, [f"{word}〔{number[2:]}〕" for number in rows["disclosure_id"][at]])


@FIELD.plant(ANSWER, "fault", "过了几天才答复", touches="answer", among=ASKED)
def answered_days_late(scene: Scene, at: Ints) -> None:
    """The answer waits for a signature."""
    after(scene, at, "request_received", "replied", 21, 24)


@FIELD.plant(ANSWER, "fault", "答复拖了几个月", touches="answer", among=ASKED)
def answered_months_late(scene: Scene, at: Ints) -> None:
    """Answered after the applicant complained."""
    after(scene, at, "request_received", "replied", 45, 80)


@FIELD.plant(ANSWER, "fault", "一直没有答复", touches="answer", among=ASKED)
def never_answered(scene: Scene, at: Ints) -> None:
    """The request went from desk to desk."""
    drop(scene.story["disclosure"], at, "replied")


@FIELD.plant(ANSWER, "fault", "期满以后才告知延期", touches="answer", among=ASKED)
def extended_too_late(scene: Scene, at: Ints) -> None:
    """Told that it takes longer when the term had run out."""
    after(scene, at, "request_received", "extended", 21, 24)
    after(scene, at, "request_received", "replied", 28, 38)
    _paper(scene, at, "extension_doc_no", "示延复")


@FIELD.plant(ANSWER, "fault", "征求意见没有文书", touches="answer", among=ASKED)
def asked_without_letter(scene: Scene, at: Ints) -> None:
    """A third party was asked by telephone; nothing shows it."""
    after(scene, at, "request_received", "third_party_asked", 3, 5)
    after(scene, at, "request_received", "third_party_answered", 12, 16)
    after(scene, at, "request_received", "replied", 23, 27)


@FIELD.plant(ANSWER, "honest", "正好第二十个工作日答复", touches="answer", among=ASKED)
def answered_last_day(scene: Scene, at: Ints) -> None:
    """Answered on the twentieth working day."""
    after(scene, at, "request_received", "replied", 20, 20)


@FIELD.plant(
    ANSWER,
    "honest",
    "隔着长假第二十个工作日答复",
    touches="answer",
    among=across_holiday("request_received", 20, "asked"),
)
def answered_after_holidays(scene: Scene, at: Ints) -> None:
    """More than a month by the calendar, and the twentieth working day."""
    after(scene, at, "request_received", "replied", 20, 20)


@FIELD.plant(ANSWER, "honest", "期内延期、第四十个工作日答复", touches="answer", among=ASKED)
def extended_in_time(scene: Scene, at: Ints) -> None:
    """Told in time that it takes longer, and answered on the last day."""
    after(scene, at, "request_received", "extended", 15, 20)
    after(scene, at, "request_received", "replied", 40, 40)
    _paper(scene, at, "extension_doc_no", "示延复")


@FIELD.plant(ANSWER, "honest", "征求第三方意见有文书", touches="answer", among=ASKED)
def third_party_asked(scene: Scene, at: Ints) -> None:
    """The time in which a third party was asked in writing does not count."""
    after(scene, at, "request_received", "third_party_asked", 3, 4)
    after(scene, at, "request_received", "third_party_answered", 16, 18)
    after(scene, at, "request_received", "replied", 26, 31)
    _paper(scene, at, "third_party_doc_no", "示征函")


@FIELD.plant(ANSWER, "honest", "申请人撤回了", touches="answer", among=ASKED)
def withdrawn(scene: Scene, at: Ints) -> None:
    """The applicant found the page and withdrew the request."""
    drop(scene.story["disclosure"], at, "replied")
    after(scene, at, "request_received", "request_withdrawn", 4, 19)


@FIELD.plant(COMPLETED, "fault", "补正后又过了几天才答复", touches="answer", among=UNCLEAR)
def completed_days_late(scene: Scene, at: Ints) -> None:
    """A few days beyond the term that ran from the completed request."""
    after(scene, at, "supplemented", "replied", 21, 25)


@FIELD.plant(COMPLETED, "fault", "补正后拖了几个月", touches="answer", among=UNCLEAR)
def completed_months_late(scene: Scene, at: Ints) -> None:
    """The completed request was filed away."""
    after(scene, at, "supplemented", "replied", 45, 70)


@FIELD.plant(COMPLETED, "fault", "补正后没有下文", touches="answer", among=UNCLEAR)
def completed_unanswered(scene: Scene, at: Ints) -> None:
    """Nothing followed."""
    drop(scene.story["disclosure"], at, "replied")


@FIELD.plant(COMPLETED, "honest", "补正后正好第二十个工作日", touches="answer", among=UNCLEAR)
def completed_last_day(scene: Scene, at: Ints) -> None:
    """Longer than twenty days from the first request, the twentieth from the completed one."""
    after(scene, at, "supplemented", "replied", 20, 20)


@FIELD.plant(COMPLETED, "honest", "补正后期内延期", touches="answer", among=UNCLEAR)
def completed_extended(scene: Scene, at: Ints) -> None:
    """Told in time that it takes longer, and answered within forty days."""
    after(scene, at, "supplemented", "extended", 14, 20)
    after(scene, at, "supplemented", "replied", 30, 40)
    _paper(scene, at, "extension_doc_no", "示延复")


def _in_parts(scene: Scene, at: Ints) -> Proof:
    """What was asked for comes in two parts, the second a week or two after the first."""
    rows = scene.story["disclosure"]
    days = scene.draw.at("parts").between(5, 12, len(at))
    again = after_workdays(day(rows, "supplemented", at), days)
    rows["supplemented_again"][at] = COURSE.at(scene.draw, "supplemented", again)
    ids = rows["disclosure_id"][at].tolist()
    return Proof("disclosure", ids, [[("disclosure", one), ("event", f"{one}-BC2")] for one in ids])


@FIELD.plant(COMPLETED, "fault", "分两次补齐后仍超期", touches="answer", among=UNCLEAR)
def parts_answered_late(scene: Scene, at: Ints) -> Proof:
    """The last part came, and the term from that day passed as well."""
    proof = _in_parts(scene, at)
    after(scene, at, "supplemented_again", "replied", 21, 30)
    return proof


@FIELD.plant(COMPLETED, "honest", "分两次补齐、自后一次第二十日", touches="answer", among=UNCLEAR)
def parts_answered_in_time(scene: Scene, at: Ints) -> Proof:
    """Answered on the twentieth working day from the last part, long after that from the first."""
    proof = _in_parts(scene, at)
    after(scene, at, "supplemented_again", "replied", 20, 20)
    return proof


def _noticed(scene: Scene, at: Ints, low: int, high: int) -> None:
    """Told so many working days after receipt; what follows follows at its distance."""
    rows = scene.story["disclosure"]
    days = scene.draw.between(low, high, len(at))
    COURSE.move(
        rows, at, "supplement_noticed", after_workdays(day(rows, "request_received", at), days)
    )


@FIELD.plant(NOTICE, "fault", "第八九日才告知补正", touches=("notice", "answer"), among=UNCLEAR)
def noticed_days_late(scene: Scene, at: Ints) -> None:
    """A day or two after the term."""
    _noticed(scene, at, 8, 9)


@FIELD.plant(NOTICE, "fault", "两三周才告知补正", touches=("notice", "answer"), among=UNCLEAR)
def noticed_weeks_late(scene: Scene, at: Ints) -> None:
    """Told what is unclear when an answer was nearly due."""
    _noticed(scene, at, 12, 19)


@FIELD.plant(
    NOTICE,
    "fault",
    "答复期满才说不明确",
    touches=("notice", "answer"),
    among=UNCLEAR,
    also=(ANSWER,),
)
def noticed_after_the_term(scene: Scene, at: Ints) -> None:
    """Found unclear only when the twenty days had passed."""
    _noticed(scene, at, 21, 25)


@FIELD.plant(NOTICE, "honest", "正好第七个工作日告知", touches=("notice", "answer"), among=UNCLEAR)
def noticed_last_day(scene: Scene, at: Ints) -> None:
    """Told on the seventh working day."""
    _noticed(scene, at, 7, 7)


@FIELD.plant(NOTICE, "honest", "收到当日告知", touches=("notice", "answer"), among=UNCLEAR)
def noticed_at_once(scene: Scene, at: Ints) -> None:
    """Told at the counter."""
    _noticed(scene, at, 0, 0)


def _again(scene: Scene, at: Ints, days: Ints) -> Proof:
    """A second notice, so many working days after the receipt of the request."""
    rows = scene.story["disclosure"]
    received = day(rows, "request_received", at)
    rows["noticed_again"][at] = COURSE.at(
        scene.draw, "supplement_noticed", after_workdays(received, days)
    )
    ids = rows["disclosure_id"][at].tolist()
    return Proof("disclosure", ids, [[("disclosure", one), ("event", f"{one}-BZ2")] for one in ids])


@FIELD.plant(ONCE, "fault", "同日分两次告知", touches=("notice", "answer"), among=UNCLEAR)
def twice_in_a_day(scene: Scene, at: Ints) -> Proof:
    """Two desks each send a notice of their own."""
    _noticed(scene, at, 3, 3)
    return _again(scene, at, np.full(len(at), 3, dtype=np.int64))


@FIELD.plant(ONCE, "fault", "隔几天又告知一次", touches=("notice", "answer"), among=UNCLEAR)
def once_more(scene: Scene, at: Ints) -> Proof:
    """After a few days something else is found unclear."""
    _noticed(scene, at, 1, 3)
    return _again(scene, at, scene.draw.at("again").between(5, 7, len(at)))


@FIELD.plant(
    ONCE,
    "fault",
    "补正交来后再要补正",
    touches=("notice", "answer"),
    among=UNCLEAR,
    also=(NOTICE, ANSWER, COMPLETED),
)
def after_completion(scene: Scene, at: Ints) -> Proof:
    """The completed request comes, and another notice goes out."""
    rows = scene.story["disclosure"]
    _noticed(scene, at, 2, 4)
    received = day(rows, "request_received", at)
    COURSE.move(rows, at, "supplemented", after_workdays(received, 6))
    return _again(scene, at, np.full(len(at), 7, dtype=np.int64))


@FIELD.plant(ONCE, "honest", "一次告知后电话说明", touches=("notice", "answer"), among=UNCLEAR)
def explained(scene: Scene, at: Ints) -> None:
    """One notice; its words were explained by telephone."""
    mark(scene.story["disclosure"], at, "remark", "电话解释补正告知书内容，未另提要求")


@FIELD.plant(
    ONCE,
    "honest",
    "一次告知、逾期未补视为放弃",
    touches=("notice", "answer"),
    among=on_way("abandoned"),
)
def abandoned(scene: Scene, at: Ints) -> None:
    """One notice, and the request lapsed."""
    mark(scene.story["disclosure"], at, "remark", "逾期未补正，视为放弃申请")
