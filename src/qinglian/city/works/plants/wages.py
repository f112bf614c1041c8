"""Wages: the account, what the owner pays into it, what reaches the workers, how long records are kept."""

import numpy as np

from qinglian.city.days import NEVER, add_months
from qinglian.city.draw import Ints
from qinglian.city.plant import Proof, Scene
from qinglian.city.works import FIELD
from qinglian.city.works.moves import one_wage, proof, site_month, site_months, wages
from qinglian.city.works.wages import CREW

ACCOUNT, FUNDED, OWN, SHORT, NOTICE, KEPT = (
    "CON-029", "CON-029-2", "CON-029-3", "CON-029-4", "CON-029-5", "CON-029-6",
)  # fmt: skip


def _account(scene: Scene, at: Ints) -> Proof:
    return proof("wage_account", scene.story["account"]["wage_account_id"][at].tolist())


def _unopened(scene: Scene, at: Ints) -> None:
    account = scene.story["account"]
    for name in ("opened", "filed", "notice_from", "notice_to", "closed"):
        account[name][at] = NEVER


@FIELD.plant(ACCOUNT, "fault", "开工两个月才开户", touches="account")
def opened_months_later(scene: Scene, at: Ints) -> Proof:
    """The account was opened when the first inspection asked for it."""
    account = scene.story["account"]
    account["opened"][at] = account["started"][at] + scene.draw.between(20, 70, len(at))
    return _account(scene, at)


@FIELD.plant(ACCOUNT, "fault", "一直没有开户", touches=("account", "closing"))
def never_opened(scene: Scene, at: Ints) -> Proof:
    """Wages went through the contractor's own account all along."""
    _unopened(scene, at)
    return _account(scene, at)


@FIELD.plant(ACCOUNT, "fault", "开工次日开户", touches="account")
def the_day_after(scene: Scene, at: Ints) -> Proof:
    """One day late."""
    account = scene.story["account"]
    account["opened"][at] = account["started"][at] + 1
    return _account(scene, at)


@FIELD.plant(ACCOUNT, "honest", "开工当天开户", touches="account")
def on_the_day(scene: Scene, at: Ints) -> Proof:
    """Opened on the first day of works."""
    account = scene.story["account"]
    account["opened"][at] = account["started"][at]
    return _account(scene, at)


@FIELD.plant(ACCOUNT, "honest", "限额以下依规免设", touches=("account", "closing"))
def exempt(scene: Scene, at: Ints) -> Proof:
    """Small works that need no account by the local rule."""
    _unopened(scene, at)
    scene.story["account"]["exempt"][at] = True
    return _account(scene, at)


@FIELD.plant(FUNDED, "fault", "拖了两三个月才拨", touches="funded")
def months_late(scene: Scene, at: Ints) -> Proof:
    """The labour cost waited for the certificate."""
    month, spots = scene.story["month"], site_month(scene, at)
    later = add_months(month["month_on"][spots], scene.draw.between(2, 4, len(at)))
    month["funded_on"][spots] = later + scene.draw.at("day").below(25, len(at))
    return site_months(scene, spots)


@FIELD.plant(FUNDED, "fault", "只拨了七成", touches="funded")
def only_a_part(scene: Scene, at: Ints) -> Proof:
    """Seven tenths were paid in, the rest was kept because of a dispute."""
    spots = site_month(scene, at)
    scene.story["month"]["funded_share"][spots] = 700
    return site_months(scene, spots)


@FIELD.plant(FUNDED, "fault", "一直没拨", touches="funded")
def never_funded(scene: Scene, at: Ints) -> Proof:
    """Nothing was paid in for a month, and nobody asked."""
    month, spots = scene.story["month"], site_month(scene, at)
    month["funded_share"][spots], month["funded_on"][spots] = 0, NEVER
    return site_months(scene, spots)


@FIELD.plant(FUNDED, "honest", "次月最后一天到账", touches="funded")
def on_the_last_day(scene: Scene, at: Ints) -> Proof:
    """Paid in on the last day of the following month."""
    month, spots = scene.story["month"], site_month(scene, at)
    month["funded_on"][spots] = add_months(month["month_on"][spots], 2) - 1
    return site_months(scene, spots)


@FIELD.plant(FUNDED, "honest", "预先多拨", touches="funded")
def ahead_of_time(scene: Scene, at: Ints) -> Proof:
    """Paid in before the month was over, and more than was due."""
    month, spots = scene.story["month"], site_month(scene, at)
    month["funded_on"][spots] = month["month_on"][spots] + 20
    month["funded_share"][spots] = 1150
    return site_months(scene, spots)


@FIELD.plant(OWN, "fault", "班组长代领", touches="own card")
def to_the_foreman(scene: Scene, at: Ints) -> Proof:
    """The wage went to the card of the foreman of the crew."""
    wage, worker, spots = scene.story["wage"], scene.story["worker"], one_wage(scene, at)
    whose = wage["_worker"][spots]
    first = whose - whose % CREW
    other = np.where(first == whose, first + 1, first)
    wage["holder_id"][spots] = worker["person_id"][other]
    return wages(scene, spots)


@FIELD.plant(OWN, "fault", "现金发放", touches="own card")
def in_cash(scene: Scene, at: Ints) -> Proof:
    """Paid in cash against a signature."""
    spots = one_wage(scene, at)
    scene.story["wage"]["paid_from"][spots] = "cash"
    return wages(scene, spots)


@FIELD.plant(OWN, "fault", "打到项目经理卡上", touches="own card")
def to_the_manager(scene: Scene, at: Ints) -> Proof:
    """The wage went to the card of the project manager."""
    spots = one_wage(scene, at)
    scene.story["wage"]["holder_id"][spots] = scene.story["key_person"]["person_id"][at * 5]
    return wages(scene, spots)


