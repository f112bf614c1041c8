"""`qinglian rules`: the catalogue, one card, and the cases of the cards."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from qinglian.cli import options
from qinglian.cli.options import PackFolders, Packs, Statuses

app = typer.Typer(
    help="规则目录 The catalogue of rules.", no_args_is_help=False, rich_markup_mode=None
)
EVERY = "draft,trial,stable,retired"


@app.callback(invoke_without_command=True)
def rules(context: typer.Context) -> None:
    """规则目录；不写子命令即列出。The catalogue; lists the rules where no command is given."""
    if context.invoked_subcommand is None:
        list_()


@app.command("list")
def list_(pack: Packs = None, packs: PackFolders = None, status: Statuses = EVERY) -> None:
    """列出规则。List the rules, one a line. 例 Example: qinglian rules list --pack approval_cn"""
    from qinglian.engine.catalog import catalog

    known = catalog(tuple(packs or ()))
    for rule in known.chosen(pack, options.statuses(status)):
        card = rule.card
        print(
            "\t".join((rule.id, rule.pack, card.severity, card.status, card.name.zh, card.name.en))
        )
    _say_broken(known.broken)


@app.command("show")
def show(rule_id: str, packs: PackFolders = None) -> None:
    """看一张规则卡。Show one card. 例 Example: qinglian rules show ENF-003"""
    from qinglian.engine.catalog import catalog

    rule = catalog(tuple(packs or ())).rule(rule_id)
    print(f"# {rule.name}  sha256 {rule.sha256[:12]}")
    print(rule.path.read_text("utf-8").rstrip())


@app.command("test")
def test(
    rule_ids: Annotated[list[str] | None, typer.Argument()] = None, packs: PackFolders = None
) -> None:
    """用案例检验规则卡。Ask the cases of the cards. 例 Example: qinglian rules test ENF-003"""
    from qinglian.engine.cases import case_file, outcomes
    from qinglian.engine.catalog import catalog
    from qinglian.model.errors import QinglianError

    known = catalog(tuple(packs or ()))
    chosen = [known.rule(rule_id) for rule_id in rule_ids] if rule_ids else known.rules
    asked = wrong = 0
    for rule in chosen:
        try:
            found = list(outcomes(rule))
        except QinglianError as error:
            wrong += 1
            print(f"✗ {rule.id}  {error.text.zh}\n  {error.text.en}")
            continue
        if not found:
            print(f"– {rule.id}  没有案例 no cases: {_short(case_file(rule))}")
        for case in found:
            asked += 1
            wrong += bool(case.wrong)
            if case.wrong:
                print(f"✗ {rule.id}  {_short(case.path)}:{case.line}  {case.name}")
            for text in case.wrong:
                print(f"    {text.zh}\n    {text.en}")
    _say_broken(known.broken)
    print(f"{asked} 个案例，{wrong} 处不符 · {asked} cases, {wrong} wrong")
    if wrong or known.broken:
        raise typer.Exit(2)


def _say_broken(broken: list) -> None:  # type: ignore[type-arg]
    for card in broken:
        print(f"✗ {card.text.zh}\n  {card.text.en}", file=sys.stderr)


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
