"""
What the eleven red flags say, in plain Python over raw lines: slow and obvious, sharing no code with the engine.

`indicators(lines, settings)` returns `{group: {id: {code: value}}}` with the groups `OCID`, `Buyer`, `ProcuringEntity`
and `Tenderer`. `settings` is `{code: {option: value}}`, with the options common to all under `common`; only the codes
given run.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tests.oracles.cardinal_fences import Result, r024, r025, r038, r048, r058
from tests.oracles.ocds_parts import (
    Release,
    awards_of,
    bids_of,
    final_awards,
    ids_of,
    object_in,
    price_of,
    prices_compared,
    status_of,
    submitted_bids,
)


def indicators(lines: Iterable[str], settings: dict[str, dict[str, Any]]) -> Result:
    """Judge the compiled releases, one a line."""
    common = settings.get("common", {})
    releases = [release for line in lines if (release := _release(line, common)) is not None]
    found: Result = defaultdict(lambda: defaultdict(dict))
    for code, options in settings.items():
        if code != "common":
            RULES[code](releases, {**common, **options}, found)
    return {group: {key: dict(codes) for key, codes in ids.items()} for group, ids in found.items()}


def _release(line: str, common: dict[str, Any]) -> Release | None:
    try:
        release = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(release, dict) or not isinstance(release.get("ocid"), str):
        return None
    tender = object_in(release.get("tender"))
    if tender.get("status") == "cancelled":
        return None
    if tender.get("procurementMethodDetails") in common.get(
        "excluded_procurement_method_details", []
    ):
        return None
    return release


# The indicators


def r003(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """The submission period is too short."""
    for release in releases:
        tender = object_in(release.get("tender"))
        methods = options.get("procurement_methods") or []
        if methods and tender.get("procurementMethod") not in methods:
            continue
        period = object_in(tender.get("tenderPeriod"))
        start, end = _instant(period.get("startDate")), _instant(period.get("endDate"))
        if start is None or end is None:
            continue
        seconds = (end - start).total_seconds()
        own = options.get("procurement_method_details") or {}
        threshold = own.get(tender.get("procurementMethodDetails"), options.get("threshold", 15))
        if int(seconds / 86400) < threshold:
            found["OCID"][release["ocid"]]["R003"] = 1.0


def _instant(text: Any) -> datetime | None:
    if not isinstance(text, str) or "T" not in text:
        return None
    if not text.endswith("Z") and text[-6] not in "+-":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def r018(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """A single bid was received."""
    methods = options.get("procurement_methods", ["open", "selective"])
    for release in releases:
        tender = object_in(release.get("tender"))
        number = tender.get("numberOfTenderers")
        if (
            tender.get("procurementMethod") in methods
            and number == 1
            and not isinstance(number, bool)
        ):
            found["OCID"][release["ocid"]]["R018"] = 1.0


def r028(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """Different bidders asked the same price."""
    for release in releases:
        if not prices_compared(release, options):
            continue
        last: dict[tuple[float, str], set[str]] = {}
        for bid in submitted_bids(release):
            price, bidders = price_of(bid), set(ids_of(bid.get("tenderers")))
            if price is None or not bidders:
                continue
            other = last.get(price)
            if other is not None and other != bidders:
                found["OCID"][release["ocid"]]["R028"] = 1.0
                for bidder in bidders | other:
                    found["Tenderer"][bidder]["R028"] = 1.0
            last[price] = bidders


def r030(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """A late bid won; dates are compared as text."""
    for release in releases:
        period = object_in(object_in(release.get("tender")).get("tenderPeriod"))
        end, awards = period.get("endDate"), awards_of(release)
        if not isinstance(end, str) or awards is None:
            continue
        suppliers = {
            id_
            for award in awards
            if status_of(award) == "active"
            for id_ in ids_of(award.get("suppliers"))
        }
        for bid in bids_of(release) or []:
            date = bid.get("date")
            if status_of(bid) != "valid" or not isinstance(date, str) or not date > end:
                continue
            for bidder in suppliers & set(ids_of(bid.get("tenderers"))):
                found["OCID"][release["ocid"]]["R030"] = 1.0
                found["Tenderer"][bidder]["R030"] = 1.0


def r035(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """All but the winner were disqualified."""
    for release in releases:
        final = final_awards(release)
        if final is None:
            continue
        awards, bids = final
        suppliers = {id_ for award in awards for id_ in ids_of(award.get("suppliers"))}
        by_status: dict[str | None, set[str]] = defaultdict(set)
        for bid in bids:
            by_status[status_of(bid)] |= set(ids_of(bid.get("tenderers")))
        valid = by_status["valid"]
        others = len(by_status["disqualified"] - valid)
        if len(valid) == 1 and valid == suppliers and others >= max(options.get("threshold", 1), 1):
            found["OCID"][release["ocid"]]["R035"] = float(others)
            found["Tenderer"][next(iter(valid))]["R035"] = 0.0


def r036(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """The lowest bid was disqualified."""
    for release in releases:
        if not prices_compared(release, options):
            continue
        if not any(status_of(award) == "active" for award in awards_of(release) or []):
            continue
        lowest: tuple[float, str | None] | None = None
        some_valid = False
        for bid in submitted_bids(release):
            price = price_of(bid)
            if price is None or price[1] != options["currency"]:
                continue
            if lowest is None or price[0] < lowest[0]:
                lowest = price[0], status_of(bid)
            some_valid |= status_of(bid) == "valid"
        if some_valid and lowest is not None and lowest[1] == "disqualified":
            found["OCID"][release["ocid"]]["R036"] = 1.0


RULES = {
    "R003": r003, "R018": r018, "R024": r024, "R025": r025, "R028": r028, "R030": r030, "R035": r035,
    "R036": r036, "R038": r038, "R048": r048, "R058": r058,
}  # fmt: skip