@FIELD.plant(OWN, "honest", "换了自己的新卡", touches="own card")
def a_new_card(scene: Scene, at: Ints) -> Proof:
    """Another account than in other months, of the worker's own."""
    spots = one_wage(scene, at)
    scene.story["wage"]["paid_from"][spots] = "account"
    return wages(scene, spots)


@FIELD.plant(OWN, "honest", "总包自有账户发到本人卡", touches="own card")
def from_the_firms_account(scene: Scene, at: Ints) -> Proof:
    """Before the bank was ready the contractor paid from its own account, to the worker's own card."""
    spots = one_wage(scene, at)
    scene.story["wage"]["paid_from"][spots] = "own"
    return wages(scene, spots)


@FIELD.plant(SHORT, "fault", "扣了一成管理费", touches="short")
def a_tenth_taken(scene: Scene, at: Ints) -> Proof:
    """The crew took a tenth for itself."""
    spots = one_wage(scene, at)
    scene.story["wage"]["paid_share"][spots] = 900
    return wages(scene, spots)


@FIELD.plant(SHORT, "fault", "少发两三天", touches="short")
def some_days_less(scene: Scene, at: Ints) -> Proof:
    """Two or three days of attendance were not paid."""
    wage, worker, spots = scene.story["wage"], scene.story["worker"], one_wage(scene, at)
    wage["short"][spots] = worker["daily"][wage["_worker"][spots]] * scene.draw.between(
        2, 3, len(at)
    )
    return wages(scene, spots)


@FIELD.plant(SHORT, "fault", "先发生活费余款未付", touches="short")
def only_living_costs(scene: Scene, at: Ints) -> Proof:
    """Four tenths were paid to live on, the rest was promised for the end of the year."""
    spots = one_wage(scene, at)
    scene.story["wage"]["paid_share"][spots] = 400
    return wages(scene, spots)


@FIELD.plant(SHORT, "honest", "依法代扣", touches="short")
def lawful_deductions(scene: Scene, at: Ints) -> Proof:
    """Tax, insurance and a court order, each on record."""
    spots = one_wage(scene, at)
    scene.story["wage"]["deduction"][spots] = scene.draw.between(200, 900, len(at)) * 100
    return wages(scene, spots)


@FIELD.plant(SHORT, "honest", "抹去角分", touches="short")
def rounded_down(scene: Scene, at: Ints) -> Proof:
    """Rounded down to the yuan."""
    spots = one_wage(scene, at)
    scene.story["wage"]["short"][spots] = 80
    return wages(scene, spots)


@FIELD.plant(NOTICE, "fault", "公示十天就销户", touches="closing")
def closed_too_early(scene: Scene, at: Ints) -> Proof:
    """The account was closed ten to twenty days after the notice went up."""
    account = scene.story["account"]
    account["closed"][at] = account["notice_from"][at] + scene.draw.between(10, 20, len(at))
    account["notice_to"][at] = account["closed"][at]
    return _account(scene, at)


@FIELD.plant(NOTICE, "fault", "没有公示", touches="closing")
def without_notice(scene: Scene, at: Ints) -> Proof:
    """Closed without any notice."""
    account = scene.story["account"]
    account["notice_from"][at], account["notice_to"][at] = NEVER, NEVER
    return _account(scene, at)


@FIELD.plant(NOTICE, "fault", "公示二十九天撤下", touches="closing")
def taken_down_a_day_early(scene: Scene, at: Ints) -> Proof:
    """The notice was taken down a day early; the account was closed weeks later."""
    account = scene.story["account"]
    account["notice_to"][at] = account["notice_from"][at] + 29
    return _account(scene, at)


@FIELD.plant(NOTICE, "honest", "满三十天当天销户", touches="closing")
def on_the_thirtieth_day(scene: Scene, at: Ints) -> Proof:
    """Closed on the thirtieth day."""
    account = scene.story["account"]
    account["closed"][at] = account["notice_from"][at] + 30
    return _account(scene, at)


@FIELD.plant(NOTICE, "honest", "尚未销户", touches="closing")
def not_closed_yet(scene: Scene, at: Ints) -> Proof:
    """The notice is still up and the account open."""
    account = scene.story["account"]
    account["closed"][at], account["notice_to"][at] = NEVER, NEVER
    return _account(scene, at)


def _kept(scene: Scene, at: Ints, months: int, days: int = 0) -> Proof:
    account = scene.story["account"]
    account["record_to"][at] = add_months(account["record_from"][at], months) + days
    return _account(scene, at)


@FIELD.plant(KEPT, "fault", "只存两年", touches="kept")
def two_years(scene: Scene, at: Ints) -> Proof:
    """Two years, as the contractor's own rule for vouchers of small works says."""
    return _kept(scene, at, 24)


@FIELD.plant(KEPT, "fault", "完工即处理", touches="kept")
def thrown_away(scene: Scene, at: Ints) -> Proof:
    """Thrown away when the site office was cleared."""
    return _kept(scene, at, 1)


@FIELD.plant(KEPT, "fault", "差十天满三年", touches="kept")
def days_short(scene: Scene, at: Ints) -> Proof:
    """Ten days less than three years: counted from completion, not from settlement."""
    return _kept(scene, at, 36, -10)


@FIELD.plant(KEPT, "honest", "正好三年", touches="kept")
def three_years(scene: Scene, at: Ints) -> Proof:
    """Three years to the day."""
    return _kept(scene, at, 36)


@FIELD.plant(KEPT, "honest", "随工程档案长期保存", touches="kept")
def with_the_archive(scene: Scene, at: Ints) -> Proof:
    """Kept with the archive of the works for thirty years."""
    return _kept(scene, at, 360)
