"""
恰好发生 n 次。Exactly(n, a): n such events, no more and no fewer.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="恰好发生 n 次", en="Happens exactly n times"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=words("n", "within", required=("activation", "n")),
    template=Template("count", compare="exactly"),
)
