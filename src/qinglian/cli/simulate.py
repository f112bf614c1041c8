"""`qinglian simulate`: what history would have said under another threshold."""

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from qinglian.cli import options
from qinglian.cli.options import (
    AsOf,
    Inputs,
    Key,
    Lake,
    Language,
    MappingFile,
    Out,
    PackFolders,
    Source,
    Zone,
)
from qinglian.model.errors import BadUsage, nearest
from qinglian.model.text import Text


class Format(StrEnum):
    """How a simulation is shown."""

    table = "table"
    jsonl = "jsonl"


def simulate(
    rule_id: Annotated[str, typer.Argument(help="规则编号 id of the rule", metavar="RULE")],
    inputs: Inputs = None,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PARAM=VALUE",
            help="改用的参数值，可写到里层，如 within.at_most=25 another value (repeatable)",
        ),
    ] = None,
    lake: Lake = None,
    packs: PackFolders = None,
    mapping: MappingFile = None,
    source: Source = None,
    timezone: Zone = None,
    as_of: AsOf = None,
    key: Key = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="输出样式 output")
    ] = Format.table,
    out: Out = None,
    lang: Annotated[
        Language, typer.Option("--lang", envvar="QINGLIAN_LANG", help="界面语言 language")
    ] = Language.zh,
) -> None:
    """换一个阈值，过去会提示什么：新增、不再提示、不变，按月、按单位。What history would have said.

    例 Example: qinglian simulate APR-003 --set within.at_most=25 --lake 数据湖
    """
    from qinglian.cli.work import dataset_for
    from qinglian.engine.catalog import catalog
    from qinglian.engine.run import unit_names
    from qinglian.engine.simulate import simulate as simulated
    from qinglian.report import simulation, writing

    wanted = _changes(changes or [])
    known = {rule.id: rule for rule in catalog(tuple(packs or [])).rules}
    if rule_id not in known:
        near = nearest(rule_id, list(known))
        raise BadUsage(Text(f"没有规则 {rule_id}{near.zh}", f"No rule {rule_id}{near.en}"))
    dataset = dataset_for(inputs or [], lake, key, mapping, source, timezone)
    found = simulated(dataset, known[rule_id], wanted, as_of=options.day(as_of))
    if format is Format.table:
        simulation.show(found, unit_names(dataset), language=lang.value, out=out)
    elif out is None:
        simulation.write(found, sys.stdout.buffer)
    else:
        with writing(out), out.open("wb") as stream:
            simulation.write(found, stream)


def _changes(said: list[str]) -> dict[str, Any]:
    """Values by name of the parameter, read as YAML."""
    import yaml

    if not said:
        raise BadUsage(
            Text(
                "请用 --set 参数=值 写明改什么，如 --set within.at_most=25",
                "Say what to change with --set PARAM=VALUE, such as --set within.at_most=25",
            )
        )
    found: dict[str, Any] = {}
    for item in said:
        name, equals, value = item.partition("=")
        if not name.strip() or not equals:
            raise BadUsage(
                Text(f"--set 应写作 参数=值，却是 {item}", f"--set is PARAM=VALUE, not {item}")
            )
        try:
            found[name.strip()] = yaml.load(value, Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            raise BadUsage(
                Text(
                    f"--set 的值不是合法的 YAML：{value}", f"--set value is no valid YAML: {value}"
                )
            ) from None
    return found
