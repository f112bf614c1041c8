"""
首个环节应为。Init(a): the first event of the case is such an event.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="首个环节应为", en="Begins with"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=words(),
    template=Template("place", place="first"),
)
