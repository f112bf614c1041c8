"""
第 k 个乙之前须有 k 个甲。
Counted precedence: the k-th activation needs k earlier targets, so that one receipt covers one invoice.
"""

from qinglian.model.check import Check
from qinglian.model.process import Half, Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="第 k 个乙之前须有 k 个甲", en="Each one preceded by one of its own"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=words("target", "where_target", "same", required=("activation", "target")),
    template=Template("binary", (Half("before", counted=True),)),
)
