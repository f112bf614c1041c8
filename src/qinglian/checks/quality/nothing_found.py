"""
自查报告没有问题，别处后来查出多个。A self-check found nothing; others later found a good deal.

值是自查之后、`within_days` 天以内，别处在同一单位、同一领域发现的问题中，发生在自查时段里且已经属实的个数。自查自纠补报
的不算。自查发现数没有填，或者领域、日期、是否属实不明而足以改变结论的，留空。
The value counts the confirmed problems that others found within `within_days` days after the report, in the same unit
and field, and that had happened in the period of the self-check. What the unit reported itself later does not count.
Where the number found is blank, or an unknown field, day or confirmation could change the answer, nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="自查没有发现、别处多有发现", en="A self-check found nothing, others did"),
    subject="self_check",
    scope="group",
    dated_by="reported_on",
    needs={
        "self_check": (
            "self_check_id", "unit_id", "matter", "begins_on", "ends_on", "reported_on", "found",
        ),
        "finding": ("finding_id", "unit_id", "matter", "happened_on", "found_on", "confirmed"),
    },
    helps={
        "self_check": ("begins_day", "ends_day", "reported_day"),
        "finding": ("happened_day", "found_day", "source"),
    },
    params={
        "at_least": Param(
            int, Text("别处至少发现几个", "problems found elsewhere at least"), required=True, minimum=1
        ),
        "within_days": Param(
            int, Text("自查报告后几天以内", "days after the report"), default=365, minimum=1
        ),
    },
    threshold="at_least",
    seen=Text(
        "自查 {subject_id} 报告没有问题，别处后来发现同期问题 {value} 个",
        "Self-check {subject_id} found nothing; others later found {value} problems of its period",
    ),
)  # fmt: skip


@check
def evaluate(self_check: Table, finding: Table, *, at_least: int, within_days: int) -> Table:
    """Count what others found of the period of each self-check."""
    rows = _met(self_check, finding, within_days)
    met = rows.group_by(of_check="self_check_id").aggregate(
        sure=rows.fits.fill_null(False).cast("int64").sum(),
        most=rows.fits.fill_null(True).cast("int64").sum(),
    )
    told = self_check.left_join(met, self_check.self_check_id == met.of_check)
    sure, most = told.sure.fill_null(0), told.most.fill_null(0)
    flagged = ibis.cases(
        (told.found > 0, False),
        (most < at_least, False),
        (told.found.isnull(), ibis.null("boolean")),
        (sure >= at_least, True),
    )
    return told.select("self_check_id", "unit_id", value=sure, flagged=flagged)


@check.evidence
def evidence(flagged: Table, self_check: Table, finding: Table, *, within_days: int) -> Table:
    """The self-check, and what was found."""
    mine = self_check.semi_join(flagged, "self_check_id")
    rows = _met(mine, finding, within_days)
    found = rows.filter(rows.fits.fill_null(False))
    parts: list[tuple[str, Any, Any]] = [
        ("self_check", mine, mine.self_check_id), ("finding", found, found.finding_id),
    ]  # fmt: skip
    return ibis.union(
        *(
            part.select(
                self_check_id=part.self_check_id,
                table=ibis.literal(table),
                row_id=row_id,
                role=ibis.literal("unit"),
                party_id=part.unit_id,
            )
            for table, part, row_id in parts
        )
    )


def _met(self_check: Table, finding: Table, within_days: int) -> Table:
    """Pairs of a self-check and a problem of its unit, with `fits`; null where it may be of its period and field."""
    known = finding.select(
        "finding_id", "confirmed", of_unit="unit_id", of_matter="matter",
        happened="happened_day", seen="found_day", own=finding.source == "own",
    )  # fmt: skip
    rows = self_check.join(known, self_check.unit_id == known.of_unit)
    inside = (rows.happened >= rows.begins_day) & (rows.happened <= rows.ends_day)
    after = (rows.seen > rows.reported_day) & (rows.seen <= rows.reported_day + within_days)
    fits = (rows.matter == rows.of_matter) & inside & after & rows.confirmed
    return rows.mutate(fits=fits & ~rows.own.fill_null(False))
