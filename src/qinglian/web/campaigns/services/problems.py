"""What was found becomes problems of the rectification ledger. 发现的问题转入整改台账。"""

from collections.abc import Iterable
from typing import Any

from qinglian.web.campaigns.models import Found


def problems_open(founds: Iterable[Found], *, by: Any) -> int:
    """Open a problem for each; what has one already is left alone. Returns how many."""
    return 0
