"""`qinglian new`: scaffolds of a rule, a check, a source, with the headings filled in."""

import re
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="起草规则、检查、来源 Scaffolds: rule, check, source.",
    epilog="例 Example: qinglian new rule sequence.response",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Force = Annotated[bool, typer.Option("--force", help="覆盖已有文件 overwrite")]


@app.command("rule")
def rule(
    check: Annotated[
        str, typer.Argument(help="用哪个检查 the check that asks, such as sequence.response")
    ],
    name: Annotated[
        str, typer.Option("--name", help="规则文件名 file name of the rule")
    ] = "my_rule",
    rule_id: Annotated[str, typer.Option("--id", help="规则编号 id of the rule")] = "MY-001",
    packs: Annotated[Path, typer.Option("--packs", help="规则包所在文件夹 folder of packs")] = Path(
        "packs"
    ),
    pack: Annotated[str, typer.Option("--pack", help="规则包 pack")] = "my_pack",
    force: Force = False,
) -> None:
    """起草一张规则卡和它的五个案例。Draft a card and its five cases.

    例 Example: qinglian new rule sequence.response --id MY-001 --name delivered_late --pack my_pack
    """
    from qinglian.cli.drafts import rule_files

    _must_be_names(name, pack)
    _write(rule_files(check, rule_id, name, packs / pack, pack), force)
    print(f"填好后 then: qinglian rules test {rule_id} --packs {packs}")


@app.command("check")
def check(
    name: Annotated[str, typer.Argument(help="检查的路径 path, such as price.round_prices")],
    home: Annotated[Path, typer.Option("--home", help="源代码文件夹 source folder")] = Path(
        "src/qinglian"
    ),
    force: Force = False,
) -> None:
    """起草一个检查。Draft a check.

    例 Example: qinglian new check price.round_prices
    """
    from qinglian.cli.scaffold import check_files

    _must_be_names(*name.split("."), parts=2)
    _must_be_home(home)
    _write(check_files(name, home), force)


@app.command("source")
def source(
    name: Annotated[str, typer.Argument(help="来源种类 kind, such as bank_feed")],
    home: Annotated[Path, typer.Option("--home", help="源代码文件夹 source folder")] = Path(
        "src/qinglian"
    ),
    force: Force = False,
) -> None:
    """起草一个来源。Draft a source.

    例 Example: qinglian new source bank_feed
    """
    from qinglian.cli.scaffold import source_files

    _must_be_names(name)
    _must_be_home(home)
    _write(source_files(name, home), force)


def _must_be_names(*names: str, parts: int = 0) -> None:
    """Names of files and modules: small letters, digits, underscores; a check is `field.question`."""
    from qinglian.model.errors import BadUsage
    from qinglian.model.text import Text

    if parts and len(names) != parts:
        said = ".".join(names)
        raise BadUsage(
            Text(
                f"检查写作“领域.问题”，如 price.round_prices，却是 {said}",
                f"A check is written field.question, such as price.round_prices, not {said}",
            )
        )
    for name in names:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise BadUsage(
                Text(
                    f"名字只用小写字母、数字和下划线，字母开头，如 round_prices，却是 {name}",
                    f"Names are small letters, digits and underscores, such as round_prices, not {name}",
                )
            )


def _must_be_home(home: Path) -> None:
    from qinglian.model.errors import BadUsage
    from qinglian.model.text import Text

    if not home.is_dir():
        raise BadUsage(
            Text(
                f"没有文件夹 {home}：在项目文件夹里运行，或用 --home 指明",
                f"No folder {home}: run this in the project's folder, or name it with --home",
            )
        )


def _write(files: dict[Path, str], force: bool) -> None:
    from qinglian.model.errors import BadUsage
    from qinglian.model.text import Text

    shared = ("pack.yaml", "__init__.py")  # others stand below them: written once, never over
    there = [path for path in files if path.exists() and path.name not in shared]
    if there and not force:
        raise BadUsage(
            Text(
                f"{there[0]} 已存在，用 --force 覆盖", f"{there[0]} exists; overwrite with --force"
            )
        )
    for path, text in files.items():
        if path.exists() and path.name in shared:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"已写 Written: {path}")
