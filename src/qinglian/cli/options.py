"""Options that several commands share, each said once."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from qinglian.model.errors import BadUsage
from qinglian.model.text import Text

Inputs = Annotated[
    list[Path] | None,
    typer.Argument(help="台账、日志或 OCDS 文件 ledgers, logs or OCDS files", metavar="INPUT"),
]
Packs = Annotated[
    list[str] | None, typer.Option("--pack", "-p", help="规则包 rule pack (repeatable)")
]
PackFolders = Annotated[
    list[Path] | None,
    typer.Option("--packs", help="另找规则包的文件夹 further folder of packs (repeatable)"),
]
Params = Annotated[
    Path | None,
    typer.Option("--params", help="覆盖规则参数的 YAML: rule_id: {param: value} or off"),
]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", help="列名对照 YAML naming columns and zone")
]
Source = Annotated[
    str | None,
    typer.Option("--source", help="来源种类，不写则自动识别 source kind; recognised if not given"),
]
Zone = Annotated[
    str | None,
    typer.Option("--timezone", help="来源的时区 zone of the source (default Asia/Shanghai)"),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="按哪一天判断，默认今天 day to judge by (today)"),
]
Key = Annotated[
    Path | None, typer.Option("--key", help="标识杂凑的密钥文件 key file for hashing identities")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="写到文件 write to a file")]
Lake = Annotated[
    Path | None,
    typer.Option("--lake", help="问数据湖中已装载的批次 run over the batches of a lake"),
]
Statuses = Annotated[
    str,
    typer.Option(
        "--status",
        help="规则状态，逗号分隔 rule statuses, comma-separated (draft trial stable retired)",
    ),
]


class Engine(StrEnum):
    """Where expressions run."""

    duckdb = "duckdb"
    spark = "spark"


class Language(StrEnum):
    """Language of the terminal."""

    zh = "zh"
    en = "en"


class Level(StrEnum):
    """Severity of a rule."""

    red = "red"
    orange = "orange"
    yellow = "yellow"
    blue = "blue"


def day(text: str | None) -> date:
    """The day a run judges by; today where none is given."""
    if text is None:
        return date.today()
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise BadUsage(
            Text(
                f"--as-of 应写作 2026-06-30，却是 {text}",
                f"--as-of is written 2026-06-30, not {text}",
            )
        ) from None


def statuses(text: str) -> tuple[str, ...]:
    """Statuses named in `--status`."""
    from qinglian.model.errors import nearest

    known = ("draft", "trial", "stable", "retired")
    said = tuple(part.strip() for part in text.split(",") if part.strip())
    for status in said:
        if status not in known:
            near = nearest(status, list(known))
            raise BadUsage(Text(f"没有状态 {status}{near.zh}", f"No status {status}{near.en}"))
    return said


def params_file(path: Path | None) -> dict[str, Any]:
    """Values of a `--params` file."""
    if path is None:
        return {}
    import yaml

    try:
        body = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or {}
    except OSError as error:
        raise BadUsage(
            Text(f"读不到 {path}：{error.strerror}", f"Cannot read {path}: {error.strerror}")
        ) from None
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise BadUsage(
            Text(f"{path}:{line}：不是合法的 YAML", f"{path}:{line}: not valid YAML")
        ) from None
    if not isinstance(body, dict):
        raise BadUsage(Text(f"{path} 应是“规则: 参数”", f"{path} should map rules to parameters"))
    return body
