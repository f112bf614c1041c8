"""
乙之前须有甲。Precedence: each activation (the later event) has an earlier target.
"""

from qinglian.model.check import Check
from qinglian.model.process import BINARY, Half, Template
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="乙之前须有甲", en="Preceded by"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at")},
    params=BINARY,
    template=Template("binary", (Half("before"),)),
)
