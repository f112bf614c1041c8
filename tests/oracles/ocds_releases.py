"""Random compiled OCDS releases and random settings, to compare answers on."""

from random import Random
from typing import Any

from tests.oracles.cardinal import RULES


class Maker:
    """Makes compiled releases with the gaps and oddities that published files have; two files in three have few."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.tidy = seed % 3 > 0
        self.bidders = [f"S{n}" for n in range(self.random.choice((3, 6, 15)))]
        self.bodies = [f"B{n}" for n in range(self.random.choice((2, 8)))]

    def some(self, chance: float) -> bool:
        return self.random.random() < chance

    def file(self) -> list[dict[str, Any]]:
        return [self.release(n) for n in range(self.random.choice((1, 5, 40, 120)))]

    def release(self, number: int) -> dict[str, Any]:
        r = self.random
        ocid = f"ocds-99xxxx-{number if self.some(0.95) else r.randrange(number + 1)}"
        release: dict[str, Any] = {"ocid": ocid, "tag": ["compiled"]}
        if self.some(0.9):
            release["buyer"] = self.body()
        release["tender"] = self.tender()
        bidders = r.sample(self.bidders, min(len(self.bidders), r.choice((1, 2, 3, 5))))
        if self.some(0.95):
            release["bids"] = (
                {}
                if self.some(0.05)
                else {"details": [self.bid(bidders) for _ in range(r.choice((0, 1, 2, 3, 6)))]}
            )
        if self.some(0.95):
            count = 1 if self.tidy else r.choice((0, 1, 1, 1, 1, 2))
            release["awards"] = [self.award(n, bidders) for n in range(count)]
        return release

    def body(self) -> dict[str, Any]:
        return {"id": self.random.choice(self.bodies)} if self.some(0.95) else {"name": "Nameless"}

    def tender(self) -> dict[str, Any] | None:
        r = self.random
        if self.some(0.03):
            return None
        tender: dict[str, Any] = {
            "status": r.choice(("active", "complete", "complete", "complete", "cancelled", None))
        }
        if self.some(0.9):
            tender["procurementMethod"] = r.choice(("open", "selective", "limited", "direct"))
        if self.some(0.7):
            tender["procurementMethodDetails"] = r.choice(("Plain", "Urgent", "Auction"))
        if self.some(0.9):
            tender["procuringEntity"] = self.body()
        if self.some(0.8):
            tender["numberOfTenderers"] = r.choice((0, 1, 1, 2, None, "1"))
        if self.some(0.9):
            tender["tenderPeriod"] = {"startDate": self.day(1, 3), "endDate": self.day(12, 20)}
        return tender

    def day(self, first: int, last: int) -> str | None:
        r = self.random
        zone = r.choice(("Z", "Z", "+08:00", "-05:30"))
        text = f"2024-03-{r.randint(first, last):02}T{r.choice((0, 9, 10, 23)):02}:30:00{zone}"
        return None if self.some(0.05) else text

    def bid(self, bidders: list[str]) -> dict[str, Any]:
        r = self.random
        odd = () if self.tidy else ("withdrawn", "invited", "pending", "odd", None)
        status = r.choice(("valid",) * 6 + ("disqualified",) * 2 + odd)
        bid: dict[str, Any] = {
            "id": str(r.randrange(10**9)),
            "status": status,
            "date": self.day(10, 20),
        }
        if self.some(0.95):
            count = 1 if self.tidy else r.choice((0, 1, 1, 1, 1, 1, 1, 2))
            bid["tenderers"] = [self.organisation(r.choice(bidders)) for _ in range(count)]
        if self.some(0.95):
            bid["value"] = self.money()
        return bid

    def money(self) -> dict[str, Any]:
        r = self.random
        amount = r.choice(
            (100, 100.0, 101.5, 103, 110, 140.25, round(r.uniform(50, 500), 2), None, "100")
        )
        currency = r.choice(("XTS",) * 9 + ("XXX", None))
        return {"amount": amount, "currency": currency}

    def organisation(self, id_: str) -> dict[str, Any]:
        return {"id": id_, "name": id_} if self.some(0.97) else {"name": id_}

    def award(self, number: int, bidders: list[str]) -> dict[str, Any]:
        r = self.random
        odd = () if self.tidy else ("cancelled", "unsuccessful", "pending", None)
        status = r.choice(("active",) * 8 + odd)
        award: dict[str, Any] = {"id": f"a{number}", "status": status}
        if self.some(0.97):
            count = 1 if self.tidy else r.choice((0, 1, 1, 1, 1, 1, 1, 1, 2))
            award["suppliers"] = [self.organisation(r.choice(bidders)) for _ in range(count)]
        if self.some(0.9):
            award["items"] = [self.item(n) for n in range(r.randrange(4))]
        return award

    def item(self, number: int) -> dict[str, Any]:
        code = self.random.choice(("10110000", "10120000", "22110000", "3011", "AB1", "7"))
        return (
            {"id": str(number), "classification": {"id": code}}
            if self.some(0.9)
            else {"id": str(number)}
        )


def options(random: Random) -> dict[str, dict[str, Any]]:
    """Random settings, in Cardinal's names."""
    drawn: dict[str, dict[str, Any]] = {code: {} for code in RULES}

    def maybe(code: str, option: str, *values: Any) -> None:
        if random.random() < 0.4:
            drawn[code][option] = random.choice(values)

    maybe("R003", "threshold", 12, 15, 16)
    maybe("R003", "procurement_methods", ["open"], ["open", "direct"])
    maybe("R003", "procurement_method_details", {"Urgent": 5, "Auction": 30})
    maybe("R018", "procurement_methods", ["open"], ["limited", "direct"])
    for code in ("R024", "R058"):
        maybe(code, "threshold", 0.0, 0.05, 0.3)
    maybe("R025", "percentile", 0, 50, 90, 100)
    maybe("R025", "threshold", 0.0, 0.25, 0.5)
    maybe("R035", "threshold", 0, 1, 2)
    maybe("R038", "threshold", 0.0, 0.25, 0.5)
    maybe("R038", "minimum_submitted_bids", 0, 1, 5)
    maybe("R038", "minimum_contracting_processes", 0, 1, 5)
    maybe("R048", "threshold", 1, 3)
    maybe("R048", "digits", 0, 1, 4)
    drawn["R048"]["minimum_contracting_processes"] = random.choice((0, 1, 3, 20))
    common: dict[str, Any] = {"currency": "XTS"}
    if random.random() < 0.3:
        common["excluded_procurement_method_details"] = ["Urgent"]
    if random.random() < 0.3:
        common["no_price_comparison_procurement_methods"] = ["Auction"]
    if random.random() < 0.2:
        common["price_comparison_procurement_methods"] = ["Plain"]
    return {**drawn, "common": common}
