"""`qinglian explain`: what one signal says, and what would clear it."""

from pathlib import Path
from typing import Annotated

import typer

from qinglian.cli.options import Language


def explain(
    signal_id: Annotated[
        str, typer.Argument(help="疑点编号，可只写开头 id of the signal, or its beginning")
    ],
    source: Annotated[
        Path, typer.Option("--from", help="报告（jsonl csv xlsx html）或数据湖 a report, or a lake")
    ],
    lang: Annotated[
        Language, typer.Option("--lang", envvar="QINGLIAN_LANG", help="界面语言 language")
    ] = Language.zh,
) -> None:
    """说明一个疑点：哪些行、哪条规则、依据什么、怎样可以排除。Rows, rule, law, what would clear it.

    例 Example: qinglian explain 3f9c2a --from 报告.html
    """
    from qinglian.report import explain as report

    if source.is_dir():
        from qinglian.engine.lake import Lake, find_signal
        from qinglian.model.errors import BadUsage
        from qinglian.model.text import Text

        found = find_signal(Lake(source), signal_id)
        if found is None:
            raise BadUsage(
                Text(
                    f"{source} 的各次运行中没有疑点 {signal_id}",
                    f"No run in {source} has {signal_id}",
                )
            )
        run, row = found
        rules = [item.rule for item in run.coverage]
        print(
            report.explained(
                row["signal_id"], run.signals, language=lang.value, rules=rules, params=run.record.params,
                zone=run.record.zone,
            )
        )  # fmt: skip
        return
    print(report.explain(signal_id, source, language=lang.value))
