"""How long a draft was open to public comment: the days, and whether they are too few."""

from datetime import date
from typing import Any

import ibis
from ibis import Table

COLUMNS = ("policy_id", "policy_kind", "comment_opened_day", "comment_closed_day")
EPOCH = date(1970, 1, 1)


def commented(policy: Table, kinds: list[str], since: date) -> Table:
    """Rows of these kinds, or of an unknown one, that were open to comment on or after a day; adds `days`.

    The day of opening is not counted, the last day is.
    """
    first = policy.comment_opened_day.coalesce(policy.comment_closed_day)
    asked = policy.filter(
        first >= (since - EPOCH).days, policy.policy_kind.isin(kinds).fill_null(True)
    )
    return asked.mutate(days=asked.comment_closed_day - asked.comment_opened_day)


def too_short(asked: Table, minimum_days: int) -> Any:
    """Fewer days than the least, and no explanation of it on record; null where days or kind could change that."""
    short = (asked.days < minimum_days) & ~asked.comment_short_explained.fill_null(False)
    return ibis.cases((~short, False), (asked.policy_kind.notnull(), short))
