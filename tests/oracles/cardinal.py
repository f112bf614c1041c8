"""
What the eleven red flags say, in plain Python over raw lines: slow and obvious, sharing no code with the engine.

`indicators(lines, settings)` returns `{group: {id: {code: value}}}` with the groups `OCID`, `Buyer`, `ProcuringEntity` and
`Tenderer`. `settings` is `{code: {option: value}}`, with the options common to all under `common`; only the codes given run.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any

Result = dict[str, dict[str, dict[str, float]]]
Release = dict[str, Any]


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
    tender = _object(release.get("tender"))
    if tender.get("status") == "cancelled":
        return None
    if tender.get("procurementMethodDetails") in common.get("excluded_procurement_method_details", []):
        return None
    return release


# Parts of a release


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _array(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None


def _bids(release: Release) -> list[Any] | None:
    return _array(_object(release.get("bids")).get("details"))


def _awards(release: Release) -> list[Any] | None:
    return _array(release.get("awards"))


def _status(thing: dict[str, Any]) -> str | None:
    status = thing.get("status")
    return status if isinstance(status, str) else None


def _ids(organisations: Any) -> list[str]:
    return [org["id"] for org in _array(organisations) or [] if isinstance(org.get("id"), str)]


def _only_id(organisations: Any) -> str | None:
    """The id where there is exactly one organisation, and it has one."""
    listed = _array(organisations)
    if listed is None or len(listed) != 1:
        return None
    ids = _ids(listed)
    return ids[0] if ids else None


def _submitted(release: Release) -> list[dict[str, Any]]:
    return [
        bid
        for bid in _bids(release) or []
        if _status(bid) is not None and _status(bid) not in ("invited", "withdrawn")
    ]


def _price(bid: dict[str, Any]) -> tuple[float, str] | None:
    value = _object(bid.get("value"))
    amount, currency = value.get("amount"), value.get("currency")
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not isinstance(currency, str):
        return None
    return float(amount), currency


def _final(release: Release) -> tuple[list[dict[str, Any]], list[dict[str, Any]]] | None:
    """Complete awards and all bids, where every award is final."""
    awards, bids = _awards(release), _bids(release)
    if awards is None or bids is None:
        return None
    complete = []
    for award in awards:
        if _status(award) == "active":
            complete.append(award)
        elif _status(award) not in (None, "cancelled", "unsuccessful"):
            return None
    return complete, bids


def _single_winner(release: Release) -> str | None:
    final = _final(release)
    if final is None or len(final[0]) != 1:
        return None
    return _only_id(final[0][0].get("suppliers"))


def _prices_compared(release: Release, options: dict[str, Any]) -> bool:
    details = _object(release.get("tender")).get("procurementMethodDetails")
    allowed = options.get("price_comparison_procurement_methods") or []
    denied = options.get("no_price_comparison_procurement_methods") or []
    return details in allowed if allowed else details not in denied


# Numbers


def quantile(values: Iterable[float], p: float) -> float | None:
    """Type 8 of Hyndman and Fan, as statrs computes it; None where there is no value."""
    x = sorted(values)
    if not x:
        return None
    h = (len(x) + 1 / 3) * p + 1 / 3
    k = int(h)
    if k <= 0 or p == 0:
        return x[0]
    if k >= len(x) or p == 1:
        return x[-1]
    return x[k - 1] + (h - k) * (x[k] - x[k - 1])


def fused(a: float, b: float, c: float) -> float:
    """A * b + c, rounded once."""
    return float(Fraction(a) * Fraction(b) + Fraction(c))


def lower_fence(q1: float, q3: float) -> float:
    """Q1 - 1.5 IQR."""
    return fused(q3 - q1, -1.5, q1)


def upper_fence(q1: float, q3: float) -> float:
    """Q3 + 1.5 IQR."""
    return fused(q3 - q1, 1.5, q3)


def _quartiles(values: Iterable[float]) -> tuple[float, float] | None:
    kept = list(values)
    q1, q3 = quantile(kept, 0.25), quantile(kept, 0.75)
    return None if q1 is None or q3 is None else (q1, q3)


# The indicators


def r003(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """The submission period is too short."""
    for release in releases:
        tender = _object(release.get("tender"))
        methods = options.get("procurement_methods") or []
        if methods and tender.get("procurementMethod") not in methods:
            continue
        period = _object(tender.get("tenderPeriod"))
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
        tender = _object(release.get("tender"))
        number = tender.get("numberOfTenderers")
        if tender.get("procurementMethod") in methods and number == 1 and not isinstance(number, bool):
            found["OCID"][release["ocid"]]["R018"] = 1.0


def _ratios(releases: list[Release], options: dict[str, Any]) -> dict[str, tuple[float, str, str]]:
    """Ocid → ratio, winner, lowest other."""
    ratios = {}
    for release in releases:
        winner = _single_winner(release)
        if winner is None or not _prices_compared(release, options):
            continue
        won: float | None = None
        lost: tuple[float, str] | None = None
        for bid in _bids(release) or []:
            price, bidder = _price(bid), _only_id(bid.get("tenderers"))
            if _status(bid) != "valid" or price is None or bidder is None:
                continue
            if price[1] != options["currency"]:
                continue
            if bidder == winner:
                won = price[0] if won is None else min(won, price[0])
            elif lost is None or price[0] < lost[0]:
                lost = price[0], bidder
        if won is not None and lost is not None and lost[0] >= won:
            ratios[release["ocid"]] = ((lost[0] - won) / won, winner, lost[1])
    return ratios


def r024(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """The second price is close to the winning bid."""
    ratios = _ratios(releases, options)
    fence = options.get("threshold")
    if fence is None:
        quartiles = _quartiles(ratio for ratio, _, _ in ratios.values())
        if quartiles is None or quartiles[0] <= 0:
            return
        fence = lower_fence(*quartiles)
    if fence <= 0:
        return
    for ocid, (ratio, winner, loser) in ratios.items():
        if ratio <= fence:
            found["OCID"][ocid]["R024"] = ratio
            found["Tenderer"][winner]["R024"] = 0.0
            found["Tenderer"][loser]["R024"] = 0.0


def r058(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """The winning bid is heavily discounted."""
    ratios = _ratios(releases, options)
    fence = options.get("threshold")
    if fence is None:
        quartiles = _quartiles(ratio for ratio, _, _ in ratios.values())
        if quartiles is None:
            return
        fence = upper_fence(*quartiles)
    if fence <= 0:
        return
    for ocid, (ratio, winner, _) in ratios.items():
        if ratio >= fence:
            found["OCID"][ocid]["R058"] = ratio
            found["Tenderer"][winner]["R058"] = 0.0


def r025(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """A bidder bids often and seldom wins."""
    bids: dict[str, int] = defaultdict(int)
    wins: dict[str, int] = defaultdict(int)
    for release in releases:
        winner = _single_winner(release)
        if winner is None:
            continue
        valid = {
            _only_id(bid.get("tenderers")) for bid in _bids(release) or [] if _status(bid) == "valid"
        }
        for bidder in valid - {None}:
            assert bidder is not None
            bids[bidder] += 1
            wins[bidder] += bidder == winner
    ratios = {bidder: wins[bidder] / bids[bidder] for bidder in bids}
    many = quantile(map(float, bids.values()), options.get("percentile", 75) / 100)
    fence = options.get("threshold")
    if fence is None:
        quartiles = _quartiles(ratios.values())
        if quartiles is None or quartiles[0] <= 0:
            return
        fence = lower_fence(*quartiles)
    if fence <= 0 or many is None:
        return
    for bidder, ratio in ratios.items():
        if bids[bidder] >= many and ratio <= fence:
            found["Tenderer"][bidder]["R025"] = ratio


def r028(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """Different bidders asked the same price."""
    for release in releases:
        if not _prices_compared(release, options):
            continue
        last: dict[tuple[float, str], set[str]] = {}
        for bid in _submitted(release):
            price, bidders = _price(bid), set(_ids(bid.get("tenderers")))
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
        period = _object(_object(release.get("tender")).get("tenderPeriod"))
        end, awards = period.get("endDate"), _awards(release)
        if not isinstance(end, str) or awards is None:
            continue
        suppliers = {
            id_ for award in awards if _status(award) == "active" for id_ in _ids(award.get("suppliers"))
        }
        for bid in _bids(release) or []:
            date = bid.get("date")
            if _status(bid) != "valid" or not isinstance(date, str) or not date > end:
                continue
            for bidder in suppliers & set(_ids(bid.get("tenderers"))):
                found["OCID"][release["ocid"]]["R030"] = 1.0
                found["Tenderer"][bidder]["R030"] = 1.0


def r035(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """All but the winner were disqualified."""
    for release in releases:
        final = _final(release)
        if final is None:
            continue
        awards, bids = final
        suppliers = {id_ for award in awards for id_ in _ids(award.get("suppliers"))}
        by_status: dict[str | None, set[str]] = defaultdict(set)
        for bid in bids:
            by_status[_status(bid)] |= set(_ids(bid.get("tenderers")))
        valid = by_status["valid"]
        others = len(by_status["disqualified"] - valid)
        if len(valid) == 1 and valid == suppliers and others >= max(options.get("threshold", 1), 1):
            found["OCID"][release["ocid"]]["R035"] = float(others)
            found["Tenderer"][next(iter(valid))]["R035"] = 0.0


def r036(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """The lowest bid was disqualified."""
    for release in releases:
        if not _prices_compared(release, options):
            continue
        if not any(_status(award) == "active" for award in _awards(release) or []):
            continue
        lowest: tuple[float, str | None] | None = None
        some_valid = False
        for bid in _submitted(release):
            price = _price(bid)
            if price is None or price[1] != options["currency"]:
                continue
            if lowest is None or price[0] < lowest[0]:
                lowest = price[0], _status(bid)
            some_valid |= _status(bid) == "valid"
        if some_valid and lowest is not None and lowest[1] == "disqualified":
            found["OCID"][release["ocid"]]["R036"] = 1.0


def r038(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """Many bids were disqualified: of a buyer, a procuring entity, a bidder. Minimums count bids."""
    counts: dict[str, dict[str, list[int]]] = {
        group: defaultdict(lambda: [0, 0]) for group in ("Buyer", "ProcuringEntity", "Tenderer")
    }
    for release in releases:
        submitted = _submitted(release)
        if not submitted:
            continue
        bodies = {
            "Buyer": _object(release.get("buyer")).get("id"),
            "ProcuringEntity": _object(_object(release.get("tender")).get("procuringEntity")).get("id"),
        }
        for bid in submitted:
            out = _status(bid) == "disqualified"
            for group, body in bodies.items():
                if isinstance(body, str):
                    counts[group][body][0] += out
                    counts[group][body][1] += 1
            for bidder in _ids(bid.get("tenderers")):
                counts["Tenderer"][bidder][0] += out
                counts["Tenderer"][bidder][1] += 1
    for group, bodies_ in counts.items():
        option = "minimum_submitted_bids" if group == "Tenderer" else "minimum_contracting_processes"
        least = options.get(option, 2)
        ratios = {key: out / bids for key, (out, bids) in bodies_.items() if bids >= least}
        fence = options.get("threshold")
        if fence is None:
            quartiles = _quartiles(ratios.values())
            if quartiles is None:
                continue
            fence = upper_fence(*quartiles)
        if fence > 0:
            for key, ratio in ratios.items():
                if ratio >= fence:
                    found[group][key]["R038"] = ratio


def r048(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """A supplier wins many kinds of items."""
    seen: dict[str, int] = defaultdict(int)
    kinds: dict[str, set[str]] = defaultdict(set)
    for release in releases:
        here = set()
        for award in _awards(release) or []:
            supplier = _only_id(award.get("suppliers"))
            if _status(award) != "active" or supplier is None:
                continue
            for item in _array(award.get("items")) or []:
                code = _object(item.get("classification")).get("id")
                if isinstance(code, str):
                    here.add(supplier)
                    kinds[supplier].add(code[: options.get("digits", 2)])
        for supplier in here:
            seen[supplier] += 1
    numbers = {
        supplier: float(len(codes))
        for supplier, codes in kinds.items()
        if seen[supplier] >= options.get("minimum_contracting_processes", 20)
    }
    fence = options.get("threshold")
    if fence is None:
        quartiles = _quartiles(numbers.values())
        if quartiles is None:
            return
        fence = upper_fence(*quartiles)
    for supplier, number in numbers.items():
        if number >= fence:
            found["Tenderer"][supplier]["R048"] = number


RULES = {
    "R003": r003, "R018": r018, "R024": r024, "R025": r025, "R028": r028, "R030": r030, "R035": r035,
    "R036": r036, "R038": r038, "R048": r048, "R058": r058,
}  # fmt: skip
