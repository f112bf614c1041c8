"""`qinglian run` and `qinglian coverage`: read, ask, show."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qinglian.cli import options
from qinglian.cli.options import (
    AsOf,
    Engine,
    Inputs,
    Key,
    Lake,
    Language,
    Level,
    MappingFile,
    Out,
    PackFolders,
    Packs,
    Params,
    Source,
    Statuses,
    Zone,
)
from qinglian.model.errors import BadUsage
from qinglian.model.text import Text

if TYPE_CHECKING:
    from qinglian.engine.outcome import Outcome


class Format(StrEnum):
    """How signals are shown."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"


Unmask = Annotated[
    str | None,
    typer.Option(
        "--unmask", metavar="WHY", help="不脱敏，写明用途并留痕 show identities; say why, logged"
    ),
]
FailOn = Annotated[
    Level | None,
    typer.Option("--fail-on", help="有此级别及以上疑点则退出码 1 exit 1 from this level"),
]
Lang = Annotated[Language, typer.Option("--lang", envvar="QINGLIAN_LANG", help="界面语言 language")]


def run(
    inputs: Inputs = None,
    pack: Packs = None,
    packs: PackFolders = None,
    params: Params = None,
    mapping: MappingFile = None,
    source: Source = None,
    timezone: Zone = None,
    as_of: AsOf = None,
    status: Statuses = "stable,trial",
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="在哪里算：本机进程内，或 Spark where it runs"),
    ] = Engine.duckdb,
    format: Annotated[Format | None, typer.Option("--format", "-f", help="输出样式 output")] = None,
    out: Out = None,
    lake: Lake = None,
    key: Key = None,
    unmask: Unmask = None,
    fail_on: FailOn = None,
    lang: Lang = Language.zh,
) -> None:
    """读入台账，逐条问规则，给出疑点与覆盖情况。Read, ask the rules, show signals and coverage.

    例 Example: qinglian run 行政处罚双公示.csv --pack enforcement_cn --format html --out 报告.html
    """
    from qinglian.cli.work import answered

    shown = format or _format_of(out)
    if shown in (Format.xlsx, Format.html) and out is None:
        raise BadUsage(
            Text(f"--format {shown} 须写 --out 文件", f"--format {shown} needs --out FILE")
        )
    outcome = answered(
        inputs=inputs or [], lake=lake, packs=pack, folders=packs or [], params=options.params_file(params),
        mapping=mapping, source=source, zone=timezone, as_of=options.day(as_of),
        statuses=options.statuses(status), key=key, unmask=unmask, columns=shown in (Format.xlsx, Format.html),
        signals_only=shown in (Format.jsonl, Format.csv),
        spark=engine is Engine.spark,
    )  # fmt: skip
    _write(outcome, shown, out, lang)
    if fail_on is not None and _reaches(outcome, fail_on):
        raise typer.Exit(1)


def coverage(
    inputs: Inputs = None,
    pack: Packs = None,
    packs: PackFolders = None,
    mapping: MappingFile = None,
    source: Source = None,
    timezone: Zone = None,
    status: Statuses = "draft,stable,trial",
    lake: Lake = None,
    key: Key = None,
    lang: Lang = Language.zh,
) -> None:
    """哪些列有值，哪些规则可以问。Which columns are filled, which rules can be asked.

    例 Example: qinglian coverage 行政许可办件.xlsx
    """
    from qinglian.cli.work import answered
    from qinglian.report import terminal

    outcome = answered(
        inputs=inputs or [], lake=lake, packs=pack, folders=packs or [], params={}, mapping=mapping, source=source,
        zone=timezone, as_of=options.day(None), statuses=options.statuses(status), key=key, unmask=None, columns=True,
    )  # fmt: skip
    terminal.show_coverage(outcome, language=lang.value)


def _format_of(out: Path | None) -> Format:
    """The format that the name of the output file asks for."""
    suffix = out.suffix.lstrip(".").lower() if out else ""
    return Format(suffix) if suffix in set(Format) else Format.jsonl if out else Format.table


def _write(outcome: "Outcome", shown: Format, out: Path | None, lang: Language) -> None:
    from qinglian import report

    if shown is Format.table:
        from qinglian.report import terminal

        terminal.show(outcome, language=lang.value, out=out)
        return
    report.write(outcome, shown.value, out, language=lang.value)
    if out is not None:
        print(f"已写 Written: {out}", file=sys.stderr)


def _reaches(outcome: "Outcome", level: Level) -> bool:
    from qinglian.model.rule import SEVERITIES

    serious = set(SEVERITIES[: SEVERITIES.index(level.value) + 1])
    return bool(serious & set(outcome.signals["severity"].unique().to_pylist()))
