"""The red flags that compare everybody with everybody: fences and percentiles, in plain Python."""

from collections import defaultdict
from typing import Any

from tests.oracles.ocds_parts import (
    Release,
    array_in,
    awards_of,
    bids_of,
    ids_of,
    lower_fence,
    object_in,
    only_id,
    price_of,
    prices_compared,
    quantile,
    quartiles_of,
    single_winner,
    status_of,
    submitted_bids,
    upper_fence,
)

Result = dict[str, dict[str, dict[str, float]]]


def _ratios(releases: list[Release], options: dict[str, Any]) -> dict[str, tuple[float, str, str]]:
    """Ocid → ratio, winner, lowest other."""
    ratios = {}
    for release in releases:
        winner = single_winner(release)
        if winner is None or not prices_compared(release, options):
            continue
        won: float | None = None
        lost: tuple[float, str] | None = None
        for bid in bids_of(release) or []:
            price, bidder = price_of(bid), only_id(bid.get("tenderers"))
            if status_of(bid) != "valid" or price is None or bidder is None:
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
        quartiles = quartiles_of(ratio for ratio, _, _ in ratios.values())
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
        quartiles = quartiles_of(ratio for ratio, _, _ in ratios.values())
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
        winner = single_winner(release)
        if winner is None:
            continue
        valid = {
            only_id(bid.get("tenderers"))
            for bid in bids_of(release) or []
            if status_of(bid) == "valid"
        }
        for bidder in valid - {None}:
            assert bidder is not None
            bids[bidder] += 1
            wins[bidder] += bidder == winner
    ratios = {bidder: wins[bidder] / bids[bidder] for bidder in bids}
    many = quantile(map(float, bids.values()), options.get("percentile", 75) / 100)
    fence = options.get("threshold")
    if fence is None:
        quartiles = quartiles_of(ratios.values())
        if quartiles is None or quartiles[0] <= 0:
            return
        fence = lower_fence(*quartiles)
    if fence <= 0 or many is None:
        return
    for bidder, ratio in ratios.items():
        if bids[bidder] >= many and ratio <= fence:
            found["Tenderer"][bidder]["R025"] = ratio


def r038(releases: list[Release], options: dict[str, Any], found: Result) -> None:
    """Many bids were disqualified: of a buyer, a procuring entity, a bidder. Minimums count bids."""
    counts: dict[str, dict[str, list[int]]] = {
        group: defaultdict(lambda: [0, 0]) for group in ("Buyer", "ProcuringEntity", "Tenderer")
    }
    for release in releases:
        submitted = submitted_bids(release)
        if not submitted:
            continue
        bodies = {
            "Buyer": object_in(release.get("buyer")).get("id"),
            "ProcuringEntity": object_in(
                object_in(release.get("tender")).get("procuringEntity")
            ).get("id"),
        }
        for bid in submitted:
            out = status_of(bid) == "disqualified"
            for group, body in bodies.items():
                if isinstance(body, str):
                    counts[group][body][0] += out
                    counts[group][body][1] += 1
            for bidder in ids_of(bid.get("tenderers")):
                counts["Tenderer"][bidder][0] += out
                counts["Tenderer"][bidder][1] += 1
    for group, bodies_ in counts.items():
        option = (
            "minimum_submitted_bids" if group == "Tenderer" else "minimum_contracting_processes"
        )
        least = options.get(option, 2)
        ratios = {key: out / bids for key, (out, bids) in bodies_.items() if bids >= least}
        fence = options.get("threshold")
        if fence is None:
            quartiles = quartiles_of(ratios.values())
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
        for award in awards_of(release) or []:
            supplier = only_id(award.get("suppliers"))
            if status_of(award) != "active" or supplier is None:
                continue
            for item in array_in(award.get("items")) or []:
                code = object_in(item.get("classification")).get("id")
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
        quartiles = quartiles_of(numbers.values())
        if quartiles is None:
            return
        fence = upper_fence(*quartiles)
    for supplier, number in numbers.items():
        if number >= fence:
            found["Tenderer"][supplier]["R048"] = number
