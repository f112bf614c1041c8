"""
招标样例的来历。Where `samples/tenders/tsuchiura.jsonl.gz` comes from.

Public works of the city of Tsuchiura (Japan), bid by bid, from the test data of the 'missing bids' code (repository
sylvaingchassang/missing_bids, commit eec0b1318c607244c60ce8355f45cd0e9c0b1d16,
mb_api/tests/reference_data/tsuchiura_data.csv, MIT licence), in an extract whose tender and bidder ids are random
numbers. Each tender becomes one compiled OCDS release; columns that say who was in a cartel are not read.

    python samples/make_tenders.py tsuchiura.csv.gz samples/tenders/tsuchiura.jsonl.gz
"""

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import orjson

Row = dict[str, str]

KINDS = ("water", "road", "pipe", "sewer", "renewal", "renovation", "repair", "maintenance", "dismantling",
         "refurbishment", "restoration")  # fmt: skip
WON = ("2", "3")
REJECTED = "4"
CURRENCY = "JPY"


def make(source: Path, target: Path) -> int:
    """Write the releases in the order of their day; return how many. The same source gives the same bytes."""
    tenders: dict[str, list[Row]] = defaultdict(list)
    with gzip.open(source, "rt", encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            tenders[row["pid"]].append(row)
    in_order = sorted(tenders.values(), key=lambda rows: (rows[0]["date"], int(rows[0]["pid"])))
    lines = [orjson.dumps(_release(rows), option=orjson.OPT_APPEND_NEWLINE) for rows in in_order]
    with (
        target.open("wb") as stream,
        gzip.GzipFile(fileobj=stream, mode="wb", mtime=0, filename="") as packed,
    ):
        packed.writelines(lines)
    return len(lines)


def _release(rows: list[Row]) -> dict[str, Any]:
    """One tender. Day is all that is known of time; the reserve price is its value, the least price its minimum."""
    first = rows[0]
    rows = sorted(rows, key=lambda row: int(row["bidder_id"]))
    day = f"{first['date'][:4]}-{first['date'][4:6]}-{first['date'][6:]}"
    kinds = [kind for kind in KINDS if first[kind] == "1"] or ["construction"]
    tender: dict[str, Any] = {
        "id": first["pid"],
        "title": f"{' and '.join(kinds).capitalize()} works, no. {first['pid']}",
        "status": "complete",
        "procuringEntity": {"id": "JP-TSUCHIURA", "name": "Tsuchiura City"},
        "mainProcurementCategory": "works",
        "bidOpening": {"date": day},
        "numberOfTenderers": int(first["num_bidders"]),
        "value": _money(first["reserveprice"]),
        "minValue": _money(first["minprice"]),
    }
    return {
        "ocid": f"local-tsuchiura-{first['pid']}",
        "id": f"{first['pid']}-{first['date']}",
        "date": f"{day}T00:00:00+09:00",
        "tag": ["compiled"],
        "initiationType": "tender",
        "language": "en",
        "buyer": tender["procuringEntity"],
        "tender": {name: value for name, value in tender.items() if value is not None},
        "bids": {"details": [_bid(number, row, day) for number, row in enumerate(rows, start=1)]},
        "awards": [_award(row, day, kinds) for row in rows if row["bidresult"] in WON],
    }


def _bid(number: int, row: Row, day: str) -> dict[str, Any]:
    status = "disqualified" if row["bidresult"] == REJECTED else "valid"
    bid = {"id": str(number), "date": day, "status": status, "tenderers": [_bidder(row)]}
    return bid if row["bid"] == "" else {**bid, "value": _money(row["bid"])}


def _award(row: Row, day: str, kinds: list[str]) -> dict[str, Any]:
    items = [
        {"id": str(number), "classification": {"scheme": "local-tsuchiura", "id": kind}}
        for number, kind in enumerate(kinds, start=1)
    ]
    award = {
        "id": row["pid"],
        "status": "active",
        "date": day,
        "suppliers": [_bidder(row)],
        "items": items,
    }
    return award if row["bid"] == "" else {**award, "value": _money(row["bid"])}


def _bidder(row: Row) -> dict[str, str]:
    return {"id": f"JP-TSUCHIURA-{row['bidder_id']}", "name": f"Bidder {row['bidder_id']}"}


def _money(text: str) -> dict[str, Any] | None:
    return None if text == "" else {"amount": int(float(text)), "currency": CURRENCY}


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), Path(sys.argv[2])), "releases")
