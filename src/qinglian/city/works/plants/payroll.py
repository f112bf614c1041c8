"""Payrolls: months unpaid, workers left out, wages too low or too high."""

import numpy as np

from qinglian.city.days import END, NEVER, add_months
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Proof, Scene
from qinglian.city.works import FIELD
from qinglian.city.works.moves import payroll, proof, site_month, site_months

UNPAID, SOME, MANY, LOW = "GC-17", "GC-19", "GC-19-2", "GC-18"
HIGH, YEAR = "GC-20", "GC-20-2"
WHICH = {UNPAID: 0, SOME: 1, MANY: 2, LOW: 3}
"""The month that plants on whole payrolls change, one a rule; nobody has left by then."""


def _rows(scene: Scene, at: Ints, rule: str) -> list[Ints]:
    return [payroll(scene, row, WHICH[rule]) for row in at.tolist()]


def _months(scene: Scene, at: Ints, rule: str) -> Proof:
    return site_months(scene, site_month(scene, at, WHICH[rule]))


def _paid_on(scene: Scene, rows: Ints, months: int, day: int) -> None:
    """Paid so many months after the month, counted from its first day, and days."""
    wage = scene.story["wage"]
    wage["paid_on"][rows] = add_months(wage["month_on"][rows], months) + day


@FIELD.plant(UNPAID, "fault", "一个月没发", touches="unpaid", also=(LOW,))
def never_paid(scene: Scene, at: Ints) -> Proof:
    """Nobody was ever paid for a month."""
    for rows in _rows(scene, at, UNPAID):
        scene.story["wage"]["paid_on"][rows] = NEVER
    return _months(scene, at, UNPAID)


@FIELD.plant(UNPAID, "fault", "拖到年关一起发", touches="unpaid")
def paid_months_later(scene: Scene, at: Ints) -> Proof:
    """Paid with the wages of other months, three months late."""
    for rows in _rows(scene, at, UNPAID):
        _paid_on(scene, rows, 4, 20)
    return _months(scene, at, UNPAID)


@FIELD.plant(UNPAID, "fault", "迟一天到账", touches="unpaid")
def paid_a_day_late(scene: Scene, at: Ints) -> Proof:
    """Paid on the first day of the month after the next."""
    for rows in _rows(scene, at, UNPAID):
        _paid_on(scene, rows, 2, 0)
    return _months(scene, at, UNPAID)


@FIELD.plant(UNPAID, "honest", "次月最后一天发", touches="unpaid")
def paid_on_the_last_day(scene: Scene, at: Ints) -> Proof:
    """Everybody was paid on the last day of the following month."""
    for rows in _rows(scene, at, UNPAID):
        _paid_on(scene, rows, 2, -1)
    return _months(scene, at, UNPAID)


@FIELD.plant(UNPAID, "honest", "当月就发", touches="unpaid")
def paid_within_the_month(scene: Scene, at: Ints) -> Proof:
    """Before the festival everybody was paid within the month."""
    for rows in _rows(scene, at, UNPAID):
        _paid_on(scene, rows, 0, 27)
    return _months(scene, at, UNPAID)


def _left_out(scene: Scene, at: Ints, rule: str, count: Ints, *, later: bool = False) -> Proof:
    for rows, many in zip(_rows(scene, at, rule), count.tolist(), strict=True):
        if later:
            _paid_on(scene, rows[:many], 3, 5)
        else:
            scene.story["wage"]["paid_on"][rows[:many]] = NEVER
    return _months(scene, at, rule)


@FIELD.plant(SOME, "fault", "漏发一人", touches="some")
def one_left_out(scene: Scene, at: Ints) -> Proof:
    """One of twelve who attended stands on no pay sheet."""
    return _left_out(scene, at, SOME, np.ones(len(at), dtype=np.int64))


@FIELD.plant(SOME, "fault", "一人拖了两个月", touches="some")
def one_much_later(scene: Scene, at: Ints) -> Proof:
    """One of twelve was paid two months after the others."""
    return _left_out(scene, at, SOME, np.ones(len(at), dtype=np.int64), later=True)


@FIELD.plant(SOME, "fault", "只干几天的没发", touches="some")
def a_few_days_unpaid(scene: Scene, at: Ints) -> Proof:
    """A worker who came for a few days was not paid for them."""
    wage = scene.story["wage"]
    for rows in _rows(scene, at, SOME):
        wage["due"][rows[0]] = wage["due"][rows[0]] // wage["attended_days"][rows[0]] * 4
        wage["attended_days"][rows[0]] = 4
    return _left_out(scene, at, SOME, np.ones(len(at), dtype=np.int64))


