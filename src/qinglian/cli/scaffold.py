"""Texts of scaffolds. What stands in them runs: the draft card of a process check passes its own cases."""

from pathlib import Path
from textwrap import dedent

from qinglian.engine.catalog import check as find_check
from qinglian.model.check import Check, Param


def rule_files(
    check_name: str, rule_id: str, name: str, folder: Path, pack: str
) -> dict[Path, str]:
    """Card, cases and, for a new pack, its `pack.yaml`."""
    check = find_check(check_name)
    return {
        folder / "pack.yaml": f"name: {pack}\ntitle: {{zh: 我的规则包, en: My pack}}\n",
        folder / f"{name}.yaml": _card(check, rule_id),
        folder / "cases" / f"{name}.yaml": _cases(check),
    }


def _card(check: Check, rule_id: str) -> str:
    params = "\n".join(f"  {_line(name, param)}" for name, param in check.params.items())
    return (
        f"id: {rule_id}\n"
        f"check: {check.id}                 # {check.title.zh} {check.title.en}\n"
        "name: {zh: 一句话说出疑点, en: Say the lead in one line}\n"
        "status: draft                      # draft, trial, stable, retired\n"
        "basis:\n"
        "  - {title: 法律名称 第某条, in_force: 2020-01-01}\n"
        f"params:                            # 不用的行删去 delete the lines you do not need\n{params}\n"
        "severity: yellow                   # red, orange, yellow, blue\n"
        "exceptions:\n"
        "  - {id: lawful, zh: 什么情形下合规, en: When it is lawful}\n"
        "meaning:\n"
        "  zh: 它提示什么，先核对什么。\n"
        "  en: What it may mean, and what to read first.\n"
    )


EXAMPLES = {
    "activation": "受理",
    "target": "决定",
    "n": "1",
    "minimum": "2",
    "within": "{at_most: 20, unit: working_days}",
    "activities": "[[经办], [审核]]",
}


def _line(name: str, param: Param) -> str:
    if param.required or name == "within":
        value = EXAMPLES.get(
            name,
            {int: "1", float: "1.0", bool: "true", list: "[]", dict: "{}"}.get(param.type, "…"),
        )
        return f"{name}: {value}    # {param.text.zh} {param.text.en}"
    return f"# {name}:    {param.text.zh} {param.text.en}"


def _cases(check: Check) -> str:
    if not check.is_process:
        tables = "".join(
            f"  {name}: [{{{', '.join(f'{column}: null' for column in columns)}}}]\n"
            for name, columns in check.needs.items()
        )
        key = check.key[0]
        names = ("提示", "不提示", "恰在数上", "无从判断：缺哪一列", "合规情形")
        return "".join(
            f"- name: {said}\n  as_of: 2024-06-30\n{tables}  expect: [{{{key}: null, flagged: null}}]\n"
            for said in names
        )
    return dedent(
        """\
        # 写五个以上案例：提示；不提示；恰在数上；无从判断（写明缺哪一列）；本规则自己的合规情形。
        - name: 迟一日，提示
          as_of: 2024-06-30
          event:
            - {activity: 受理, at: 2024-03-01}
            - {activity: 决定, at: 2024-06-28}
          expect: [{case_id: C, flagged: true}]
        - name: 当日办结，不提示
          as_of: 2024-06-30
          event:
            - {activity: 受理, at: 2024-03-01}
            - {activity: 决定, at: 2024-03-01}
          expect: [{case_id: C, flagged: false}]
        """
    )


def check_files(name: str, home: Path) -> dict[Path, str]:
    """A check with its headings."""
    field, _, question = name.rpartition(".")
    path = home / "checks" / field / f"{question}.py"
    text = dedent(
        '''\
        """
        一句话的问题。The question in one sentence.

        《法律名称》第某条：原文。

        值是什么，单位是什么，什么时候留空。
        What the value is, its unit, when nothing is concluded.
        """

        from ibis import Table

        from qinglian.model.check import Check, Param, Text

        check = Check(
            __name__,
            title=Text(zh="一句话的问题", en="The question in one sentence"),
            subject="tender",
            scope="case",
            needs={"tender": ("tender_id", "amount")},
            params={"at_most": Param(float, Text("上限", "upper limit"), required=True)},
            threshold="at_most",
        )


        @check
        def evaluate(tender: Table, *, at_most: float) -> Table:
            """Compare each amount with the limit."""
            return tender.select("tender_id", value=tender.amount, flagged=tender.amount > at_most)


        @check.evidence
        def evidence(flagged: Table) -> Table:
            """The tender itself."""
            return flagged.select("tender_id", table="tender", row_id=flagged.tender_id, role=None, party_id=None)
        '''
    )
    text = text.replace("role=None, party_id=None", 'role="", party_id=""')
    return {home / "checks" / field / "__init__.py": f'"""{field}."""\n', path: text}


def source_files(name: str, home: Path) -> dict[Path, str]:
    """An adapter that recognises nothing until it is told how, and its mapping."""
    folder = home / "sources" / name
    adapter = dedent(
        f'''\
        """{name}：从哪里来，是什么样子。Where it comes from and what it looks like."""

        from qinglian.model.errors import BadInput
        from qinglian.model.text import Text
        from qinglian.sources.intake import File, Intake

        KIND = "{name}"
        TITLE = Text("{name}", "{name}")


        def recognise(file: File) -> int:
            """How sure we are, 0 to 100, from suffix and head."""
            return 90 if file.head.startswith(b"{name}") else 0


        def read(file: File, intake: Intake) -> None:
            """Fill the staging tables; refuse what cannot be right."""
            raise BadInput(Text(f"{{file.path.name}}：{name} 尚不能读", f"{{file.path.name}}: cannot read {name} yet"))
        '''
    )
    return {
        folder / "__init__.py": f'"""{name}."""\n',
        folder / "adapter.py": adapter,
        folder
        / "mapping.yaml": "# 列名对照：源列名: 字典列名  source heading: column of the dictionary\ncolumns: {}\n",
    }
