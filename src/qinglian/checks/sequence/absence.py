"""
少于 n 次（n=1 即不得发生）。Absence(n, a): fewer than n such events; n = 1 means never, n = 2 at most once.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="少于 n 次（n=1 即不得发生）", en="Happens fewer than n times"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=words("n", "within", required=("activation", "n")),
    template=Template("count", compare="less_than"),
)
