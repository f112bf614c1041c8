"""
同一人办了须由不同的人办的环节。One person did steps that different persons must do.

每一次办理都算，不只看最后一次；主办人、协办人都算，记了谁看谁；经办人缺失的，除非已有同一人办理的，无从判断。
Every execution counts, not only the last one, and so does everybody named in it, the second officer like the first.
Where a person is not recorded and no breach is seen, nothing is concluded.
"""

from qinglian.model.check import Check
from qinglian.model.process import Template, words
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(
        zh="须由不同的人办理的环节由同一人办理", en="Steps for different persons done by one"
    ),
    subject="case",
    scope="case",
    needs={"event": ("case_id", "activity", "occurred_at", "resource")},
    params={
        name: param
        for name, param in words("activities", "column", required=("activities",)).items()
        if name not in ("activation", "closed_by")
    },
    template=Template("persons", compare="distinct"),
)
