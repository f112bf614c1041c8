"""Columns of a table by how far they are filled, in the order in which a person wants to know."""

from dataclasses import dataclass

from qinglian.engine.outcome import ColumnFill, TableFill
from qinglian.model.text import Text
from qinglian.report import words
from qinglian.report.cited import heading

WAITED_FOR = Text("有规则在等的空列", "empty, and rules wait for them")
PARTLY = Text("部分有值", "partly filled")
FULL = Text("每行都有值", "filled in every row")
EMPTY = Text("没有值", "empty")


@dataclass(frozen=True)
class Filling:
    """One table: `waited` are empty columns that rules wait for, `empty` those that none does."""

    table: TableFill
    waited: list[ColumnFill]
    partly: list[ColumnFill]
    full: list[ColumnFill]
    empty: list[ColumnFill]

    @property
    def summary(self) -> Text:
        """How many columns carry values, and for how many empty ones rules wait."""
        some, every = len(self.partly) + len(self.full), len(self.table.columns)
        zh = f"{words.count(self.table.rows)} 行，{every} 列中 {some} 列有值"
        en = f"{words.count(self.table.rows)} rows, {some} of {every} columns carry values"
        if waited := len(self.waited):
            return Text(
                f"{zh}，{waited} 列空着而有规则在等", f"{en}, rules wait for {waited} of the others"
            )
        return Text(zh, en)

    def name(self, column: ColumnFill) -> Text:
        """Heading of a column in words."""
        return heading(self.table.table, column.name)

    def share(self, column: ColumnFill) -> str:
        """Rows with a value, in per cent; never 100% or 0% where that is not so."""
        return words.portion(column.filled, self.table.rows)


def filling(table: TableFill) -> Filling:
    """Sort the columns of a table."""
    carried = [column for column in table.columns if column.filled]
    bare = [column for column in table.columns if not column.filled]
    return Filling(
        table,
        waited=[column for column in bare if column.waiting],
        partly=[column for column in carried if column.filled < table.rows],
        full=[column for column in carried if column.filled == table.rows],
        empty=[column for column in bare if not column.waiting],
    )
