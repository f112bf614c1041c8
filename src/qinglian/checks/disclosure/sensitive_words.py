"""
公开页文本中有提示敏感个人信息的词。Words on a published page point to sensitive personal information.

《个人信息保护法》第二十八条：医疗健康、行踪轨迹等信息，以及不满十四周岁未成年人的个人信息，是敏感个人信息。

值是出现的词数。没有页面文本的，留空。词只提示看一看，不说明公开不当。
The value is how many of the words occur. Without the text nothing is concluded. A word only says: look here.
"""

from functools import reduce
from operator import add

from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(
        zh="公开页有提示敏感个人信息的词", en="Words that point to sensitive personal information"
    ),
    subject="disclosure",
    scope="case",
    needs={"disclosure": ("disclosure_id", "page_text")},
    helps={"disclosure": ("unit_id", "published_on")},
    params={"words": Param(list, Text("查找的词", "words looked for"), required=True)},
    seen=Text(
        "公开页 {subject_id} 出现 {value} 个提示敏感个人信息的词",
        "Page {subject_id} holds {value} words that point to sensitive personal information",
    ),
)


@check
def evaluate(disclosure: Table, *, words: list[str]) -> Table:
    """Count the words of the list on every published page."""
    asked = disclosure.filter(disclosure.published_on.notnull() | disclosure.page_text.notnull())
    found = reduce(add, (asked.page_text.contains(word).cast("int64") for word in words))
    return asked.select("disclosure_id", "unit_id", value=found, flagged=found > 0)


@check.evidence
def evidence(flagged: Table, disclosure: Table) -> Table:
    """The page."""
    return the_row(flagged, disclosure, table="disclosure", key="disclosure_id", role="page")
