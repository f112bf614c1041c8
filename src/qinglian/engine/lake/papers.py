"""
随数据来的两张表：数据交接清单、数据使用登记。The two papers that come with data: hand-over sheet and data-use register.

The hand-over sheet is `{table: {rows: n, sum: {column: amount}}}`: what the provider says was sent. It is set against
what was loaded; rows that were refused are missing there and show as a difference.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import duckdb
import yaml
from pydantic import BeforeValidator, Field, ValidationError

from qinglian.engine.lake.manifest import Manifest, Record, Tie, UseRegister
from qinglian.model.errors import BadUsage, nearest
from qinglian.model.rule import line_of
from qinglian.model.table import tables
from qinglian.model.text import Text

SUMMED = ("money", "number", "integer")


def _plain(value: object) -> object:
    """Amounts may be written 1,234,567.80."""
    return value.replace(",", "").replace("，", "") if isinstance(value, str) else value


class Totals(Record):
    """The provider's totals for one table."""

    rows: int | None = Field(default=None, ge=0)
    sum: dict[str, Annotated[Decimal, BeforeValidator(_plain)]] = Field(default={})


class _Form(Record):
    """A register as people write it: `fields` may be one line."""

    provider: str
    authority: str
    purpose: str
    fields: Annotated[
        tuple[str, ...],
        BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    ] = ()
    term: Annotated[
        str | None, BeforeValidator(lambda value: None if value is None else str(value))
    ] = None
    contact: Annotated[
        str | None, BeforeValidator(lambda value: None if value is None else str(value))
    ] = None
    destroy_by: date


def read_control(source: Path | Mapping[str, Any]) -> dict[str, Totals]:
    """Read control totals from a YAML file, or from `control:` of a mapping. Names are those of the dictionary."""
    raw, body = _open(source)
    where = source if isinstance(source, Path) else "control"
    if not isinstance(body, dict):
        form = Text(
            "应为 表名: {rows: …, sum: {列: …}}", "write table: {rows: …, sum: {column: …}}"
        )
        raise _mistake(where, raw, (), form)
    found = {}
    for name, given in body.items():
        if name not in tables():
            near = nearest(str(name), list(tables()))
            raise _mistake(
                where, raw, (name,), Text(f"没有表 {name}{near.zh}", f"no table {name}{near.en}")
            )
        try:
            found[name] = Totals.model_validate(given)
        except ValidationError as error:
            first = error.errors()[0]
            said = f"{'.'.join(map(str, (name, *first['loc'])))}: {first['msg']}"
            raise _mistake(where, raw, (name, *first["loc"]), Text(said, said)) from None
        columns = {c.name: c.type for c in tables()[name].columns.values()}
        for column in found[name].sum:
            if columns.get(column) not in SUMMED:
                near = nearest(column, [c for c, kind in columns.items() if kind in SUMMED])
                raise _mistake(
                    where,
                    raw,
                    (name, "sum", column),
                    Text(
                        f"{name} 没有数额列 {column}{near.zh}",
                        f"{name} has no amount {column}{near.en}",
                    ),
                )
    return found


def read_register(path: Path) -> UseRegister:
    """Read a data-use register from a YAML file."""
    raw, body = _open(path)
    try:
        return UseRegister(**_Form.model_validate(body).model_dump())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        said = Text(
            f"数据使用登记的 {where}：{first['msg']}（须写 provider、authority、purpose、destroy_by）",
            f"data-use register, {where}: {first['msg']} (provider, authority, purpose and destroy_by are required)",
        )
        raise _mistake(path, raw, first["loc"], said) from None


def refuse_expired(manifest: Manifest, today: date) -> None:
    """Refuse to run over a batch whose day of destruction has passed."""
    register = manifest.use_register
    if register is not None and register.destroy_by < today:
        raise BadUsage(
            Text(
                f"批次 {manifest.id} 应于 {register.destroy_by} 前销毁（提供单位：{register.provider}），不得再用。"
                f"请销毁它，或取得新的授权后以新登记重新装载：--supersede {manifest.id} --register …",
                f"Batch {manifest.id} was to be destroyed by {register.destroy_by} (provider: {register.provider}) and "
                f"may not be used. Destroy it or, with new authority, load again: --supersede {manifest.id} "
                "--register …",
            )
        )


def reconcile(
    con: duckdb.DuckDBPyConnection, expected: Mapping[str, Totals], relations: Mapping[str, str]
) -> tuple[Tie, ...]:
    """Set each of the provider's totals beside what lies in `relations` (table → SQL relation)."""
    ties = []
    for table, totals in expected.items():
        relation = relations.get(table)
        columns = {} if relation is None else _columns(con, relation)
        if totals.rows is not None:
            count = (
                Decimal(0) if relation is None else _one(con, f"select count(*) from {relation}")
            )
            ties.append(Tie(table=table, expected=Decimal(totals.rows), found=count))
        for column, amount in totals.sum.items():
            found = None
            if column in columns:
                exact = f'"{column}"::decimal(38, 6)'
                found = _one(con, f"select coalesce(sum({exact}), 0) from {relation}")
            ties.append(Tie(table=table, column=column, expected=amount, found=found))
    return tuple(ties)


def tie_said(tie: Tie) -> Text:
    """One control total as a sentence with both numbers."""
    what = tie.table if tie.column is None else f"{tie.table}.{tie.column}"
    found = "—" if tie.found is None else f"{tie.found.normalize():f}"
    expected = f"{tie.expected.normalize():f}"
    zh, en = ("行数", "rows") if tie.column is None else ("合计", "sum")
    verdict = Text("相符", "ties") if tie.ties else Text("不符", "does not tie")
    return Text(
        f"{what} {zh}：提供单位 {expected}，装载 {found}，{verdict.zh}",
        f"{what} {en}: provider {expected}, loaded {found}, {verdict.en}",
    )


def mapping_hash(mapping: Mapping[str, Any] | None) -> str:
    """Hash of what a mapping says of the columns; zone and kind are compared apart, control totals not at all."""
    apart = ("control", "timezone", "source")
    body = {key: value for key, value in (mapping or {}).items() if key not in apart}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _open(source: Path | Mapping[str, Any]) -> tuple[bytes, Any]:
    if not isinstance(source, Path):
        return b"", source
    try:
        raw = source.read_bytes()
        return raw, yaml.load(raw, Loader=yaml.CSafeLoader)
    except OSError as error:
        said = Text(
            f"打不开 {source}（{error.strerror}）", f"Cannot open {source} ({error.strerror})"
        )
        raise BadUsage(said) from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 1
        raise BadUsage(
            Text(
                f"{source}:{line}：不是合法的 YAML（{problem}）",
                f"{source}:{line}: not valid YAML ({problem})",
            )
        ) from None


def _mistake(where: Path | str, raw: bytes, loc: tuple[str | int, ...], said: Text) -> BadUsage:
    at = f"{where}:{line_of(raw, loc)}" if raw else str(where)
    return BadUsage(Text(f"{at}：{said.zh}", f"{at}: {said.en}"))


def _columns(con: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    return {row[0]: row[1] for row in con.execute(f"describe select * from {relation}").fetchall()}


def _one(con: duckdb.DuckDBPyConnection, query: str) -> Decimal:
    row = con.execute(query).fetchall()[0]
    return Decimal(str(row[0] if row else 0))
