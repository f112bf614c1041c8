"""
两者至少有其一。Choice(a, b): an event of one or the other.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="两者至少有其一", en="One of two happens"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=words("target", "where_target", required=("activation", "target")),
    template=Template("choice", compare="either"),
)
