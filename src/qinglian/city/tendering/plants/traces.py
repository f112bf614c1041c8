"""Traces that rivals share, and those that they share innocently."""

from collections.abc import Callable

import numpy as np

from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.tendering.moves import (
    Shapes,
    bids_of,
    lots,
    recording,
    rows_of,
)  # fmt: skip


def home(row: int) -> str:
    """An outlet of one house, another for each tender."""
    return f"203.200.{row >> 8}.{row & 255}"


def writer(row: int) -> str:
    """An account on a computer, met in one tender only."""
    return f"BS{row:06d}"


def phone(row: int) -> str:
    """A phone of no operator, met in one tender only."""
    return f"1699{row:07d}"


def mailbox(row: int) -> str:
    """An address to write to, met in one tender only."""
    return f"tb{row}@youxiang.example.cn"


def copied(
    table: str,
    *columns: str,
    sides: int = 2,
    where: tuple[str, object] | None = None,
    value: object = None,
) -> Deed:
    """What the first bid left in these columns the next ones left too, or all left one value."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = scene.story[table]
        for row in at.tolist():
            mine = bids_of(scene, row)[:sides]
            scene.story["bid"]["_used"][mine] = True
            places = [rows_of(scene, table, np.array([one])) for one in mine.tolist()]
            if where is not None:
                places = [place[rows[where[0]][place] == where[1]] for place in places]
            for column in columns:
                model = (
                    rows[column][places[0][0]]
                    if value is None
                    else value(row)
                    if callable(value)
                    else value
                )
                for place in places:
                    rows[column][place] = model

    return deed


def filled(table: str, where: tuple[str, object] | None = None, **columns: object) -> Deed:
    """Of the first two bids the records say this."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = scene.story[table]
        for row in at.tolist():
            place = rows_of(scene, table, bids_of(scene, row)[:2])
            if where is not None:
                place = place[rows[where[0]][place] == where[1]]
            for name, value in columns.items():
                rows[name][place] = value

    return deed


def apart(table: str, *columns: str, where: tuple[str, object] | None = None) -> Deed:
    """Bidders for different lots left the same."""

    def deed(scene: Scene, at: Ints) -> None:
        rows, bid = scene.story[table], scene.story["bid"]
        for row in at.tolist():
            mine = bids_of(scene, row)
            firms = set(bid["bidder_id"][mine[bid["_lot"][mine] == 0]]) & set(
                bid["bidder_id"][mine[bid["_lot"][mine] == 1]]
            )
            pair = [
                int(
                    next(
                        one
                        for one in mine.tolist()
                        if bid["_lot"][one] == lot and bid["bidder_id"][one] not in firms
                    )
                )
                for lot in (0, 1)
            ]
            first, second = (rows_of(scene, table, np.array([one])) for one in pair)
            if where is not None:
                first, second = (
                    place[rows[where[0]][place] == where[1]] for place in (first, second)
                )
            for column in columns:
                rows[column][second] = rows[column][first[0]]

    return deed


def apart_in(table: str) -> Callable[[Scene], Bools]:
    """Tenders of several lots with such records, each lot with bidders of its own."""

    def among(scene: Scene) -> Bools:
        rows, bid, n = scene.story[table], scene.story["bid"], len(scene.story["tender"])
        told = np.bincount(bid["_t"][rows["_b"]], minlength=n) > 0
        fit = np.asarray(lots(scene) & told, dtype=bool)
        stayed = np.flatnonzero((bid["_first"] < 0) & (bid["_lot"] < 2) & fit[bid["_t"]])
        stayed = stayed[(bid["status"][stayed] == "valid") & (bid["_gone"][stayed] == False)]  # noqa: E712
        firms: dict[int, tuple[set[str], set[str]]] = {}
        for one in stayed.tolist():
            sides = firms.setdefault(int(bid["_t"][one]), (set(), set()))
            sides[int(bid["_lot"][one])].add(str(bid["bidder_id"][one]))
        for row in np.flatnonzero(fit).tolist():
            one, other = firms.get(row, (set(), set()))
            fit[row] = bool(one - other) and bool(other - one)
        return fit

    return among