@FIELD.plant(SOME, "honest", "分两批都在次月发完", touches="some")
def in_two_batches(scene: Scene, at: Ints) -> Proof:
    """Half were paid early in the following month, half on its last day."""
    for rows in _rows(scene, at, SOME):
        _paid_on(scene, rows[:6], 1, 3)
        _paid_on(scene, rows[6:], 2, -1)
    return _months(scene, at, SOME)


@FIELD.plant(SOME, "honest", "整月没来也没发", touches="some")
def was_not_there(scene: Scene, at: Ints) -> Proof:
    """One did not come that month, and nothing was due."""
    wage = scene.story["wage"]
    for rows in _rows(scene, at, SOME):
        wage["attended_days"][rows[0]], wage["due"][rows[0]] = 0, 0
        wage["paid_on"][rows[0]] = NEVER
    return _months(scene, at, SOME)


@FIELD.plant(MANY, "fault", "两三人没发", touches="many", also=(LOW,))
def some_left_out(scene: Scene, at: Ints) -> Proof:
    """Two or three of twelve were left out."""
    return _left_out(scene, at, MANY, scene.draw.between(2, 3, len(at)))


@FIELD.plant(MANY, "fault", "一半人拖欠", touches="many")
def half_much_later(scene: Scene, at: Ints) -> Proof:
    """Half of the crew was paid two months late."""
    return _left_out(scene, at, MANY, np.full(len(at), 6), later=True)


@FIELD.plant(MANY, "fault", "只发了管理人员", touches="many", also=(LOW,))
def all_but_one(scene: Scene, at: Ints) -> Proof:
    """Only one of twelve was paid."""
    return _left_out(scene, at, MANY, np.full(len(at), 11))


@FIELD.plant(MANY, "honest", "次月月底补齐", touches="many")
def made_good_in_time(scene: Scene, at: Ints) -> Proof:
    """Five had to hand in their cards first and were paid at the end of the month."""
    for rows in _rows(scene, at, MANY):
        _paid_on(scene, rows[:5], 2, -2)
    return _months(scene, at, MANY)


@FIELD.plant(MANY, "honest", "三人整月请假", touches="many")
def three_on_leave(scene: Scene, at: Ints) -> Proof:
    """Three were away for the harvest all month."""
    wage = scene.story["wage"]
    for rows in _rows(scene, at, MANY):
        wage["attended_days"][rows[:3]], wage["due"][rows[:3]] = 0, 0
        wage["paid_on"][rows[:3]] = NEVER
    return _months(scene, at, MANY)


def _all_get(scene: Scene, at: Ints, yuan: Ints) -> Proof:
    wage = scene.story["wage"]
    for rows, much in zip(_rows(scene, at, LOW), yuan.tolist(), strict=True):
        wage["due"][rows] = much * 100
        wage["attended_days"][rows] = np.maximum(wage["attended_days"][rows], 20)
    return _months(scene, at, LOW)


@FIELD.plant(LOW, "fault", "按生活费标准发", touches="low")
def living_costs_only(scene: Scene, at: Ints) -> Proof:
    """Everybody is down for so little that the real wage must be paid elsewhere, or not at all."""
    return _all_get(scene, at, scene.draw.between(900, 1400, len(at)))


@FIELD.plant(LOW, "fault", "学徒工资", touches="low")
def wages_of_apprentices(scene: Scene, at: Ints) -> Proof:
    """The whole crew at the rate of apprentices."""
    return _all_get(scene, at, scene.draw.between(1600, 1850, len(at)))


@FIELD.plant(LOW, "fault", "差一元", touches="low")
def a_yuan_less(scene: Scene, at: Ints) -> Proof:
    """A yuan below the least wage."""
    return _all_get(scene, at, np.full(len(at), 1889))


@FIELD.plant(LOW, "honest", "正好最低工资", touches="low")
def just_the_least(scene: Scene, at: Ints) -> Proof:
    """The least wage, to the yuan."""
    return _all_get(scene, at, np.full(len(at), 1890))


@FIELD.plant(LOW, "honest", "月中进场不足月", touches="low")
def came_in_the_middle(scene: Scene, at: Ints) -> Proof:
    """The crew came in the middle of the month; half a month, half a wage."""
    wage = scene.story["wage"]
    for rows in _rows(scene, at, LOW):
        wage["due"][rows] = wage["due"][rows] // wage["attended_days"][rows] * 6
        wage["attended_days"][rows] = 6
    return _months(scene, at, LOW)


def _one(scene: Scene, at: Ints, fen: Ints, month: int = 5) -> Proof:
    """One worker of each section is down for so much in a month."""
    wage = scene.story["wage"]
    spots = np.array([payroll(scene, row, month)[0] for row in at.tolist()], dtype=np.int64)
    wage["due"][spots] = fen
    return proof("worker_month", wage["worker_month_id"][spots].tolist())


