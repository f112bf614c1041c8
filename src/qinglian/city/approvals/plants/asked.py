"""What the applicant is told, asked for and charged: promised time, fees, materials."""

from qinglian.city.approvals import FIELD
from qinglian.city.approvals.plants._which import on_way
from qinglian.city.approvals.steps import mark
from qinglian.city.draw import Ints
from qinglian.city.plant import Scene

PROMISE, FEE, MATERIALS = "APR-010", "APR-011", "APR-012"
CASES = on_way("plain", "supplement", "refused", "stopped")


@FIELD.plant(PROMISE, "fault", "多承诺了几天", touches="promise", among=CASES)
def promised_more(scene: Scene, at: Ints) -> None:
    """The guide promises a few days more than the law allows."""
    scene.story["permit"]["promised_days"][at] = scene.draw.between(21, 25, len(at))


@FIELD.plant(PROMISE, "fault", "照联办的四十五日承诺", touches="promise", among=CASES)
def promised_as_joint(scene: Scene, at: Ints) -> None:
    """A case of one body, promised with the term of joint handling."""
    scene.story["permit"]["promised_days"][at] = 45


@FIELD.plant(PROMISE, "fault", "单行法十日的承诺了十五日", touches="promise", among=CASES)
def promised_by_the_general_law(scene: Scene, at: Ints) -> None:
    """A regulation of its own allows ten days; the guide was copied from other matters."""
    permit = scene.story["permit"]
    permit["legal_days"][at], permit["promised_days"][at] = 10, 15


@FIELD.plant(PROMISE, "honest", "承诺等于法定", touches="promise", among=CASES)
def promised_the_law(scene: Scene, at: Ints) -> None:
    """Nothing is cut: the promise is the legal term."""
    permit = scene.story["permit"]
    permit["promised_days"][at] = permit["legal_days"][at]


@FIELD.plant(PROMISE, "honest", "联办承诺四十日", touches="promise", among=on_way("joint"))
def joint_promise(scene: Scene, at: Ints) -> None:
    """Twice the usual term, and within that of joint handling."""
    scene.story["permit"]["promised_days"][at] = 40


def _charged(scene: Scene, at: Ints, low: int, high: int, basis: str | None, listed: bool) -> None:
    permit = scene.story["permit"]
    permit["fee"][at] = scene.draw.between(low, high, len(at)) * 1000
    mark(permit, at, "fee_basis", basis)
    mark(permit, at, "fee_listed", listed)


@FIELD.plant(FEE, "fault", "收工本费没有依据", touches="fee", among=CASES)
def small_fee(scene: Scene, at: Ints) -> None:
    """Ten to fifty yuan for the printed form."""
    _charged(scene, at, 1, 5, None, False)


@FIELD.plant(FEE, "fault", "按已取消的项目收费", touches="fee", among=CASES)
def cancelled_fee(scene: Scene, at: Ints) -> None:
    """A fee that was struck from the list years ago."""
    _charged(scene, at, 20, 60, "旧收费文件", False)


@FIELD.plant(FEE, "fault", "代收协会服务费", touches="fee", among=CASES)
def fee_of_an_association(scene: Scene, at: Ints) -> None:
    """The window collects for an association, and without it the case does not go on."""
    _charged(scene, at, 50, 300, "协会章程", False)


@FIELD.plant(FEE, "honest", "目录内收费", touches="fee", among=CASES)
def listed_fee(scene: Scene, at: Ints) -> None:
    """A fee by an administrative regulation, in the list."""
    _charged(scene, at, 20, 200, "行政法规规定，收费目录清单在列", True)


@FIELD.plant(FEE, "honest", "不收费且目录外", touches="fee", among=CASES)
def free_of_charge(scene: Scene, at: Ints) -> None:
    """The matter is not in the list of fees, and nothing was taken."""
    permit = scene.story["permit"]
    permit["fee"][at] = 0
    mark(permit, at, "fee_listed", False)


def _beyond(scene: Scene, at: Ints, *papers: str) -> None:
    permit = scene.story["permit"]
    for row in at.tolist():
        permit["asked_beyond"][row] = list(papers)
    mark(permit, at, "asked_beyond_flag", bool(papers))


@FIELD.plant(MATERIALS, "fault", "要无关的证明", touches="materials", among=CASES)
def unrelated_proof(scene: Scene, at: Ints) -> None:
    """A proof by the village that the law knows nothing of."""
    _beyond(scene, at, "村委会无纠纷证明")


@FIELD.plant(MATERIALS, "fault", "加码要两三样", touches="materials", among=CASES)
def several_more(scene: Scene, at: Ints) -> None:
    """The window adds papers of its own to the guide."""
    _beyond(scene, at, "近三年纳税证明", "法定代表人无犯罪记录证明", "承诺书两份")


@FIELD.plant(MATERIALS, "fault", "只记了要目录外材料", touches="materials", among=CASES)
def only_marked(scene: Scene, at: Ints) -> None:
    """A complaint was found true; what was asked for is not named."""
    mark(scene.story["permit"], at, "asked_beyond_flag", True)


@FIELD.plant(MATERIALS, "honest", "申请人自愿多交", touches="materials", among=CASES)
def offered(scene: Scene, at: Ints) -> None:
    """The applicant left more papers than were asked for."""
    mark(scene.story["permit"], at, "remark", "申请人自愿补充获奖证书，非受理条件")


@FIELD.plant(MATERIALS, "honest", "逐件核过目录、无目录外材料", touches="materials", among=CASES)
def all_listed(scene: Scene, at: Ints) -> None:
    """Compared with the guide, and nothing beyond it."""
    _beyond(scene, at)
