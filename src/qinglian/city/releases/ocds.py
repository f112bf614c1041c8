"""
写成开放采购数据：每个过程一份汇编发布，一行一份。The same as compiled releases of OCDS 1.1, a line each.

What is written is taken from the tables, so that reading the file must give them back. The list of sanctions is no part
of a release and stays out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import orjson

from qinglian.city.days import NEVER
from qinglian.city.plant import Story
from qinglian.city.releases.ledger import write
from qinglian.city.releases.texts import instant_texts
from qinglian.city.rows import Rows
from qinglian.city.world import World

NAME = "{region}-releases.jsonl"
Paths = Mapping[str, str]

RELEASE: Paths = {
    "title": "tender/title", "category": "tender/mainProcurementCategory", "method": "tender/procurementMethod",
    "method_details": "tender/procurementMethodDetails", "method_rationale": "tender/procurementMethodRationale",
    "award_criteria": "tender/awardCriteria", "status": "tender/status", "buyer_id": "buyer/id",
    "buyer_name": "buyer/name", "procuring_entity_id": "tender/procuringEntity/id",
    "procuring_entity_name": "tender/procuringEntity/name", "period_start_at": "tender/tenderPeriod/startDate",
    "period_end_at": "tender/tenderPeriod/endDate", "opened_at": "tender/bidOpening/date",
    "award_period_start_at": "tender/awardPeriod/startDate", "number_of_tenderers": "tender/numberOfTenderers",
    "amount": "tender/value/amount", "currency": "tender/value/currency",
}  # fmt: skip
VALUE: Paths = {"amount": "value/amount", "currency": "value/currency"}
LINE: Paths = {
    "description": "description", "classification_id": "classification/id", "unit": "unit/name", "quantity": "quantity",
}  # fmt: skip
PRICED: Paths = {
    **LINE, "classification_scheme": "classification/scheme", "unit_amount": "unit/value/amount",
    "unit_currency": "unit/value/currency",
}  # fmt: skip
PAPER: Paths = {
    "document_type": "documentType", "title": "title", "url": "url", "published_at": "datePublished",
}  # fmt: skip
PARTS: tuple[tuple[str, str, str, str, Paths], ...] = (
    ("party", "tender", "parties", "party_id", {
        "name": "name", "roles": "roles", "scheme": "identifier/scheme", "identifier_id": "identifier/id",
        "address": "address/streetAddress", "locality": "address/locality", "postal_code": "address/postalCode",
        "region": "address/region", "country": "address/countryName", "phone": "contactPoint/telephone",
        "email": "contactPoint/email",
    }),
    ("lot", "tender", "tender/lots", "lot_id", {"title": "title", **VALUE}),
    ("enquiry", "tender", "tender/enquiries", "enquiry_id", {
        "title": "title", "asked_at": "date", "answer": "answer", "answered_at": "dateAnswered",
    }),
    ("participation_fee", "tender", "tender/participationFees", "fee_id", {"type": "type", **VALUE}),
    ("complaint", "tender", "complaints", "complaint_id", {
        "title": "title", "status": "status", "submitted_at": "date",
    }),
    ("bid", "tender", "bids/details", "bid_id", {"status": "status", "submitted_at": "date", **VALUE}),
    ("award", "tender", "awards", "award_id", {
        "status": "status", "awarded_at": "date", **VALUE, "subcontracted": "hasSubcontracting",
        "subcontracted_least": "subcontracting/minimumPercentage",
        "subcontracted_most": "subcontracting/maximumPercentage",
        "subcontracted_amount": "subcontracting/value/amount",
        "subcontracted_currency": "subcontracting/value/currency",
    }),
    ("contract", "tender", "contracts", "contract_id", {
        "title": "title", "status": "status", **VALUE, "signed_at": "dateSigned",
        "period_start_at": "period/startDate", "period_end_at": "period/endDate",
    }),
    ("contract_item", "contract", "items", "contract_item_id", LINE),
    ("amendment", "contract", "amendments", "amendment_id", {
        "amended_at": "date", "reason": "rationale", "description": "description",
    }),
    ("related_process", "contract", "relatedProcesses", "related_process_id", {
        "relationships": "relationship", "scheme": "scheme", "identifier": "identifier",
    }),
    ("milestone", "contract", "implementation/milestones", "milestone_id", {
        "title": "title", "kind": "type", "status": "status", "due_at": "dueDate", "met_at": "dateMet",
    }),
    ("payment", "contract", "implementation/transactions", "payment_id", {
        **VALUE, "paid_at": "date", "payee_id": "payee/id", "payee_name": "payee/name", "unit_id": "payer/id",
        "unit_name": "payer/name",
    }),
)  # fmt: skip
"""Table, the table it lies in, the array there, the key, and the path of each column."""
FILED = ("tender", "owner", "document", "item", *(table for table, *_ in PARTS))
"""Tables whose rows stand in the file."""

Objects_ = dict[str, dict[str, Any]]


def files(world: World, story: Story) -> Iterable[tuple[str, bytes]]:
    """One file of JSON Lines with all releases of the portal."""
    made = write(world, story)
    whole: dict[str, Objects_] = {"tender": _releases(made["tender"])}
    for table, home, array, key, paths in PARTS:
        if table in made:
            whole[table] = _hang(made[table], whole[home], home, array, key, paths)
    _firms(made, whole)
    if "document" in made:
        _papers(made["document"], whole)
    _items(made["item"], whole)
    for number, one in zip(
        made["tender"]["tender_id"].tolist(), whole["tender"].values(), strict=True
    ):
        one["date"] = f"{2023 + int(number[-6:]) % 3}-12-31T12:00:00+08:00"
    lines = [orjson.dumps(one) for one in whole["tender"].values()]
    yield NAME.format(region=world.region_code), b"\n".join(lines) + b"\n"


def _releases(tender: Rows) -> Objects_:
    found = {}
    for number, values in zip(tender["tender_id"].tolist(), _values(tender, RELEASE), strict=True):
        head = {
            "ocid": number,
            "id": f"{number}-1",
            "date": None,
            "tag": ["compiled"],
            "initiationType": "tender",
        }
        found[number] = _put(head, values)
        found[number]["tender"]["id"] = number
    return found


def _hang(rows: Rows, homes: Objects_, home: str, array: str, key: str, paths: Paths) -> Objects_:
    """Objects of one table, each put into the array of what it lies in."""
    found = {}
    owner = rows[f"{home}_id"].tolist()
    for number, of, values in zip(rows[key].tolist(), owner, _values(rows, paths), strict=True):
        found[number] = _put({"id": number[len(of) + 1 :]}, values)
        _array(homes[of], array).append(found[number])
    return found


def _values(rows: Rows, paths: Paths) -> Iterable[list[tuple[tuple[str, ...], Any]]]:
    split = [tuple(path.split("/")) for path in paths.values()]
    columns = [_column(rows, name) for name in paths]
    for values in zip(*columns, strict=True):
        yield [
            (path, value) for path, value in zip(split, values, strict=True) if value is not None
        ]


def _column(rows: Rows, name: str) -> list[Any]:
    text = f"{name.removesuffix('_at')}_text"
    if text in rows:
        return list(rows[text].tolist())
    held = rows[name]
    if held.dtype.kind != "i":
        whole = name == "number_of_tenderers"
        return [int(value) if whole and value is not None else value for value in held.tolist()]
    plain = f"{name[:-3]}_date_only"
    day_only = rows[plain] == True if plain in rows else np.zeros(len(rows), dtype=bool)  # noqa: E712
    return list(instant_texts(np.where(held == NEVER, NEVER, held), day_only).tolist())


def _put(into: dict[str, Any], values: list[tuple[tuple[str, ...], Any]]) -> dict[str, Any]:
    for path, value in values:
        node = into
        for name in path[:-1]:
            node = node.setdefault(name, {})
        node[path[-1]] = value
    return into


def _array(node: dict[str, Any], path: str) -> list[Any]:
    *way, last = path.split("/")
    for name in way:
        node = node.setdefault(name, {})
    held: list[Any] = node.setdefault(last, [])
    return held


def _firms(made: Mapping[str, Rows], whole: Mapping[str, Objects_]) -> None:
    """Bidders of bids, suppliers of awards, lots of both, awards of contracts, owners of parties."""
    for table, many, one, array in (
        ("bid", "bidder_ids", "bidder_name", "tenderers"),
        ("award", "supplier_ids", "supplier_name", "suppliers"),
    ):
        rows = made[table]
        columns = (rows[name].tolist() for name in (f"{table}_id", many, one, "lot_id"))
        for number, ids, name, lot in zip(*columns, strict=True):
            named = {"name": name} if name is not None else {}
            whole[table][number][array] = [{"id": who, **named} for who in ids]
            if lot is not None:
                whole[table][number]["relatedLots"] = [lot]
    contract = made["contract"]
    columns = (contract[name].tolist() for name in ("contract_id", "award_id", "tender_id"))
    for number, award, tender in zip(*columns, strict=True):
        whole["contract"][number]["awardID"] = award[len(tender) + 1 :]
    owner = made["owner"]
    names = ("party_id", "kind", "holder_id", "holder_identifier", "holder_name", "share")
    for party, kind, holder, identifier, name, share in zip(
        *(owner[name].tolist() for name in names), strict=True
    ):
        node = whole["party"][party]
        if kind == "beneficial":
            marks = {} if identifier is None else {"identifier": {"id": identifier}}
            held = {"id": holder, "name": name, **marks}
            node.setdefault("beneficialOwners", []).append(held)
        else:
            held = {"shareholder": {"id": holder}, "shareholding": share / 100}
            node.setdefault("shareholders", []).append(held)


def _papers(paper: Rows, whole: Mapping[str, Objects_]) -> None:
    """Documents, each where its stage has them."""
    columns = (
        paper[name].tolist()
        for name in ("document_id", "stage", "tender_id", "bid_id", "contract_id")
    )
    for values, (number, stage, tender, bid, contract) in zip(
        _values(paper, PAPER), zip(*columns, strict=True), strict=True
    ):
        if stage == "bid":
            home, array, of = whole["bid"][bid], "documents", f"{bid}/"
        elif stage == "contract":
            home, array, of = whole["contract"][contract], "documents", f"{contract}/contract/"
        else:
            home, array, of = whole["tender"][tender], f"{stage}/documents", f"{tender}/{stage}/"
        _array(home, array).append(_put({"id": number[len(of) :]}, values))


def _items(item: Rows, whole: Mapping[str, Objects_]) -> None:
    """Lines of calls and of awards."""
    columns = (item[name].tolist() for name in ("item_id", "tender_id", "award_id"))
    for values, (number, tender, award) in zip(
        _values(item, PRICED), zip(*columns, strict=True), strict=True
    ):
        if award is None:
            home, array, of = whole["tender"][tender], "tender/items", f"{tender}/tender/"
        else:
            home, array, of = whole["award"][award], "items", f"{award}/"
        _array(home, array).append(_put({"id": number[len(of) :]}, values))
