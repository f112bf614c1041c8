"""
生成 OCDS 汇编发布文件，用于测速。 Write a seeded file of compiled OCDS releases, one a line, to measure with.

About 8 KB a release, as published files have it: parties with addresses, documents, items, long descriptions, up to
nine bids, awards with items, contracts. The same seed gives the same bytes.

    python -m bench.ocds_generator --releases 130000 --seed 1 --out /tmp/tenders.jsonl
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import orjson

WORDS = (
    "supply", "road", "maintenance", "bridge", "asphalt", "drainage", "culvert", "school",
    "hospital", "equipment", "laboratory", "consultancy", "installation", "municipal", "district",
    "water", "treatment", "pipeline", "electrical", "transformer", "vehicle", "fuel",
    "stationery", "furniture", "software", "licence", "training", "renovation", "roof", "survey",
    "design", "supervision", "gravel", "concrete", "reinforced",
)  # fmt: skip
METHODS = (
    ("open", "Open tender"),
    ("selective", "Short list"),
    ("limited", "Comparison of quotations"),
)
STATUSES = {"valid": 93, "disqualified": 3, "withdrawn": 2, "pending": 2}
DAY_ZERO = datetime(2022, 1, 3, 8, tzinfo=UTC)

Json = dict[str, Any]


def releases(count: int, seed: int) -> Iterator[Json]:
    """Yield `count` compiled releases."""
    random = Random(seed)
    suppliers = [_party(random, f"XX-REG-{90_000_000 + n}", "tenderer") for n in range(12_000)]
    buyers = [_party(random, f"XX-GOV-{n:05}", "buyer") for n in range(900)]
    for number in range(count):
        yield _release(random, number, buyers, suppliers)


def _release(random: Random, number: int, buyers: list[Json], suppliers: list[Json]) -> Json:
    ocid = f"ocds-99xxxx-{number:08}"
    buyer, entity = random.choice(buyers), random.choice(buyers)
    start = DAY_ZERO + timedelta(minutes=random.randrange(1_500_000))
    end = start + timedelta(hours=random.randrange(340, 1_100))
    method, details = random.choices(METHODS, (6, 3, 2))[0]
    estimate = round(10 ** random.uniform(4, 7.5), 2)
    bidders = random.sample(
        suppliers, random.choices((1, 2, 3, 4, 5, 6, 9), (1, 5, 6, 5, 3, 2, 1))[0]
    )
    bids = [_bid(random, f"{ocid}-b{n}", bidder, estimate, end) for n, bidder in enumerate(bidders)]
    items = [_item(random, n) for n in range(random.randrange(1, 4))]
    award = _award(random, ocid, bids, items, end)
    return {
        "ocid": ocid,
        "id": f"{ocid}-compiled",
        "date": _day(end + timedelta(days=40)),
        "tag": ["compiled"],
        "initiationType": "tender",
        "language": "en",
        "parties": [buyer, entity, *bidders],
        "buyer": {"id": buyer["id"], "name": buyer["name"]},
        "planning": {
            "rationale": _words(random, 20),
            "budget": {"amount": _money(estimate), "description": _words(random, 12)},
        },
        "tender": {
            "id": f"{ocid}-t",
            "title": _words(random, 8),
            "description": _words(random, 25),
            "status": random.choices(("complete", "active", "cancelled"), (90, 7, 3))[0],
            "procuringEntity": {"id": entity["id"], "name": entity["name"]},
            "procurementMethod": method,
            "procurementMethodDetails": details,
            "mainProcurementCategory": random.choice(("goods", "works", "services")),
            "value": _money(estimate),
            "datePublished": _day(start),
            "tenderPeriod": {"startDate": _day(start), "endDate": _day(end)},
            "awardPeriod": {"startDate": _day(end), "endDate": _day(end + timedelta(days=20))},
            "numberOfTenderers": len(bidders),
            "tenderers": [{"id": bidder["id"], "name": bidder["name"]} for bidder in bidders],
            "eligibilityCriteria": _words(random, 25),
            "items": items,
            "documents": [_document(random, ocid, n, start) for n in range(random.randrange(1, 5))],
        },
        "bids": {"details": bids},
        "awards": [award],
        "contracts": [_contract(random, ocid, award, end)],
    }


def _party(random: Random, id_: str, role: str) -> Json:
    name = _words(random, 3).title()
    return {
        "id": id_,
        "name": name,
        "identifier": {"scheme": id_[:6], "id": id_[7:], "legalName": f"{name} Ltd"},
        "address": {
            "streetAddress": _words(random, 4),
            "locality": "Sampletown",
            "region": "99",
            "countryName": "Nowhere",
        },
        "contactPoint": {
            "name": "Office",
            "email": f"office@{id_.lower()}.example",
            "telephone": f"+999 {id_[7:]}",
        },
        "roles": [role],
    }


def _bid(random: Random, id_: str, bidder: Json, estimate: float, end: datetime) -> Json:
    return {
        "id": id_,
        "date": _day(end - timedelta(minutes=random.randrange(-5, 9_000))),
        "status": random.choices(list(STATUSES), list(STATUSES.values()))[0],
        "tenderers": [{"id": bidder["id"], "name": bidder["name"]}],
        "value": _money(
            round(estimate * random.triangular(0.6, 1.15, 0.97), random.choice((2, 2, 2, -3)))
        ),
    }


def _award(random: Random, ocid: str, bids: list[Json], items: list[Json], end: datetime) -> Json:
    valid = [bid for bid in bids if bid["status"] == "valid"] or bids
    best = min(valid, key=lambda bid: float(bid["value"]["amount"]))
    winner = best if random.random() < 0.9 else random.choice(valid)
    return {
        "id": f"{ocid}-a",
        "title": _words(random, 6),
        "status": random.choices(("active", "cancelled", "unsuccessful", "pending"), (90, 3, 4, 3))[
            0
        ],
        "date": _day(end + timedelta(days=random.randrange(3, 60))),
        "value": winner["value"],
        "suppliers": winner["tenderers"],
        "items": items,
        "documents": [_document(random, ocid, 20, end)],
    }


def _contract(random: Random, ocid: str, award: Json, end: datetime) -> Json:
    signed = end + timedelta(days=random.randrange(60, 90))
    return {
        "id": f"{ocid}-c",
        "awardID": award["id"],
        "description": _words(random, 15),
        "status": "active",
        "value": award["value"],
        "dateSigned": _day(signed),
        "period": {"startDate": _day(signed), "endDate": _day(signed + timedelta(days=300))},
        "documents": [_document(random, ocid, 30, signed)],
        "implementation": {
            "milestones": [
                {
                    "id": "1",
                    "title": _words(random, 5),
                    "dueDate": _day(signed + timedelta(days=90)),
                }
            ]
        },
    }


def _item(random: Random, number: int) -> Json:
    code = str(random.randrange(10, 96) * 1_000_000 + random.randrange(100) * 10_000)
    return {
        "id": str(number + 1),
        "description": _words(random, 9),
        "classification": {"scheme": "UNSPSC", "id": code, "description": _words(random, 4)},
        "quantity": random.randrange(1, 500),
        "unit": {"name": "unit", "value": _money(round(random.uniform(1, 9_000), 2))},
    }


def _document(random: Random, ocid: str, number: int, day: datetime) -> Json:
    return {
        "id": f"{ocid}-d{number}",
        "documentType": random.choice(
            ("tenderNotice", "biddingDocuments", "clarifications", "technicalSpecifications")
        ),
        "title": _words(random, 6),
        "description": _words(random, 10),
        "url": f"https://tenders.example/documents/{ocid}/{number}.pdf",
        "datePublished": _day(day),
        "format": "application/pdf",
        "language": "en",
    }


def _money(amount: float) -> Json:
    return {"amount": amount, "currency": "XTS"}


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(WORDS, k=count))


def _day(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def write(path: Path, count: int, seed: int) -> None:
    """Write the file."""
    with path.open("wb") as stream:
        for release in releases(count, seed):
            stream.write(orjson.dumps(release, option=orjson.OPT_APPEND_NEWLINE))


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--releases", type=int, default=130_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(options.out, options.releases, options.seed)


if __name__ == "__main__":
    main()
