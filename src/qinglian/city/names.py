"""
虚构的名字和号码，不属于任何人。Names and numbers that belong to nobody.

Region codes begin with 99, given to no place; check digits are right (GB 11643, GB 32100). Phone numbers begin with
169, which no operator was given; addresses lie in towns that do not exist.
"""

import numpy as np

from qinglian.city.draw import Draw, Objects, as_column

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚"
    "范彭郎鲁韦昌马苗凤花方俞任袁柳"
)
GIVEN = (
    "安柏波辰诚川春达丹德东恩帆方飞丰刚光海航和恒红宏华辉惠嘉建健洁静娟军凯康岚乐丽亮林玲露敏明"
    "宁平强青庆秋荣瑞山胜书舒思松涛婷伟文希晓欣新兴旭雅燕阳怡毅英颖永宇雨玉远悦云泽长哲真正志中"
    "子"
)
TOWNS = (
    "青石",
    "白沙",
    "双桥",
    "望湖",
    "大柳",
    "云岭",
    "东荷",
    "石梁",
    "清溪",
    "长坪",
    "南屿",
    "红枫",
)
ROADS = (
    "人民路",
    "建设路",
    "解放路",
    "平安街",
    "学府路",
    "滨河路",
    "工业一路",
    "工业二路",
    "朝阳街",
    "和平巷",
    "迎宾大道",
    "站前路",
)
BRANDS = (
    "安博昌辰诚创达鼎东恒宏华汇嘉金景凯康朗丽联龙隆铭诺普千庆瑞润盛世顺泰腾天通同万旺欣信兴旭亚"
    "扬益盈永宇远源悦泽振正中众卓"
)
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECKS = "10X98765432"
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])


def people_names(draw: Draw, n: int) -> Objects:
    """Names of two or three characters; as with real names, some are shared."""
    family = draw.pick(list(SURNAMES), n)
    first, second = draw.pick(list(GIVEN), n), draw.pick(list(GIVEN), n)
    short = draw.chance(250, n)
    return as_column(
        [f + a + ("" if s else b) for f, a, b, s in zip(family, first, second, short, strict=True)]
    )


def identity_numbers(seed: int, region: str, first: int, n: int) -> Objects:
    """Citizen numbers of 18 characters of a region that does not exist, of people born 1958–2003.

    Number `first`, `first` + 1, … of the region; none comes twice.
    """
    running = np.arange(first, first + n, dtype=np.int64)
    order = running % 1000
    births = 46 * 12 * 28
    birth = (
        Draw(seed, "births", region).below(births, 1000)[order] + running // 1000 * 7919
    ) % births
    year, month, day = 1958 + birth // (12 * 28), 1 + birth // 28 % 12, 1 + birth % 28
    digits = np.empty((n, 17), dtype=np.int64)
    digits[:, :6] = [int(figure) for figure in region]
    for spot, part, width in ((6, year, 4), (10, month, 2), (12, day, 2), (14, order, 3)):
        for place in range(width):
            digits[:, spot + place] = part // 10 ** (width - 1 - place) % 10
    checks = digits @ _WEIGHTS % 11
    return as_column(
        [
            "".join(map(str, row)) + _CHECKS[check]
            for row, check in zip(digits.tolist(), checks.tolist(), strict=True)
        ]
    )


def well_formed(number: str) -> bool:
    """Whether an identity number of 18 characters has the check digit that belongs to it."""
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdecimal()):
        return False
    return (
        _CHECKS[sum(map(int.__mul__, map(int, number[:17]), _WEIGHTS.tolist())) % 11] == number[17]
    )


def credit_codes(kind: str, region: str, first: int, n: int) -> Objects:
    """Credit codes (GB 32100) with a right check character. `kind`: 11 office, 12 institution, 91 firm, 54 village."""
    numbers = np.arange(first, first + n, dtype=np.int64)
    head = [_CREDIT.index(letter) for letter in kind + region]
    codes = []
    for number in numbers.tolist():
        body = f"{number:08d}"
        marks = [*head, *(int(figure) for figure in body), _body_check(body)]
        left = int(np.dot(_CREDIT_WEIGHTS, marks)) % 31
        codes.append("".join(_CREDIT[mark] for mark in marks) + _CREDIT[(31 - left) % 31])
    return as_column(codes)


def phones(first: int, n: int) -> Objects:
    """Eleven digits beginning with 169: shaped like a mobile, of no operator."""
    return as_column([f"169{number:08d}" for number in range(first, first + n)])


def addresses(draw: Draw, county: str, n: int) -> Objects:
    """Town, road, number and room in a county that does not exist."""
    town, road = draw.pick(TOWNS, n), draw.pick(ROADS, n)
    number, room = draw.between(1, 199, n), draw.between(101, 1808, n)
    return as_column(
        [
            f"{county}{t}镇{r}{a}号{b}室"
            for t, r, a, b in zip(town, road, number.tolist(), room.tolist(), strict=True)
        ]
    )


def _body_check(body: str) -> int:
    """Check character of the organisation number inside (GB 11714); X counts as ten, which GB 32100 writes as X too."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    left = 11 - sum(int(figure) * weight for figure, weight in zip(body, weights, strict=True)) % 11
    return {10: _CREDIT.index("X"), 11: 0}.get(left, left)
