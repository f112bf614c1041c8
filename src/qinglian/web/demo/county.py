"""The demo county: drawn, loaded, asked, and a year of work on what was found. 演示县的数据与一年的办理。"""

import random
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
from django.db import transaction
from django.utils import timezone

from qinglian.city.make import write_city
from qinglian.city.size import size_of
from qinglian.engine.lake import load_files
from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Competence
from qinglian.web.demo.people import people_make
from qinglian.web.demo.reach import reach_made
from qinglian.web.demo.work import work_done
from qinglian.web.runs.lake import key_file, lake_root
from qinglian.web.runs.models import Plan, Run, Upload
from qinglian.web.runs.services.batches import batch_note
from qinglian.web.runs.services.plans import plan_save
from qinglian.web.runs.services.running import run_execute
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild
from qinglian.web.units.services.imports import units_import_tables

SEED = 7
BEGUN = date(2023, 1, 1)
AUTHORITIES = {
    "approval_cn": "行政审批局",
    "bidding_cn": "公共资源交易中心",
    "procurement_cn": "财政局",
    "enforcement_cn": "司法局",
    "disclosure_cn": "人民政府办公室",
    "policy_cn": "司法局",
    "funds_cn": "财政局",
}
"""Which body regulates a field: a sample (示例); a county sets its own."""
Say = Callable[[str], None]


def county_make(say: Say) -> None:
    """All of it, in one go on an empty site."""
    with tempfile.TemporaryDirectory(prefix="qinglian-demo-") as name:
        folder = Path(name) / "county"
        say("造一座虚构的县 drawing a fictional county")
        write_city(folder, SEED, size_of("county"), ledgers=False)
        say("单位、线、人员 bodies, lines, people")
        bodies = bodies_make(folder / "tables")
        people = people_make(bodies)
        competences_make(bodies["county"])
        say("装载数据 loading its data")
        batch_make(folder / "tables", bodies["county"], people["qinglianban"])
    say("逐条问规则 asking the rules")
    _run(bodies["county"], people["qinglianban"])
    say(f"办理 {Alert.objects.count()} 件预警 dealing with its alerts")
    work_done(bodies, people, random.Random(SEED))
    say("问题、督查、整治、会议、文书 problems, inspections, a campaign, a meeting, papers")
    reach_made(bodies, people)
    _plan(bodies["county"], people["qinglianban"])


def bodies_make(tables: Path) -> dict[str, Unit]:
    """The bodies of the county, and the programme office, which no register has."""
    with transaction.atomic():
        units_import_tables(
            organisation=pq.read_table(tables / "organisation.parquet"),
            line=pq.read_table(tables / "line.parquet"),
        )
        belongs = Line.objects.filter(kind=Line.Kind.BELONGS)
        county = max(
            Unit.objects.filter(pk__in=belongs.values("upper"), level=Unit.Level.COUNTY),
            key=lambda unit: belongs.filter(upper=unit).count(),
        )
        team = Unit.objects.filter(
            pk__in=Line.objects.filter(kind=Line.Kind.SUPERVISES).values("upper")
        ).order_by("code")[0]
        office = Unit.objects.create(
            code=f"{county.region_code or '990101'}QLB",
            name="示例县清廉办",
            level=Unit.Level.COUNTY,
            valid_from=BEGUN,
        )
        Line.objects.create(kind=Line.Kind.BELONGS, upper=county, lower=office, valid_from=BEGUN)
        reach_rebuild()
    return {"county": county, "team": team, "office": office}


def competences_make(county: Unit) -> None:
    """Who regulates what."""
    for field, ending in AUTHORITIES.items():
        authority = (
            Unit.objects.filter(name__endswith=ending, level=Unit.Level.COUNTY)
            .order_by("code")
            .first()
        )
        if authority is not None:
            Competence.objects.create(
                field=field, within=county, authority=authority, valid_from=BEGUN
            )


def batch_make(tables: Path, county: Unit, by: User) -> None:
    """Load the county's tables under a register, with the provider's totals."""
    files = sorted(
        one for one in tables.glob("*.parquet") if one.stem not in ("organisation", "line")
    )
    loaded = load_files(files, lake_root(), key=key_file(), kind="tables", by=by.username)
    assert loaded.batch is not None
    with transaction.atomic():
        upload = Upload.objects.create(
            unit=county, by=by, status=Upload.Status.LOADED,
            files=[{"name": one.name, "kept": one.name, "sha256": "", "size": one.stat().st_size} for one in files],
        )  # fmt: skip
        register = {
            "provider": "示例县数据局", "authority": "示例〔2026〕1号", "purpose": "清廉建设监督（演示，虚构数据）",
            "destroy_by": (timezone.localdate() + timedelta(days=365)).isoformat(), "contact": "示例联系人",
        }  # fmt: skip
        batch_note(loaded.batch, upload, {"register": register, "by": by.pk})


def _run(county: Unit, by: User) -> None:
    with transaction.atomic():
        packs = sorted(AUTHORITIES)
        run = Run.objects.create(unit=county, by=by, packs=packs, as_of=timezone.localdate())
    run_execute.call(run.pk)
    run.refresh_from_db()
    if run.status != Run.Status.DONE:
        raise RuntimeError(run.trouble)


def _plan(county: Unit, by: User) -> None:
    plan = Plan(
        title="每晚全部规则",
        unit=county,
        packs=[],
        every=Plan.Every.DAY,
        hour=2,
        first_on=timezone.localdate(),
    )
    plan_save(plan=plan, by=by)
