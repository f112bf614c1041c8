"""What bids of rivals have in common: a machine, an author, a person, a phone, an account."""

import numpy as np

from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.procurement.moves import Shapes, bids_of, bonded, both, way

TENDERS = way("open_tender", "invited_tender")
KEYS = {
    "bid_device": "bid_device_id",
    "bid_document": "bid_document_id",
    "bid_member": "bid_member_id",
    "deposit": "deposit_id",
}


def alike(
    table: str,
    *columns: str,
    place: int = 0,
    role: str | None = None,
    public: bool = False,
    other: bool = False,
) -> Deed:
    """The last bid has these values from the first, or (`other`) from a bid of another purchase."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows, p = scene.story[table], scene.story["purchase"]
        proofs = []
        for row in at.tolist():
            bids = bids_of(scene, row)
            one, two = (
                int(np.flatnonzero(rows["_b"] == bid)[place]) for bid in (bids[0], bids[-1])
            )
            if other:
                one = int(np.flatnonzero(rows["_b"] != bids[-1])[0])
            for column in columns:
                rows[column][two] = rows[column][one]
            if role:
                rows["role"][one] = rows["role"][two] = role
            if public:
                for spot in (one, two):
                    rows["clearing_flag" if table == "deposit" else "public_flag"][spot] = True
            mine = np.flatnonzero(np.isin(rows["_b"], bids))
            proofs.append(
                [
                    ("tender", str(p["tender_id"][row])),
                    *((table, str(rows[KEYS[table]][k])) for k in mine),
                ]
            )
        return Proof("tender", p["tender_id"][at].tolist(), proofs)

    return deed


machine = Shapes("GPC-C01", ("device",), TENDERS)
machine.fault(
    "同一网卡同一硬盘",
    "Two bids were made on one machine.",
    alike("bid_device", "mac", "disk_serial"),
)
machine.fault(
    "同一把证书", "Two bids were sealed with one certificate.", alike("bid_device", "ca_serial")
)
machine.fault(
    "只换了硬盘", "The board is the same, the disk is another.", alike("bid_device", "board_serial")
)
machine.honest(
    "平台公共机位",
    "Both uploaded at a public seat of the platform.",
    alike("bid_device", "mac", "disk_serial", "board_serial", "memory_serial", public=True),
)
machine.honest("工具版本相同", "Both used one version of the tool.", alike("bid_device", "stage"))

author = Shapes("GPC-C01-2", ("document",), TENDERS)
author.fault("同一作者", "One author wrote two bids.", alike("bid_document", "author"))
author.fault("同一人最后保存", "One person saved two bids last.", alike("bid_document", "saved_by"))
author.fault(
    "作者和保存人都同",
    "Author and last hand are the same.",
    alike("bid_document", "author", "saved_by"),
)
author.honest(
    "文件同名",
    "The files have one name and another author.",
    alike("bid_document", "document_name"),
)
author.honest(
    "同一类文件", "Both are technical files of their own authors.", alike("bid_document", "kind")
)

payer = Shapes(
    "GPC-C06",
    ("payer", "bond_taken", "bonded"),
    both(
        TENDERS, bonded, lambda scene: np.asarray(scene.story["purchase"]["bond_kind"] == "money")
    ),
)
payer.fault(
    "两家从同一账户付", "Two bonds came from one account.", alike("deposit", "payer_account")
)
payer.fault(
    "同一账户付现",
    "Two bonds were paid by one account, one over the counter.",
    alike("deposit", "payer_account"),
)
payer.fault(
    "隔日从同一账户付", "One account paid both, a day apart.", alike("deposit", "payer_account")
)
payer.honest(
    "银行过渡户",
    "Both came through a clearing account of the bank.",
    alike("deposit", "payer_account", public=True),
)
payer.honest("保函没有付款账户", "Each firm paid from its own account.", alike("deposit", "form"))


def handled(role: str, *columns: str, place: int) -> Deed:
    """One person stands in two bids."""
    return alike("bid_member", *columns, place=place, role=role)


agent = Shapes("GPC-C02", ("agent",), TENDERS)
agent.fault(
    "同一授权代表",
    "One person stood for two suppliers.",
    handled("agent", "person_name", "person_id_no", place=0),
)
agent.fault(
    "同一编制人",
    "One person prepared two bids.",
    handled("preparer", "person_name", "person_id_no", place=0),
)
agent.fault(
    "换名同证件号",
    "The names differ, the number is one.",
    handled("agent", "person_id_no", place=0),
)
agent.honest("同名不同人", "Two people of one name.", handled("agent", "person_name", place=0))
agent.honest(
    "另一项目的代表",
    "The person stood for another firm in another purchase.",
    alike("bid_member", "person_name", place=0),
)

phone = Shapes("GPC-C02-2", ("agent",), TENDERS)
phone.fault("代表留同一电话", "Two agents left one phone.", handled("agent", "phone", place=0))
phone.fault(
    "编制人留同一电话", "Two preparers left one phone.", handled("preparer", "phone", place=0)
)
phone.fault(
    "联系人留同一电话", "Two contacts left one phone.", handled("contact", "phone", place=0)
)
phone.honest(
    "同名不同电话",
    "Two people of one name, with phones of their own.",
    handled("agent", "person_name", place=0),
)
phone.honest(
    "同一岗位各留各的", "Agents with phones of their own.", handled("agent", "role", place=0)
)

team = Shapes("GPC-C03", ("team",), TENDERS)
team.fault(
    "同一项目负责人",
    "Two bids name one manager.",
    handled("manager", "person_name", "person_id_no", place=1),
)
team.fault(
    "同一技术负责人",
    "Two bids name one engineer.",
    handled("technical", "person_name", "person_id_no", place=1),
)
team.fault(
    "同一项目成员",
    "Two bids name one member.",
    handled("member", "person_name", "person_id_no", place=1),
)
team.honest("负责人同名", "Two managers of one name.", handled("manager", "person_name", place=1))
team.honest(
    "各有负责人", "Each firm has a manager of its own.", handled("manager", "role", place=1)
)
