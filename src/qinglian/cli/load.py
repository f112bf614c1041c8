"""`qinglian load`: keep files in a lake, as one batch."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from qinglian.cli.options import Key, Language, MappingFile, Source, Zone


def load(
    inputs: Annotated[
        list[Path], typer.Argument(help="台账、日志或 OCDS 文件 files to keep", metavar="INPUT")
    ],
    lake: Annotated[Path, typer.Option("--lake", help="数据湖所在文件夹 folder of the lake")],
    mapping: MappingFile = None,
    source: Source = None,
    timezone: Zone = None,
    key: Key = None,
    control: Annotated[
        Path | None, typer.Option("--control", help="提供方的总数 YAML provider's control totals")
    ] = None,
    register: Annotated[
        Path | None, typer.Option("--register", help="数据使用登记 YAML data-use register")
    ] = None,
    supersede: Annotated[
        list[str] | None, typer.Option("--supersede", help="替换哪个批次 batch it replaces")
    ] = None,
    correct: Annotated[
        bool, typer.Option("--correct", help="同主键的行以后到者为准 later rows correct earlier")
    ] = False,
    refused: Annotated[
        Path | None,
        typer.Option(
            "--refused",
            help="未收的行另存为 .xlsx 或 .csv，改好可再送 refused rows, to mend and send again",
        ),
    ] = None,
    lang: Annotated[
        Language, typer.Option("--lang", envvar="QINGLIAN_LANG", help="界面语言 language")
    ] = Language.zh,
) -> None:
    """装载进数据湖：一次一个批次，要么全在要么全不在。Keep files as one batch, whole or not at all.

    例 Example: qinglian load 行政许可办件.xlsx --lake 数据湖 --register 登记.yaml
    """
    from qinglian.cli.work import busy, no_folders
    from qinglian.engine.lake import load_files

    said_in = lang.value
    no_folders(inputs)
    with busy("读入 reading"):
        loaded = load_files(
            inputs, lake, key=key, kind=source, mapping=mapping, zone=timezone, control=control, register=register,
            supersede=supersede or (), correct=correct,
            say=lambda text: print(getattr(text, said_in), file=sys.stderr),
        )  # fmt: skip
    for note in loaded.sources:
        counts = (note.rows_read, note.rows_kept, note.rows_refused)
        print(
            "{}：读入 {} 行 = 收下 {} + 未收 {}".format(note.name, *counts)
            if said_in == "zh"
            else "{}: {} rows read = {} kept + {} refused".format(note.name, *counts)
        )
        for text in note.notes:
            print(f"  {getattr(text, said_in)}")
    for text in loaded.said:
        print(getattr(text, said_in))
    if loaded.batch is not None:
        print(f"批次 {loaded.batch.id}" if said_in == "zh" else f"batch {loaded.batch.id}")
    if refused is not None:
        _export(lake, inputs, refused, said_in)


def _export(lake: Path, inputs: list[Path], out: Path, language: str) -> None:
    """Write the refused rows of the batches that hold these files."""
    from qinglian.engine.lake import Lake, export_refused
    from qinglian.sources.intake import File

    opened = Lake(lake)
    given = {File(path).sha256 for path in inputs}
    holding = [
        opened.folder(batch.id)
        for batch in opened.live()
        if given & {source.sha256 for source in batch.sources}
    ]
    rows = export_refused(holding, out)
    print(
        f"已写 {out}：未收的 {rows} 行"
        if language == "zh"
        else f"Written {out}: {rows} refused rows"
    )
