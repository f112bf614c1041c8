"""What stands on a page: whole numbers of people, and words that point to what is sensitive."""

from collections.abc import Callable

from qinglian.city.course import mark
from qinglian.city.disclosure import FIELD
from qinglian.city.disclosure.plants._which import on_way
from qinglian.city.draw import Ints
from qinglian.city.plant import Scene

NUMBERS, WORDS = "PUB-006", "PUB-006-2"
PAGE = on_way("page", "changed")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _page(scene: Scene, at: Ints, line: Callable[[int], str]) -> None:
    """Add a line about one person each to the page."""
    rows = scene.story["disclosure"]
    who = scene.draw.below(scene.world.people.n, len(at)).tolist()
    texts = [f"{rows['text'][row]}{line(one)}" for row, one in zip(at.tolist(), who, strict=True)]
    mark(rows, at, "text", texts)


@FIELD.plant(NUMBERS, "fault", "名单附了完整身份证号", touches="text", among=PAGE)
def whole_identity(scene: Scene, at: Ints) -> None:
    """The sheet of the subsidy was put up as it was, with its column of identity numbers."""
    people = scene.world.people
    _page(
        scene, at, lambda one: f"补贴对象：{people['name'][one]}，身份证号{people['id_no'][one]}。"
    )


@FIELD.plant(NUMBERS, "fault", "公布了本人手机号", touches="text", among=PAGE)
def whole_phone(scene: Scene, at: Ints) -> None:
    """The mobile number of the party was left in."""
    people = scene.world.people
    _page(scene, at, lambda one: f"申请人{people['name'][one]}，手机{people['phone'][one]}。")


@FIELD.plant(NUMBERS, "fault", "附件带银行卡号", touches="text", among=PAGE)
def whole_card(scene: Scene, at: Ints) -> None:
    """The list for the bank was put up, cards and all."""
    _page(scene, at, lambda one: f"打卡账户 {_card(one)}，金额500元。")


@FIELD.plant(NUMBERS, "fault", "全角数字的身份证号", touches="text", among=PAGE)
def wide_digits(scene: Scene, at: Ints) -> None:
    """Typed with full-width digits, so that a search for numbers passes it over."""
    people = scene.world.people
    _page(scene, at, lambda one: f"证号：{str(people['id_no'][one]).translate(_WIDE)}。")


@FIELD.plant(NUMBERS, "honest", "号码已脱敏", touches="text", among=PAGE)
def starred(scene: Scene, at: Ints) -> None:
    """All but the ends of the numbers is starred."""
    people = scene.world.people
    _page(
        scene,
        at,
        lambda one: (
            f"{people['id_no'][one][:4]}**********{people['id_no'][one][-4:]}，169****{one % 10_000:04d}。"
        ),
    )


@FIELD.plant(NUMBERS, "honest", "项目编号碰巧十八位", touches="text", among=PAGE)
def project_number(scene: Scene, at: Ints) -> None:
    """A project number of eighteen figures, in the shape of no identity number that passes its check."""
    _page(
        scene,
        at,
        lambda one: (
            f"项目代码 2024990113{one % 100_000_000:08d}，资金文号 99001024{one % 1000:03d}。"
        ),
    )


@FIELD.plant(NUMBERS, "honest", "企业信用代码与座机", touches="text", among=PAGE)
def firm_numbers(scene: Scene, at: Ints) -> None:
    """Credit code and office telephone of a firm, which are for everybody to see."""
    firms = scene.world.firms
    _page(
        scene,
        at,
        lambda one: (
            f"承建单位代码 {firms['firm_id'][one % firms.n]}，电话 0000-{8_000_000 + one}。"
        ),
    )


@FIELD.plant(WORDS, "fault", "救助公示写了病情", touches="text", among=PAGE)
def illness(scene: Scene, at: Ints) -> None:
    """The notice of aid tells what the person suffers from."""
    people = scene.world.people
    _page(scene, at, lambda one: f"{people['name'][one]}，病情：慢性肾病，救助800元。")


@FIELD.plant(WORDS, "fault", "名单写了家庭住址", touches="text", among=PAGE)
def home_address(scene: Scene, at: Ints) -> None:
    """The list shows where everybody lives."""
    people = scene.world.people
    _page(scene, at, lambda one: f"{people['name'][one]}，家庭住址：虚构镇和平巷{one % 200}号。")


@FIELD.plant(WORDS, "fault", "写了未成年人与监护人", touches="text", among=PAGE)
def child(scene: Scene, at: Ints) -> None:
    """A child who gets aid is named, with the guardian."""
    people = scene.world.people
    _page(
        scene, at, lambda one: f"孤儿{people['name'][one]}某，监护人姓名：{people['name'][one]}。"
    )


@FIELD.plant(WORDS, "honest", "单位地址与病虫害防治", touches="text", among=PAGE)
def office_address(scene: Scene, at: Ints) -> None:
    """The address of an office, and an illness of plants."""
    _page(
        scene,
        at,
        lambda one: f"办公地址：示例县人民路{one % 200}号；内容：水稻病虫害防治技术方案。",
    )


@FIELD.plant(WORDS, "honest", "只公布姓名与金额", touches="text", among=PAGE)
def name_and_sum(scene: Scene, at: Ints) -> None:
    """Name and sum, as the list of aid must show them."""
    people = scene.world.people
    _page(scene, at, lambda one: f"{people['name'][one]}，城乡低保金，{300 + one % 400}元。")


def _card(order: int) -> str:
    """A made-up card number of nineteen figures with a right Luhn digit."""
    body = f"62990099{order:010d}"
    doubled = [int(figure) * (2 - place % 2) for place, figure in enumerate(reversed(body))]
    total = sum(figure - 9 if figure > 9 else figure for figure in doubled)
    return f"{body}{-total % 10}"
