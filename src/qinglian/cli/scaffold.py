"""起草检查与来源。Drafts of a check and of a source; what stands in them runs."""

from pathlib import Path
from textwrap import dedent


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

        from qinglian.checks._rows import the_row
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
        def evidence(flagged: Table, tender: Table) -> Table:
            """The tender itself."""
            return the_row(flagged, tender, table="tender", key="tender_id")
        '''
    )
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