@FIELD.plant(HIGH, "fault", "虚列高工资", touches="high")
def a_phantom(scene: Scene, at: Ints) -> Proof:
    """A name on the sheet draws the wages of ten."""
    return _one(scene, at, scene.draw.between(60, 120, len(at)) * 100_000)


@FIELD.plant(HIGH, "fault", "刚过五万", touches="high")
def just_above(scene: Scene, at: Ints) -> Proof:
    """Fifty thousand and a hundred."""
    return _one(scene, at, np.full(len(at), 5_010_000))


@FIELD.plant(HIGH, "fault", "一月补几个月的名目", touches="high")
def months_at_once(scene: Scene, at: Ints) -> Proof:
    """Called back pay of eight months, of a worker who had been paid each month."""
    return _one(scene, at, scene.draw.between(52, 60, len(at)) * 100_000, 6)


@FIELD.plant(HIGH, "honest", "正好五万", touches="high")
def fifty_thousand(scene: Scene, at: Ints) -> Proof:
    """Fifty thousand, as agreed with a master of pile driving."""
    return _one(scene, at, np.full(len(at), 5_000_000))


@FIELD.plant(HIGH, "honest", "爆破工高薪", touches="high")
def a_blaster(scene: Scene, at: Ints) -> Proof:
    """A blaster earns thirty thousand."""
    return _one(scene, at, np.full(len(at), 3_000_000))


TOUCHED = ("year", "unpaid", "some", "many", "low", "short")
"""A whole year of a worker takes in months that other plants change."""


def _whole_year(scene: Scene) -> Bools:
    """Sections with seven months and more in one calendar year."""
    return np.array([len(_in_year(scene, row)) >= 7 for row in range(len(scene.story["section"]))])


def _in_year(scene: Scene, row: int) -> Ints:
    """Months of the last worker who stayed, in the year in which most of them lie."""
    wage, worker = scene.story["wage"], scene.story["worker"]
    section = scene.story["section"]
    first, after = np.searchsorted(wage["_section"], [row, row + 1], "left")
    spots = np.arange(first, after)
    crew = wage["_worker"][spots]
    stayed = [
        one
        for one in dict.fromkeys(crew.tolist())
        if worker["months"][one] == section["months"][row]
    ]
    if not stayed:
        return np.zeros(0, dtype=np.int64)
    mine = spots[(crew == stayed[-1]) & (wage["agreed_on"][spots] <= END)]
    years = wage["month_on"][mine].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    best = max(set(years.tolist()), key=lambda one: (int((years == one).sum()), one))
    return np.asarray(mine[years == best], dtype=np.int64)


def _through_the_year(scene: Scene, at: Ints, fen: int, months: int) -> Proof:
    """One worker draws so much in so many months of a year; the month in which the year passes the limit."""
    wage, ids = scene.story["wage"], []
    for row in at.tolist():
        mine = _in_year(scene, row)
        wage["due"][mine] = 100_000
        wage["due"][mine[:months]] = fen
        upto = np.cumsum(wage["due"][mine])
        over = np.flatnonzero(upto > 30_000_000)
        spot = mine[over[0] if len(over) else -1]
        ids.append(str(wage["worker_month_id"][spot]))
    return proof("worker_month", ids)


@FIELD.plant(YEAR, "fault", "每月四万九", touches=TOUCHED, among=_whole_year)
def just_below_each_month(scene: Scene, at: Ints) -> Proof:
    """Each month just below the monthly limit."""
    return _through_the_year(scene, at, 4_900_000, 7)


@FIELD.plant(YEAR, "fault", "每月四万五", touches=TOUCHED, among=_whole_year)
def much_each_month(scene: Scene, at: Ints) -> Proof:
    """A name that draws forty-five thousand month after month."""
    return _through_the_year(scene, at, 4_500_000, 7)


@FIELD.plant(YEAR, "fault", "七个月过三十万", touches=TOUCHED, among=_whole_year)
def seven_months(scene: Scene, at: Ints) -> Proof:
    """Three hundred thousand are passed in the seventh month."""
    return _through_the_year(scene, at, 4_300_000, 7)


@FIELD.plant(YEAR, "honest", "全年正好三十万以内", touches=TOUCHED, among=_whole_year)
def within_the_year(scene: Scene, at: Ints) -> Proof:
    """Five months at fifty thousand, then little: below the limit of the year."""
    return _through_the_year(scene, at, 5_000_000, 5)


@FIELD.plant(YEAR, "honest", "技师月薪两万", touches=TOUCHED, among=_whole_year)
def a_master(scene: Scene, at: Ints) -> Proof:
    """A master at twenty thousand a month."""
    return _through_the_year(scene, at, 2_000_000, 7)
