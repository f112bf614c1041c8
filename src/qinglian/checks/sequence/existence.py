"""
至少发生 n 次。Existence(n, a): the case holds at least n such events.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="至少发生 n 次", en="Happens at least n times"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=words("n", "within", required=("activation", "n")),
    template=Template("count", compare="at_least"),
)
