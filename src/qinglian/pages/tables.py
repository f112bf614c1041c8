"""The data dictionary: one page a table."""

from collections.abc import Iterator

from qinglian.model.table import Column, TableSpec, tables

IDENTITY = {
    "person": "个人标识，杂凑 person, hashed",
    "id": "证件号码，杂凑 citizen number, hashed",
    "name": "姓名，脱敏 name, masked",
    "phone": "电话，杂凑 phone, hashed",
    "account": "账号，杂凑 account, hashed",
    "address": "地址，杂凑 address, hashed",
    "device": "设备号，杂凑 device, hashed",
    "author": "文件作者，杂凑 author of a file, hashed",
}


def pages() -> dict[str, str]:
    """The index and a page for each table."""
    found = {"tables/index.md": "\n".join(_index()) + "\n"}
    for spec in tables().values():
        found[f"tables/{spec.name}.md"] = "\n".join(_table(spec)) + "\n"
    return found


def _index() -> Iterator[str]:
    yield "# 数据字典 Data dictionary\n"
    yield "由 `model/tables/*.yaml` 生成。Generated from `model/tables/*.yaml`.\n"
    yield "| 表 table | 名称 name | 内容 what it holds |"
    yield "| --- | --- | --- |"
    for spec in tables().values():
        yield f"| [`{spec.name}`]({spec.name}.md) | {spec.title.zh} {spec.title.en} | {spec.about.zh} {spec.about.en} |"
    yield ""


def _table(spec: TableSpec) -> Iterator[str]:
    yield f"# {spec.title.zh} · {spec.title.en}\n"
    key = ", ".join(f"`{name}`" for name in spec.key)
    yield f"表 `{spec.name}`，主键 key {key}。{spec.about.zh}\n\n{spec.about.en}\n"
    if spec.process:
        named = ", ".join(f"`{process}`" for process in spec.processes)
        yield f"本表的日期列即过程 {named} 的环节。Its dates are steps of the process {named}.\n"
    yield "| 列 column | 名称 name | 类型 type | 说明 notes | 认得的列名 headings understood |"
    yield "| --- | --- | --- | --- | --- |"
    for column in spec.columns.values():
        yield _column(column)
    yield ""


def _column(column: Column) -> str:
    kind = f"{column.type}（{column.unit}）" if column.unit else column.type
    notes = []
    if column.required:
        notes.append("必填 required")
    if column.event:
        notes.append(f"环节 step `{column.event}`")
    if column.identifies:
        notes.append(IDENTITY[column.identifies])
    if column.codes:
        notes.append(
            "；".join(f"`{code}` {'、'.join(words)}" for code, words in column.codes.items())
        )
    if column.note:
        notes.append(f"{column.note.zh} {column.note.en}")
    cells = (
        f"`{column.name}`",
        f"{column.text.zh}<br>{column.text.en}",
        kind,
        "<br>".join(notes),
        "、".join(column.aliases),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
