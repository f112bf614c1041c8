"""
最后环节应为。End(a): the last event of the case is such an event.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="最后环节应为", en="Ends with"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=words(),
    template=Template("place", place="last"),
)
