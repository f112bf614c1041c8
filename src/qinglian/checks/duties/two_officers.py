"""
执法、核查人员少于法定人数。Fewer officers than the law requires took part.

按参加人数判断；没有人数的，按同一天有记载的经办人数；只记一人不等于只有一人，此时无从判断。
Judged by the number of officers recorded; without one, by the persons named that day. One name does not say that nobody
else was there: then nothing is concluded.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="执法、核查人员少于法定人数", en="Fewer officers than required"),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at", "resource", "officers")},
    params={
        name: param
        for name, param in words("minimum", "column", required=("activation", "minimum")).items()
        if name != "closed_by"
    },
    threshold="minimum",
    template=Template("officers"),
)
