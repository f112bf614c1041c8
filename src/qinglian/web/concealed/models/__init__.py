"""Tables of concealed work. 隐蔽工程的数据表。"""

from qinglian.web.concealed.models.acceptance import (
    Acceptance,
    Agreed,
    Covers,
    Paper,
    PartKind,
    Proof,
    Step,
    Uncovering,
)
from qinglian.web.concealed.models.likeness import Alike, Print
from qinglian.web.concealed.models.shot import Arriving, Shot

__all__ = [
    "Acceptance",
    "Agreed",
    "Alike",
    "Arriving",
    "Covers",
    "Paper",
    "PartKind",
    "Print",
    "Proof",
    "Shot",
    "Step",
    "Uncovering",
]
