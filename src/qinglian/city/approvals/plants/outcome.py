"""After the decision: the licence is delivered, the grant made public."""

from qinglian.city.approvals import FIELD
from qinglian.city.approvals.plants._which import across_holiday, on_way
from qinglian.city.approvals.steps import day, drop, mark, put
from qinglian.city.days import after_workdays
from qinglian.city.draw import Ints
from qinglian.city.plant import Scene

DELIVERED, OPEN, LISTED = "APR-006", "APR-013", "PUB-003-2"
PLAIN = on_way("plain", "supplement")
REFUSED = on_way("refused")


def _later(scene: Scene, at: Ints, step: str, low: int, high: int) -> None:
    permit = scene.story["permit"]
    days = scene.draw.between(low, high, len(at))
    put(scene.draw, permit, at, step, after_workdays(day(permit, "decided", at), days))


@FIELD.plant(DELIVERED, "fault", "迟送一两天", touches=("delivery", "decision"), among=PLAIN)
def delivered_days_late(scene: Scene, at: Ints) -> None:
    """The licence goes out one or two days late."""
    _later(scene, at, "delivered", 11, 12)


@FIELD.plant(DELIVERED, "fault", "证件压了一个多月", touches=("delivery", "decision"), among=PLAIN)
def delivered_months_late(scene: Scene, at: Ints) -> None:
    """The printed licence lies in the office for more than a month."""
    _later(scene, at, "delivered", 25, 40)


@FIELD.plant(DELIVERED, "fault", "一直没有送达", touches=("delivery", "decision"), among=PLAIN)
def never_delivered(scene: Scene, at: Ints) -> None:
    """Nobody sent it."""
    drop(scene.story["permit"], at, "delivered")


@FIELD.plant(
    DELIVERED, "honest", "正好第十个工作日送达", touches=("delivery", "decision"), among=PLAIN
)
def delivered_last_day(scene: Scene, at: Ints) -> None:
    """Delivered on the tenth working day."""
    _later(scene, at, "delivered", 10, 10)


@FIELD.plant(
    DELIVERED,
    "honest",
    "隔着长假第十个工作日送达",
    touches=("delivery", "decision"),
    among=across_holiday("decided", 10, "plain", "supplement"),
)
def delivered_after_holidays(scene: Scene, at: Ints) -> None:
    """Nearly three weeks by the calendar, and the tenth working day."""
    _later(scene, at, "delivered", 10, 10)


@FIELD.plant(
    DELIVERED, "honest", "不予许可决定送达较晚", touches=("delivery", "decision"), among=REFUSED
)
def refusal_delivered(scene: Scene, at: Ints) -> None:
    """A refusal carries no licence; its letter comes back once and is sent again."""
    _later(scene, at, "delivered", 12, 18)


@FIELD.plant(
    DELIVERED,
    "honest",
    "发证前已撤销",
    touches=("delivery", "decision", "publication"),
    among=PLAIN,
)
def revoked_before_delivery(scene: Scene, at: Ints) -> None:
    """Found to be obtained by false papers and revoked before the licence went out."""
    permit = scene.story["permit"]
    drop(permit, at, "delivered")
    _later(scene, at, "published", 2, 3)
    _later(scene, at, "revoked", 5, 9)


def _published(scene: Scene, at: Ints, low: int, high: int) -> None:
    _later(scene, at, "published", low, high)


@FIELD.plant(
    OPEN,
    "fault",
    "二十日后才公开",
    touches=("publication", "decision"),
    among=PLAIN,
    also=(LISTED,),
)
def published_days_late(scene: Scene, at: Ints) -> None:
    """Put on the site just after the twenty days."""
    _published(scene, at, 21, 24)


@FIELD.plant(
    OPEN,
    "fault",
    "季度末成批补公开",
    touches=("publication", "decision"),
    among=PLAIN,
    also=(LISTED,),
)
def published_in_bulk(scene: Scene, at: Ints) -> None:
    """The list is caught up for the inspection of the quarter."""
    _published(scene, at, 35, 60)


@FIELD.plant(
    OPEN,
    "fault",
    "准予后一直没有公开",
    touches=("publication", "decision"),
    among=PLAIN,
    also=(LISTED,),
)
def never_published(scene: Scene, at: Ints) -> None:
    """Never shown, and nobody decided that it must not be."""
    drop(scene.story["permit"], at, "published")


@FIELD.plant(
    OPEN,
    "honest",
    "正好第二十个工作日公开",
    touches=("publication", "decision"),
    among=PLAIN,
    also=(LISTED,),
)
def published_last_day(scene: Scene, at: Ints) -> None:
    """In time by the regulation on disclosure, late only by the public-notice lists."""
    _published(scene, at, 20, 20)


@FIELD.plant(
    OPEN, "honest", "涉商业秘密经审查不公开", touches=("publication", "decision"), among=PLAIN
)
def lawfully_withheld(scene: Scene, at: Ints) -> None:
    """A trade secret; the review decided that it is not published."""
    permit = scene.story["permit"]
    drop(permit, at, "published")
    mark(permit, at, "undisclosed", True)


@FIELD.plant(OPEN, "honest", "不予许可没有公开", touches=("publication", "decision"), among=REFUSED)
def refusal_not_shown(scene: Scene, at: Ints) -> None:
    """A refusal need not be shown."""
    mark(scene.story["permit"], at, "remark", "不予许可，告知救济途径")


@FIELD.plant(LISTED, "fault", "第八九日才公示", touches=("publication", "decision"), among=PLAIN)
def listed_days_late(scene: Scene, at: Ints) -> None:
    """Sent to the public-notice list a day or two late."""
    _published(scene, at, 8, 9)


@FIELD.plant(LISTED, "fault", "半个多月才公示", touches=("publication", "decision"), among=PLAIN)
def listed_weeks_late(scene: Scene, at: Ints) -> None:
    """The officer in charge of the list was away."""
    _published(scene, at, 12, 20)


@FIELD.plant(
    LISTED, "fault", "漏报双公示", touches=("publication", "decision"), among=PLAIN, also=(OPEN,)
)
def left_off_the_list(scene: Scene, at: Ints) -> None:
    """Left off the list of its month and never caught up."""
    drop(scene.story["permit"], at, "published")


@FIELD.plant(
    LISTED, "honest", "正好第七个工作日公示", touches=("publication", "decision"), among=PLAIN
)
def listed_last_day(scene: Scene, at: Ints) -> None:
    """Shown on the seventh working day."""
    _published(scene, at, 7, 7)


@FIELD.plant(
    LISTED,
    "honest",
    "隔着长假第七个工作日公示",
    touches=("publication", "decision"),
    among=across_holiday("decided", 7, "plain", "supplement"),
)
def listed_after_holidays(scene: Scene, at: Ints) -> None:
    """Two weeks by the calendar, with make-up days worked, and the seventh working day."""
    _published(scene, at, 7, 7)


@FIELD.plant(
    LISTED, "honest", "依法不公开的不公示", touches=("publication", "decision"), among=PLAIN
)
def secret_not_listed(scene: Scene, at: Ints) -> None:
    """Privacy; a decision not to publish is on file."""
    lawfully_withheld(scene, at)
