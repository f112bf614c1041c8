"""
投标留下的痕迹：机器、文件、人员、保证金、清单。What bids leave behind: machines, files, persons, money.

Every row knows its bid by position; whose it is is written down at the end. Each firm has machines, an author, an
account and people of its own; firms of one park share the outlet to the network.
"""

import numpy as np

from qinglian.city import names
from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Draw, Ints, Objects, as_column
from qinglian.city.rows import Rows
from qinglian.city.tendering.course import numbered, only
from qinglian.city.world import World

PAID = {"money": "transfer", "guarantee": "guarantee"}
BILL = 34
"""Items of a bill of works; three of them at given prices."""


def recorded(bid: Rows, some: Bools) -> Ints:
    """Bids of tenders that keep such records."""
    return np.flatnonzero(some[bid["_t"]]).astype(np.int64)


def serials(world: World, kind: str, number: Ints) -> Objects:
    """Serials of a kind, told apart by a number."""
    return as_column([f"{kind}{world.region_code}{one:08d}" for one in number.tolist()])


def devices(world: World, bid: Rows, some: Bools, draw: Draw) -> Rows:
    """The machine on which each bid was made: its parts, certificate, lock, and the outlet it used."""
    of = recorded(bid, some)
    n, firm = len(of), bid["_firm"][of]
    here = int(world.region_code[2:]) % 256
    seat = firm * 4 + draw.below(3, n)
    outlet = np.where(world.firms["park"][firm] != None, _park(world)[firm], firm + 100)  # noqa: E711
    return Rows(
        n,
        bid_device_id=as_column([f"{number}-J" for number in bid["bid_id"][of]]),
        stage="made",
        mac=as_column([f"02-{here:02X}-0-{o >> 16 & 255:02X}-{o >> 8 & 255:02X}-{o & 255:02X}" for o in seat.tolist()]),
        disk_serial=serials(world, "WD", seat),
        board_serial=serials(world, "MB", seat),
        memory_serial=serials(world, "DM", seat),
        cpu_id=as_column(["BFEBFBFF000906EA", "BFEBFBFF000A0671", "BFEBFBFF000B0671"])[draw.below(3, n)],
        ip=as_column([f"203.{o >> 16 & 255}.{o >> 8 & 255}.{o & 255}" for o in outlet.tolist()]),
        ca_serial=serials(world, "CA", firm),
        lock_no=serials(world, "JJ", firm),
        file_code=serials(world, "FC", of),
        tool_version="2.3.1",
        public_flag=False,
        _b=of,
    )  # fmt: skip


def _park(world: World) -> Ints:
    """Number of the park of each firm, 0 … ."""
    parks = {name: order for order, name in enumerate(dict.fromkeys(world.firms["park"].tolist()))}
    return np.array([parks[name] for name in world.firms["park"].tolist()], dtype=np.int64)


def documents(world: World, bid: Rows, some: Bools, draw: Draw) -> Rows:
    """Files of each bid: the technical one, the price, and a form that all fill in."""
    of = np.repeat(recorded(bid, some), 3)
    n, firm = len(of), bid["_firm"][of]
    kind = as_column(["technical", "price", "form"])[np.arange(n) % 3]
    form = kind == "form"
    seed = np.where(form, bid["_t"][of] + (1 << 40), np.arange(n))
    who = firm * 2 + draw.below(2, n)
    return Rows(
        n,
        bid_document_id=numbered(bid["bid_id"][of], "W", np.arange(n) % 3),
        document_name=kind + ".pdf",
        kind=kind,
        size_bytes=draw.between(200_000, 9_000_000, n),
        md5=as_column([f"{world.region_code}{one:026x}" for one in seed.tolist()]),
        author=np.where(form, as_column(["交易中心范本"]), as_column([f"ZJ{one:06d}" for one in who.tolist()])),
        saved_by=as_column([f"ZJ{one:06d}" for one in who.tolist()]),
        _b=of,
    )  # fmt: skip


