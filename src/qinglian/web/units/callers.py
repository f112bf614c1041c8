"""
Who acts without being a person: a system of another body, or of one's own. 以单位名义接入的系统。

It holds no role. What it reaches is what one role opens to one body along its lines, cut down to the kinds of object
it was let in for; so it never sees more than a colleague of that body in that role, and the same `reach` serves it.
What opens every row is left out, and so is every verb but those that were named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import ALL, GRANTS
from qinglian.web.units.scope import Opening


@dataclass(frozen=True, slots=True)
class Caller:
    """
    A system at work. `account` stands for it where a row needs a person; it can never sign in. `kinds`: kind of object
    → whether it may also write.
    """

    account: User
    role: str
    unit_id: int
    since: date
    until: date
    kinds: Mapping[str, bool]

    is_authenticated = True
    is_active = True

    @property
    def pk(self) -> int:
        """Of its account."""
        return self.account.pk

    def openings(self, on: date) -> tuple[Opening, ...]:
        """What is open to it on a day; nothing before it was let in or after its last day."""
        if not self.since <= on <= self.until:
            return ()
        return tuple(
            Opening(
                self.role,
                replace(grant, write=grant.write and self.kinds[grant.object]),
                self.unit_id,
                self.since,
            )
            for grant in GRANTS[self.role]
            if grant.object in self.kinds and ALL not in grant.via
        )
