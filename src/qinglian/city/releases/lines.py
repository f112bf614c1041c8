"""Tables of what hangs on a process: documents, questions, fees, items, payments, steps, changes, complaints."""

from collections.abc import Mapping

import numpy as np

from qinglian.city.days import MINUTES, NEVER, clock, day_of
from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Story
from qinglian.city.releases.texts import money, only
from qinglian.city.rows import Rows


def places(of: Ints) -> Ints:
    """The place of each row among those that point at the same one, from 1."""
    order = np.argsort(of, kind="stable")
    held = of[order]
    found = np.zeros(len(of), dtype=np.int64)
    if len(of):
        begins = np.flatnonzero(np.concatenate([[True], held[1:] != held[:-1]]))
        inside = np.arange(len(of)) - np.repeat(begins, np.diff(np.append(begins, len(of)))) + 1
        found[order] = inside
    return found


def lines(story: Story, when: Mapping[str, Ints]) -> dict[str, Rows]:
    """One table for each kind; `sanction` is no part of open data and is kept by the county itself."""
    return {
        "document": _documents(story, when),
        "enquiry": _enquiries(story, when),
        "participation_fee": _fees(story),
        "item": _items(story),
        "contract_item": _contract_items(story),
        "payment": _payments(story, when),
        "milestone": _milestones(story, when),
        "amendment": _amendments(story, when),
        "related_process": _related(story),
        "complaint": _complaints(story, when),
        "sanction": _sanctions(story),
    }


def _ids(story: Story, rows: Rows) -> dict[str, object]:
    return {"tender_id": story["process"]["tender_id"][rows["_t"]]}


def _documents(story: Story, when: Mapping[str, Ints]) -> Rows:
    paper, t = story["document"], story["document"]["_t"]
    day = when["start"][t].copy()
    of_bid, of_contract = paper["_b"] >= 0, paper["_c"] >= 0
    day[of_bid] = when["handed"][paper["_b"][of_bid]]
    day[of_contract] = when["signed"][paper["_c"][of_contract]]
    lost = (paper["shift"] == NEVER) | (day == NEVER)
    at = np.where(lost, NEVER, day + np.where(lost, 0, paper["shift"]))
    shut = np.asarray(paper["day_only"], dtype=bool)
    at = np.where(shut & ~lost, clock(day_of(at), 0), at)
    bid, contract = story["bid"], story["contract"]
    where = np.where(of_contract, paper["_c"] + 10**7, np.where(of_bid, paper["_b"] + 2 * 10**7, t))
    stage = np.unique(paper["stage"].astype(str), return_inverse=True)[1]
    return Rows(
        len(paper),
        document_id=paper["document_id"],
        **_ids(story, paper),
        stage=paper["stage"],
        bid_id=only(of_bid, bid["bid_id"][np.maximum(paper["_b"], 0)]) if len(bid) else None,
        contract_id=only(of_contract, contract["contract_id"][np.maximum(paper["_c"], 0)]),
        document_type=paper["document_type"],
        title=as_column([f"{kind}.pdf" for kind in paper["document_type"]]),
        url=as_column([f"https://data.example/{number}" for number in paper["document_id"]]),
        published_at=at,
        published_date_only=only(~lost, paper["day_only"]),
        position=places(where * 10 + stage.astype(np.int64)),
    )


def _enquiries(story: Story, when: Mapping[str, Ints]) -> Rows:
    asked, start = story["enquiry"], when["start"][story["enquiry"]["_t"]]
    return Rows(
        len(asked),
        enquiry_id=asked["enquiry_id"],
        **_ids(story, asked),
        title=asked["title"],
        asked_at=start + asked["asked"],
        answer=asked["answer"],
        answered_at=np.where(
            asked["answered"] == NEVER, NEVER, start + np.where(asked["answered"] == NEVER, 0, asked["answered"])
        ),
        position=places(asked["_t"]),
    )  # fmt: skip


def _fees(story: Story) -> Rows:
    fee = story["fee"]
    return Rows(
        len(fee),
        fee_id=fee["fee_id"],
        **_ids(story, fee),
        type=fee["type"],
        amount=money(fee["amount"]),
        currency=story["process"]["currency"][fee["_t"]],
        position=places(fee["_t"]),
    )


def _items(story: Story) -> Rows:
    """Lines of the call, and of the award where there is one."""
    item, award = story["item"], story["award"]
    given = np.flatnonzero(item["_a"] >= 0)
    found = _lines(story, item, item["item_id"], item["quantity"])
    found["position"] = places(item["_t"])
    mine = item.take(given)
    numbers = [
        f"{one}/i{k}"
        for one, k in zip(award["award_id"][mine["_a"]].tolist(), mine["no"].tolist(), strict=True)
    ]
    quantity = np.where(mine["awarded"] == NEVER, mine["quantity"], mine["awarded"])
    awarded = _lines(story, mine, as_column(numbers), quantity)
    awarded["award_id"] = award["award_id"][mine["_a"]]
    awarded["item_no"] = as_column([f"i{k}" for k in mine["no"].tolist()])
    awarded["position"] = places(mine["_a"])
    found.add(awarded)
    return found


