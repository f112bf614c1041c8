"""`qinglian docs`: the generated pages."""

from pathlib import Path
from typing import Annotated

import typer


def docs(
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件夹 folder")] = Path("docs"),
    check: Annotated[
        bool, typer.Option("--check", help="只查是否最新 only tell whether they are fresh")
    ] = False,
) -> None:
    """由规则卡与数据字典生成文档页。Write the pages on rules, tables and the command line.

    例 Example: qinglian docs --out docs
    """
    from qinglian.pages import pages

    stale = []
    for name, text in pages().items():
        path = out / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(path)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'不是最新 stale' if check else '已写 written'}: {path}")
    if check and stale:
        raise typer.Exit(1)
