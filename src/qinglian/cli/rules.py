"""`qinglian rules`: the catalogue, one card, and the cases of the cards."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qinglian.cli import options
from qinglian.cli.options import PackFolders, Packs, Statuses

if TYPE_CHECKING:
    from qinglian.model.errors import BadCard

app = typer.Typer(
    epilog="例 Example: qinglian rules list --pack approval_cn",
    no_args_is_help=False,
    rich_markup_mode=None,
)
EVERY = "draft,trial,stable,retired"
RuleId = Annotated[str, typer.Argument(metavar="RULE", help="规则编号 id of the rule")]
RuleIds = Annotated[
    list[str] | None, typer.Argument(metavar="RULE", help="规则编号 ids of rules (repeatable)")
]


@app.callback(invoke_without_command=True)
def rules(context: typer.Context) -> None:
    """规则目录，不写子命令即列出。The catalogue of rules, listed where no command is given."""
    if context.invoked_subcommand is None:
        list_()


@app.command("list", short_help="列出规则 list the rules")
def list_(pack: Packs = None, packs: PackFolders = None, status: Statuses = EVERY) -> None:
    """列出规则，一条一行。List the rules, one a line.

    例 Example: qinglian rules list --pack approval_cn
    """
    from qinglian.engine.catalog import catalog

    known = catalog(tuple(packs or ()))
    for rule in known.chosen(pack, options.statuses(status)):
        card = rule.card
        print(
            "\t".join((rule.id, rule.pack, card.severity, card.status, card.name.zh, card.name.en))
        )
    _say_broken(known.broken)


@app.command("show", short_help="看一张规则卡 show one card")
def show(rule_id: RuleId, packs: PackFolders = None) -> None:
    """看一张规则卡。Show one card.

    例 Example: qinglian rules show ENF-003
    """
    from qinglian.engine.catalog import catalog

    rule = catalog(tuple(packs or ())).rule(rule_id)
    print(f"# {rule.name}  sha256 {rule.sha256[:12]}")
    print(rule.path.read_text("utf-8").rstrip())


@app.command("test", short_help="用案例检验规则卡 ask the cases of the cards")
def ask_cases(
    rule_ids: RuleIds = None,
    packs: PackFolders = None,
) -> None:
    """用案例检验规则卡，不写编号即全部。Ask the cases of the cards; all of them where none is named.

    例 Example: qinglian rules test ENF-003
    """
    from qinglian.engine.cases import case_file, outcomes
    from qinglian.engine.catalog import catalog
    from qinglian.model.errors import QinglianError

    known = catalog(tuple(packs or ()))
    _say_broken(known.broken)
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
    print(f"{asked} 个案例，{wrong} 处不符 · {asked} cases, {wrong} wrong")
    if wrong or known.broken:
        raise typer.Exit(2)


def _say_broken(broken: "list[BadCard]") -> None:
    for card in broken:
        print(f"✗ {card.text.zh}\n  {card.text.en}", file=sys.stderr)


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