def of(
    rule: str, part: str, table: str, least: int = 4, extra: Callable[[Scene], Bools] | None = None
) -> Shapes:
    """Shapes about rows of one table."""
    wanted = recording(table, least)

    def among(scene: Scene) -> Bools:
        return wanted(scene) & (extra(scene) if extra is not None else True)

    return Shapes(rule, part, "bids", among=among, shows=("bid", table))


MACHINE = ("mac", "disk_serial", "board_serial", "memory_serial")
machine = of("BID-022", "machine", "bid_device")
machine.fault(
    "同一台电脑制作", "Two bids were made on one machine.", copied("bid_device", *MACHINE),
)  # fmt: skip
machine.fault(
    "同一张CA锁加密", "Two bids were sealed with one certificate.", copied("bid_device", "ca_serial"),
)  # fmt: skip
machine.fault(
    "同一计价软件锁", "The bills of three were priced with one lock.", copied("bid_device", "lock_no", sides=3),
)  # fmt: skip
machine.fault(
    "只有主板相同", "The disk was changed; the main board is the same.", copied("bid_device", "board_serial"),
)  # fmt: skip
machine.honest(
    "公共机位", "Both were made at a public seat of the centre, as the register says.",
    copied("bid_device", *MACHINE), filled("bid_device", public_flag=True),
)  # fmt: skip
machine.honest(
    "只有处理器型号相同", "Both machines have processors of one model.", copied("bid_device", "cpu_id"),
)  # fmt: skip
machine.honest(
    "不同标段同一机器",
    "One machine made bids for two lots, by bidders who are no rivals.",
    apart("bid_device", *MACHINE),
    among=apart_in("bid_device"),
)

outlet = of("BID-022-5", "outlet", "bid_device")
outlet.fault(
    "同一地址无其他指纹", "Two bids came over one address, and the machines left nothing else.",
    copied("bid_device", "ip", value=home), filled("bid_device", mac=None, disk_serial=None, board_serial=None),
    touches=("machine",),
)  # fmt: skip
outlet.fault(
    "同一地址网卡也同", "One address, and one network card.", copied("bid_device", "ip", value=home),
    copied("bid_device", "mac"), filled("bid_device", disk_serial=None, board_serial=None), touches=("machine",),
    also=("BID-022",),
)  # fmt: skip
outlet.fault(
    "三家同一地址", "Three bids came over one address, without machines.",
    copied("bid_device", "ip", sides=3, value=home),
    filled("bid_device", mac=None, disk_serial=None, board_serial=None), touches=("machine",),
)  # fmt: skip
outlet.honest(
    "同楼不同机", "One outlet of an office block, two machines.", copied("bid_device", "ip", value=home),
    touches=("machine",),
)  # fmt: skip
outlet.honest(
    "内网地址", "Both show an address inside a house.", copied("bid_device", "ip", value="192.168.1.20"),
    touches=("machine",),
)  # fmt: skip

author = of("BID-022-2", "author", "bid_document")
TECH, PRICE, FORM = ("kind", "technical"), ("kind", "price"), ("kind", "form")
author.fault(
    "技术标同一作者", "One author wrote the method statements of two.",
    copied("bid_document", "author", where=TECH, value=writer),
)  # fmt: skip
author.fault(
    "报价最后保存人相同", "One person saved the prices of two last.",
    copied("bid_document", "saved_by", where=PRICE, value=writer),
)  # fmt: skip
author.fault(
    "三家同一作者", "Three name one author.",
    copied("bid_document", "author", "saved_by", sides=3, where=TECH, value=writer),
)  # fmt: skip
author.honest(
    "范本作者", "The form handed out with the documents names its author.",
    copied("bid_document", "author", "saved_by", where=FORM),
)  # fmt: skip
author.honest(
    "系统默认名", "Both say Administrator.",
    copied("bid_document", "author", "saved_by", where=TECH, value="Administrator"),
)  # fmt: skip
author.honest(
    "不同标段同一作者",
    "One author wrote for bidders of two lots.",
    apart("bid_document", "author", where=TECH),
    among=apart_in("bid_document"),
)