def _lines(story: Story, item: Rows, ids: object, quantity: Ints) -> Rows:
    return Rows(
        len(item),
        item_id=ids,
        **_ids(story, item),
        description=as_column([f"品目{code[:4]}" for code in item["code"]]),
        classification_id=item["code"],
        classification_scheme="XPV",
        quantity=money(quantity * 100),
        unit=item["unit"],
        unit_amount=money(item["price"]),
        unit_currency=story["process"]["currency"][item["_t"]],
    )


def _contract_items(story: Story) -> Rows:
    item, contract = story["item"], story["contract"]
    first = np.full(len(story["award"]) + 1, -1, dtype=np.int64)
    first[contract["_a"][::-1]] = np.arange(len(contract))[::-1]
    of = np.where(item["_a"] >= 0, first[item["_a"]], -1)
    at = np.flatnonzero(of >= 0)
    mine, of = item.take(at), of[at]
    quantity = np.where(mine["contracted"] == NEVER, mine["quantity"], mine["contracted"])
    kept = np.flatnonzero(quantity > 0)
    mine, of, quantity = mine.take(kept), of[kept], quantity[kept]
    whole = contract["contract_id"][of]
    return Rows(
        len(mine),
        contract_item_id=as_column(
            [f"{one}/i{k}" for one, k in zip(whole.tolist(), mine["no"].tolist(), strict=True)]
        ),
        contract_id=whole,
        **_ids(story, mine),
        item_no=as_column([f"i{k}" for k in mine["no"].tolist()]),
        description=as_column([f"品目{code[:4]}" for code in mine["code"]]),
        classification_id=mine["code"],
        quantity=money(quantity * 100),
        unit=mine["unit"],
        position=places(of),
    )


def _of_contract(story: Story, rows: Rows) -> dict[str, object]:
    whole = story["contract"]["contract_id"][rows["_c"]]
    return {**_ids(story, rows), "contract_id": whole, "position": places(rows["_c"])}


def _payments(story: Story, when: Mapping[str, Ints]) -> Rows:
    paid, contract = story["payment"], story["contract"]
    award, body = (
        story["award"]["firm"][contract["_a"][paid["_c"]]],
        story["process"]["buyer"][paid["_t"]],
    )
    return Rows(
        len(paid),
        payment_id=paid["payment_id"],
        **_of_contract(story, paid),
        amount=money(paid["amount"]),
        currency=contract["currency"][paid["_c"]],
        paid_at=when["signed"][paid["_c"]] + paid["days"] * MINUTES,
        payee_id=story["firm"]["org_id"][award],
        payee_name=story["firm"]["name"][award],
        unit_id=story["body"]["org_id"][body],
        unit_name=story["body"]["name"][body],
    )


def _milestones(story: Story, when: Mapping[str, Ints]) -> Rows:
    step = story["milestone"]
    due = when["signed"][step["_c"]] + step["due"] * MINUTES
    met = np.asarray(step["met"], dtype=bool)
    return Rows(
        len(step),
        milestone_id=step["milestone_id"],
        **_of_contract(story, step),
        title="履约节点",
        kind=step["kind"],
        status=step["status"],
        due_at=due,
        met_at=np.where(met, due - step["early"] * MINUTES, NEVER),
    )


def _amendments(story: Story, when: Mapping[str, Ints]) -> Rows:
    change = story["amendment"]
    return Rows(
        len(change),
        amendment_id=change["amendment_id"],
        **_of_contract(story, change),
        amended_at=when["signed"][change["_c"]] + change["days"] * MINUTES,
        reason=change["reason"],
        description=as_column([f"补充协议：{reason}" for reason in change["reason"]]),
    )


def _related(story: Story) -> Rows:
    other = story["related"]
    return Rows(
        len(other),
        related_process_id=other["related_process_id"],
        **_of_contract(story, other),
        relationships=as_column([[kind] for kind in other["relationship"]]),
        scheme="ocid",
        identifier=other["identifier"],
    )


def _complaints(story: Story, when: Mapping[str, Ints]) -> Rows:
    said = story["complaint"]
    return Rows(
        len(said),
        complaint_id=said["complaint_id"],
        **_ids(story, said),
        title=said["title"],
        status=said["status"],
        submitted_at=when["end"][said["_t"]] + said["days"] * MINUTES,
        position=places(said["_t"]),
    )


def _sanctions(story: Story) -> Rows:
    listed = story["sanction"]
    return Rows(
        len(listed),
        sanction_id=listed["sanction_id"],
        party_id=listed["party_id"],
        party_name=listed["party_name"],
        kind="debarment",
        authority="邻境示例市监察署",
        from_on=listed["from_on"],
        to_on=listed["to_on"],
    )
