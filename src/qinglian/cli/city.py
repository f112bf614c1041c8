"""`qinglian city` and `qinglian measure`: a city with planted faults, and how often the rules are right in it."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qinglian.cli.options import Language, Out, PackFolders, Packs
from qinglian.model.errors import BadUsage
from qinglian.model.text import Text

STATUSES = ("draft", "trial", "stable")


class Format(StrEnum):
    """How a measurement is shown."""

    table = "table"
    json = "json"


def city(
    seed: Annotated[
        int, typer.Option("--seed", help="种子，同一种子造同样的数据 same seed, same rows")
    ] = 7,
    size: Annotated[
        str, typer.Option("--size", help="规模 station county city province")
    ] = "county",
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件夹 folder to write")] = Path(
        "city"
    ),
    clean: Annotated[bool, typer.Option("--clean", help="不埋差错 plant nothing")] = False,
    ledgers: Annotated[
        bool | None,
        typer.Option(
            "--ledgers/--no-ledgers",
            help="另写成台账文件，所、县默认写 the same as ledgers; by default for station and county",
        ),
    ] = None,
    dirty: Annotated[
        bool, typer.Option("--dirty", help="再写一份脏台账 once more as untidy ledgers")
    ] = False,
    missing: Annotated[
        int,
        typer.Option("--missing", min=0, max=500, help="缺值的千分率 missing values, per mille"),
    ] = 10,
    typos: Annotated[
        int,
        typer.Option(
            "--typos",
            min=0,
            max=500,
            help="打错字的千分率，--clean 时没有 typing errors in names and texts, per mille; none with --clean",
        ),
    ] = 5,
    counties: Annotated[
        str | None,
        typer.Option(
            "--counties",
            metavar="A-B",
            help="只造第几县到第几县，行与全造时相同 only these counties, the same rows",
        ),
    ] = None,
) -> None:
    """造一座虚构的县（所、市、省），带埋好的差错与形似而无过的事。A fictional county with planted faults.

    例 Example: qinglian city --seed 7 --size county --out 示例县
    """
    from qinglian.city.make import write_city
    from qinglian.city.size import size_of

    wanted = size_of(size)
    if out.exists() and any(out.iterdir()):
        raise BadUsage(
            Text(f"{out} 不是空文件夹，请另指一处", f"{out} is not empty; name another folder")
        )
    only = chosen(counties, wanted.counties)
    with progress(len(only)) as told:
        made = write_city(
            out, seed, wanted, only=only, clean=clean, dirt_per_mille=missing, typos_per_mille=typos, dirty=dirty,
            told=told, ledgers=wanted.counties == 1 if ledgers is None else ledgers,
        )  # fmt: skip
    rows = sum(made.rows.values())
    print(
        f"虚构数据已写到 {out}：{rows} 行，{made.labels} 条标注 · Fictional data: {rows} rows, {made.labels} labels"
    )


def chosen(said: str | None, counties: int) -> range:
    """Counties named as `3` or `3-5`, all by default; BadUsage where there are none of them."""
    if said is None:
        return range(1, counties + 1)
    found = re.fullmatch(r"([0-9]+)(?:-([0-9]+))?", said)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last <= counties:
        raise BadUsage(
            Text(
                f"没有这样的县：{said}（写作 3 或 3-5，共 {counties} 个）",
                f"No such counties: {said} (say 3 or 3-5; there are {counties})",
            )
        )
    return range(first, last + 1)


@contextmanager
def progress(counties: int) -> Iterator[Callable[[int], None]]:
    """Show county after county, on a terminal and where there are several."""
    if counties == 1 or not sys.stderr.isatty():
        yield lambda number: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("县 counties", total=counties)
        yield lambda number: bar.advance(task)


def measure(
    folder: Annotated[Path, typer.Argument(help="造好的城 folder of a city", metavar="DIR")],
    pack: Packs = None,
    packs: PackFolders = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="输出样式 output")
    ] = Format.table,
    out: Out = None,
    fail_under: Annotated[
        Path | None,
        typer.Option("--fail-under", help="已定的期望，低于则退出码 1 committed expectations"),
    ] = None,
    lang: Annotated[
        Language, typer.Option("--lang", envvar="QINGLIAN_LANG", help="界面语言 language")
    ] = Language.zh,
) -> None:
    """每条规则找到多少、漏了多少、冤了多少。Per rule: found, missed, false alarms on honest look-alikes.

    例 Example: qinglian measure 示例县
    """
    from qinglian.engine.catalog import catalog
    from qinglian.engine.measure import measure as measured
    from qinglian.report import measurement

    rules = catalog(tuple(packs or [])).chosen(pack, STATUSES)
    found = measured(folder, rules)
    if format is Format.json:
        measurement.write_json(found, out)
    else:
        measurement.show(found, language=lang.value, out=out)
    if fail_under is not None and (worse := measurement.worse(found, fail_under)):
        for line in worse:
            print(line, file=sys.stderr)
        raise typer.Exit(1)