same = of("BID-021", "file", "bid_document")
same.fault(
    "技术标逐字节相同", "Two handed in the same method statement.",
    copied("bid_document", "md5", "size_bytes", where=TECH),
)  # fmt: skip
same.fault(
    "报价文件相同", "Two handed in the same priced bill.", copied("bid_document", "md5", "size_bytes", where=PRICE),
)  # fmt: skip
same.fault(
    "三家同一施组", "Three handed in the same method statement.",
    copied("bid_document", "md5", "size_bytes", sides=3, where=TECH),
)  # fmt: skip
same.honest(
    "招标文件格式", "The form that all fill in is the same.", copied("bid_document", "md5", where=FORM),
)  # fmt: skip
same.honest(
    "不同标段同一文件", "Bidders of two lots used one text.", apart("bid_document", "md5", where=TECH),
    among=apart_in("bid_document"),
)  # fmt: skip

AGENT, MANAGER, TECHNICAL = ("role", "agent"), ("role", "manager"), ("role", "technical")
agent = of("BID-022-3", "agent", "bid_member")
agent.fault(
    "同一人代两家递交", "One agent handed in two bids.",
    copied("bid_member", "person_name", "person_id_no", where=AGENT),
)  # fmt: skip
agent.fault(
    "同一人代三家", "One agent handed in three.",
    copied("bid_member", "person_name", "person_id_no", sides=3, where=AGENT),
)  # fmt: skip
agent.fault(
    "同一编制人", "One estimator prepared two bids.",
    copied("bid_member", "person_name", "person_id_no", where=AGENT), filled("bid_member", AGENT, role="preparer"),
)  # fmt: skip
agent.honest(
    "同名不同证件", "Two agents have one name and two numbers.", copied("bid_member", "person_name", where=AGENT),
)  # fmt: skip
agent.honest(
    "不同标段同一代理人",
    "One agent stands for bidders of two lots.",
    apart("bid_member", "person_name", "person_id_no", where=AGENT),
    among=apart_in("bid_member"),
)

contact = of("BID-022-4", "contact", "bid_member")
contact.fault(
    "同一手机号", "Two agents left one phone.", copied("bid_member", "phone", where=AGENT, value=phone),
)  # fmt: skip
contact.fault(
    "同一邮箱", "Two agents left one e-mail.", copied("bid_member", "email", where=AGENT, value=mailbox),
)  # fmt: skip
contact.fault(
    "三家同一电话", "Three left one phone.", copied("bid_member", "phone", sides=3, where=AGENT, value=phone),
)  # fmt: skip
contact.honest("电话没有填", "Neither left a phone.", filled("bid_member", AGENT, phone=None))
contact.honest(
    "不同标段同一电话", "Bidders of two lots left one phone.", apart("bid_member", "phone", where=AGENT),
    among=apart_in("bid_member"),
)  # fmt: skip

team = of("BID-023", "member", "bid_member")
team.fault(
    "同一项目经理", "Two bids name one manager.",
    copied("bid_member", "person_name", "person_id_no", where=MANAGER),
)  # fmt: skip
team.fault(
    "同一技术负责人证书", "Two bids show one certificate.", copied("bid_member", "certificate_no", where=TECHNICAL),
)  # fmt: skip
team.fault(
    "三家挂同一人", "Three bids name one engineer.",
    copied("bid_member", "person_name", "person_id_no", sides=3, where=TECHNICAL),
)  # fmt: skip
team.honest(
    "同名不同证件", "Two managers have one name and two numbers.",
    copied("bid_member", "person_name", where=MANAGER),
)  # fmt: skip
team.honest(
    "不同标段同一人", "One engineer is named by bidders of two lots.",
    apart("bid_member", "person_name", "person_id_no", where=TECHNICAL), among=apart_in("bid_member"),
)  # fmt: skip
