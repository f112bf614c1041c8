"""What is told of a ledger: why a value cannot be right, and what was understood on the way."""

from qinglian.model.table import Column
from qinglian.model.text import Text

NEGATIVE = Text("不应为负数", "must not be negative")
NO_COUNT = Text("不是整数", "not a whole number")
NO_NUMBER = Text("不是数字", "not a number")
NO_AMOUNT = Text("读不出金额，请只写数字", "not readable as an amount; write the number alone")
NO_BOOLEAN = Text("应填“是”或“否”", "write 是 (yes) or 否 (no)")
ONLY_A_CLOCK = Text("只有时刻，缺日期", "a time of day without a day")
DIGITS_LOST = Text(
    "被当作数字保存，第 15 位以后已丢失；请把该列设为文本后重新填写",
    "saved as a number, digits after the fifteenth are lost; set the column to text and enter it again",
)
DAMAGED = Text("含有损坏的文字，请核对原件", "holds damaged characters; check the original")
TOO_WIDE = Text(
    "这一行的格数多于表头，多半是某格里的逗号没有加引号",
    "this row has more cells than the headings; a comma inside a cell probably lacks its quotation marks",
)
REPEATED = Text(
    "与第 {row} 行完全相同，按重复报送退回",
    "the same in every cell as row {row}; refused as sent twice",
)


def missing(column: Column) -> Text:
    """An empty cell where the row needs one."""
    return Text(f"缺{column.text.zh}", f"{column.name} is missing")


def unknown_code(column: Column) -> Text:
    """A word that the coded column does not know."""
    words = [said[0] if said else code for code, said in column.codes.items()]
    return Text(
        f"不是“{column.text.zh}”的已知取值（已知：{'、'.join(words)}）；可改为其中之一，或在对照文件 codes 中说明",
        f"not a known value of {column.name} (known: {', '.join(column.codes)}); "
        "use one of them, or say what it means under `codes` of a mapping",
    )


def other_clock(unit: str) -> Text:
    """A term counted in another unit than the column's working days."""
    return Text(
        f"单位是{unit}，而此列按工作日计", f"counted in {unit}, but this column counts working days"
    )


TOLD = {
    "text_date": Text(
        "{columns}：{n} 格日期写法不一（如 {example}），已读成日期",
        "{columns}: {n} dates written in other ways (such as {example})",
    ),
    "serial": Text(
        "{columns}：{n} 格日期是 Excel 序号（如 {example}），已换算",
        "{columns}: {n} dates were spreadsheet serial numbers (such as {example})",
    ),
    "full_width": Text(
        "{columns}：{n} 格含全角数字或字母（如 {example}），已转为半角",
        "{columns}: {n} cells held full-width digits or letters (such as {example})",
    ),
    "thousands": Text(
        "{columns}：{n} 格金额带千分位（如 {example}）",
        "{columns}: {n} amounts had thousands separators (such as {example})",
    ),
    "own_unit": Text(
        "{columns}：{n} 格金额自带单位（如 {example}），以格内单位为准",
        "{columns}: {n} amounts stated their own unit (such as {example}), which goes before the heading's",
    ),
    "rounded": Text(
        "{columns}：{n} 格金额细于一分（如 {example}），已四舍五入到分",
        "{columns}: {n} amounts were finer than a fen (such as {example}) and were rounded",
    ),
    "digits_lost": Text(
        "{columns}：{n} 格号码被存成数字，第 15 位以后已丢失（如 {example}），按未填处理",
        "{columns}: {n} numbers were saved as figures and lost digits (such as {example}); taken as empty",
    ),
    "long_term": Text(
        "{columns}：{n} 格写“{example}”，按 2099-12-31 记",
        "{columns}: {n} cells say {example} (without end), kept as 2099-12-31",
    ),
}
"""Sentences for what was understood, by kind."""
