"""How often each rule fires on real data: `python -m bench.fired` writes `docs/rules/fired.yaml`, shown by the docs.

Numbers only; the data stay where they are. A rule is listed with a data set where it could decide anything in it.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.place import ROOT, data

PAGE = ROOT / "docs" / "rules" / "fired.yaml"
AS_OF = date(2026, 11, 30)
STATUSES = ("draft", "trial", "stable")


@dataclass(frozen=True)
class Set_:
    """Real data, the packs asked of them, and what to know before reading the numbers."""

    name: str
    path: Path
    packs: tuple[str, ...]
    zh: str
    en: str
    zone: str = "Asia/Shanghai"
    folder: Path | None = None


def sets() -> list[Set_]:
    """The data sets that are here."""
    logs, samples = data() / "eventlogs", ROOT / "samples"
    known = [
        Set_(
            "assam", data() / "ocds" / "assam-2016-2026.jsonl.zst", ("ocds_red_flags",),
            "印度阿萨姆邦电子采购，35,458 次招标（2016–2026）；落标报价未公布",
            "Assam e-procurement, 35,458 tenders, 2016–2026; prices of losing bids are not published",
            "Asia/Kolkata",
        ),
        Set_(
            "tsuchiura", next(samples.glob("tenders/*.jsonl.gz")), ("ocds_red_flags",),
            "日本土浦市工程招标摘录（样例）；只有报价与中标",
            "Works tenders of Tsuchiura, an extract (sample); bids and winners alone",
            "Asia/Tokyo",
        ),
        Set_(
            "bpic2019", logs / "bpic2019_3way_after_gr.parquet", ("purchasing",),
            "BPI Challenge 2019 采购订单，15,182 笔", "BPI Challenge 2019, 15,182 purchase order items",
            "Europe/Amsterdam", samples / "packs",
        ),
        Set_(
            "fines", logs / "road_traffic_fines.parquet", ("fines",),
            "意大利交通罚款，150,370 件；规则取自 process.md 的十条约束",
            "Italian road fines, 150,370 cases; the ten constraints used as benchmarks",
            "Europe/Rome", ROOT / "bench" / "packs",
        ),
    ]  # fmt: skip
    return [one for one in known if one.path.exists()]


def main() -> None:
    """Ask and write."""
    from qinglian.engine.catalog import catalog
    from qinglian.engine.identity import Hasher
    from qinglian.engine.inputs import open_inputs
    from qinglian.engine.run import run

    found: dict[str, Any] = {"as_of": AS_OF, "sets": {}, "rules": {}}
    for one in sets():
        rules = catalog((one.folder,) if one.folder else ()).chosen(list(one.packs), STATUSES)
        dataset = open_inputs([one.path], hasher=Hasher(b"numbers only"), zone=one.zone)
        outcome = run(dataset, rules, as_of=AS_OF)
        found["sets"][one.name] = {"zh": one.zh, "en": one.en}
        for item in outcome.coverage:
            lack = item.missing[0].text if item.missing else None
            found["rules"].setdefault(item.rule.id, {})[one.name] = {
                "asked": item.asked,
                "decided": item.decided,
                "flagged": item.flagged,
                **({"lacks": {"zh": lack.zh, "en": lack.en}} if lack else {}),
            }
        print(one.name, len(outcome.coverage), flush=True)
    found["rules"] = dict(sorted(found["rules"].items()))
    body = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=110)
    PAGE.write_text(
        "# 由 python -m bench.fired 生成。Written by python -m bench.fired.\n" + body, "utf-8"
    )


if __name__ == "__main__":
    main()
