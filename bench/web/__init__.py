"""
The site under load: real server, real PostgreSQL, visitors beside it. 网站。

`python -m bench web` seeds a city, counts statements, visits at a fixed rate, looks how much the site carries, and
turns signals into alerts; `python -m bench.web.killing 50` kills server and worker while people work.
"""

import random
import time

HEADING = (
    "## 网站 The site",
    "",
    "2,000 个单位、20,000 人、200,000 件预警、100 万条审计记录；`qinglian up` 的服务器，Debian 的 PostgreSQL，",
    "访问者在同一台机器上。每秒 20 次访问按泊松时刻发出，用时从该发出的时刻算起，服务停顿时后来者的等待也算。",
    "*2,000 bodies, 20,000 people, 200,000 alerts, a million records; the server of `qinglian up`, Debian's",
    "PostgreSQL, visitors on the same machine. Twenty views a second at Poisson moments; what a view took counts",
    "from its moment, so that a stall is felt by all who would have come.*",
    "",
    "分步 step by step: `python -m bench.web.seeding`, `.counting`, `.load`, `.turning`（数据库与数据文件夹由环境",
    "变量指明 in the database and data folder that the environment names）；杀进程 killing:",
    "`python -m bench.web.killing 50`。",
)
SECONDS, STEP = 120.0, 15.0


def main(share: float = 1.0) -> list[str]:
    """All of it on a site of its own; lines for the page."""
    from bench.web.database import stage

    with stage():
        return measured(share)


def measured(share: float, seconds: float = SECONDS, step: float = STEP) -> list[str]:
    """Seed → count → load → signals, on the site that the environment names."""
    from django.conf import settings

    from bench.web import counting, load, turning
    from bench.web.pages import views, visitors
    from bench.web.seeding import Size, seed
    from bench.web.site import served

    took = seed(Size().times(share))
    rng = random.Random(2)
    who, cookie = visitors(rng), settings.SESSION_COOKIE_NAME
    lines = [f"造数据 seeding: {sum(took.values()):.0f} s", ""]
    lines += [*counting.rows(counting.count(who[::8])), ""]
    with served() as site:
        load.offered(site.port, [(n * 0.1, view) for n, view in enumerate(views(rng, who, 100))], cookie)  # fmt: skip
        moments = load.schedule(rng, load.RATE, seconds)
        planned = list(zip(moments, views(rng, who, len(moments)), strict=True))
        before, begun = site.cpu_seconds(), time.perf_counter()
        taken = load.offered(site.port, planned, cookie)
        busy = (site.cpu_seconds() - before) / (time.perf_counter() - begun)
        lines += [*load.rows(taken), "", f"服务器占用 server: {busy:.2f} 核 cores", ""]
        most = load.capacity(site, rng, who, cookie, step)
        lines += [
            f"承载 capacity: {most:.0f} 次/秒 views/s (p95 ≤ {load.TOO_SLOW * 1000:.0f} ms)",
            "",
        ]
    return [*lines, *turning.rows(max(200, int(turning.SIGNALS * share))), *checked()]


def checked() -> list[str]:
    """How long the check of the whole chain takes; it must find it whole."""
    from qinglian.web.audit.checking import check
    from qinglian.web.audit.sealing import seal_pending

    seal_pending()
    begun = time.perf_counter()
    found = check()
    if not found:
        raise RuntimeError("; ".join(map(str, found.findings)))
    return [
        "",
        f"`audit_verify`: {found.records:,} 条 records, {time.perf_counter() - begun:.0f} s",
    ]
