"""
两者有且仅有其一。Exclusive choice(a, b): one of the two occurs and not the other; neither is a violation.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="两者有且仅有其一", en="One of two happens, not both"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=words("target", "where_target", required=("activation", "target")),
    template=Template("choice", compare="one"),
)