def members(world: World, bid: Rows, some: Bools, draw: Draw) -> Rows:
    """Agent, manager and engineer named in each bid, all on the firm's own list."""
    base = recorded(bid, some)
    of = np.repeat(base, 3)
    n = len(of)
    role = as_column(["agent", "manager", "technical"])[np.arange(n) % 3]
    place = np.full(n, -1, dtype=np.int64)
    for name, staff in (("agent", "agent"), ("manager", "manager"), ("technical", "engineer")):
        mine = role == name
        place[mine] = _staff(world, staff)[bid["_firm"][of[mine]]]
    known = place >= 0
    person, number = world.staff["person_name"][place], world.staff["id_no"][place]
    person, number = only(known, person), only(known, number)
    first = int(world.region_code[2:]) * 100_000 + 70_000
    phone = as_column([f"169{first + f % 30_000:08d}" for f in bid["_firm"][of].tolist()])
    return Rows(
        n,
        bid_member_id=numbered(bid["bid_id"][of], "R", np.arange(n) % 3),
        role=role,
        person_name=person,
        person_id_no=number,
        certificate_no=only(known & (role != "agent"), as_column([f"ZJS{p:07d}" for p in place.tolist()])),
        phone=only(role == "agent", phone),
        email=only(role == "agent", as_column([f"bid{f}@qiye.example.cn" for f in bid["_firm"][of].tolist()])),
        _b=of,
    )  # fmt: skip


def managers(world: World, bid: Rows) -> Objects:
    """Certificate of the manager of each bid."""
    place = _staff(world, "manager")[bid["_firm"]]
    return as_column([f"ZJS{p:07d}" if p >= 0 else None for p in place.tolist()])


def _staff(world: World, role: str) -> Ints:
    """For every firm the first of its staff in a role, or -1."""
    order = {number: place for place, number in enumerate(world.firms["firm_id"].tolist())}
    found = np.full(world.firms.n, -1, dtype=np.int64)
    mine = np.flatnonzero(world.staff["role"] == role)[::-1]
    firm = np.array(
        [order.get(number, -1) for number in world.staff["firm_id"][mine].tolist()], dtype=np.int64,
    )  # fmt: skip
    found[firm[firm >= 0]] = mine[firm >= 0]
    return found


def deposits(world: World, tender: Rows, bid: Rows, draw: Draw) -> Rows:
    """A security for each bid where one is asked, from the bidder's basic account or as a guarantee."""
    asked = tender["bid_bond_yuan"] != NEVER
    of = recorded(bid, np.asarray(asked, dtype=bool))
    n, t, firm = len(of), bid["_t"][of], bid["_firm"][of]
    form = as_column([PAID.get(kind) for kind in tender["bond_kind"][t]])
    account = as_column([f"62{world.region_code}{one:010d}" for one in firm.tolist()])
    cash = form == "transfer"
    return Rows(
        n,
        deposit_id=as_column([f"{number}-B" for number in bid["bid_id"][of]]),
        form=form,
        amount_yuan=tender["bid_bond_yuan"][t] // tender["_lots"][t],
        payer_name=only(cash, world.firms["name"][firm]),
        payer_account=only(cash, account),
        basic_account=account,
        clearing_flag=False,
        foreign_flag=False,
        yearly_flag=False,
        _before=draw.between(900, 6000, n),
        _b=of,
    )


def bills(bid: Rows, some: Bools, draw: Draw) -> Rows:
    """Unit prices of each bid: about the going price, each firm after its own costs; a few are given."""
    base = recorded(bid, some)
    of = np.repeat(base, BILL)
    n, item = len(of), np.arange(len(of)) % BILL
    going = 2_000 + (bid["_t"][of] * 131 + item * item * 977) % 90_000
    own = draw.between(880, 1120, n) * 100 + draw.below(100, n)
    given = item < 3
    return Rows(
        n,
        bid_item_id=numbered(bid["bid_id"][of], "Q", item),
        item_code=as_column([f"0101{k:02d}001001" for k in item.tolist()]),
        unit="m2",
        quantity=100,
        unit_price_yuan=np.where(given, going, going * own // 100_000),
        given_flag=as_column(given.tolist()),
        _b=of,
        _item=item,
    )  # fmt: skip


def likeness(bid: Rows, some: Bools, draw: Draw) -> Rows:
    """Every two bids of some tenders as a tool compared them, without the text of the tender documents."""
    of = recorded(bid, some)
    one, other = [], []
    for entry in np.split(of, np.flatnonzero(np.diff(bid["_entry"][of])) + 1):
        a, b = np.triu_indices(len(entry), 1)
        one.append(entry[a])
        other.append(entry[b])
    left = np.concatenate(one) if one else np.zeros(0, dtype=np.int64)
    right = np.concatenate(other) if other else left
    return Rows(
        len(left),
        bid_similarity_id=numbered(bid["bid_id"][left], "D", right),
        percent=draw.between(4, 58, len(left)),
        removed_flag=True,
        tool="雷同性分析",
        _b=left,
        _other=right,
    )  # fmt: skip


def new_people(world: World, draw: Draw, first: int, n: int) -> tuple[Objects, Objects]:
    """Names and identity numbers of people met nowhere else; `first` from 600 000 on."""
    return names.people_names(draw.at("people"), n), names.identity_numbers(
        world.seed, world.region_code, first, n
    )
