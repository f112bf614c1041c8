"""
Two people at once: one wins, the other is told. 两人同时办理：先到者生效，后到者被告知。

A form carries the version of the row it was made from; a verb takes the row for itself, compares, and raises
`Overtaken`.
"""

from django.utils.translation import gettext as _


class Overtaken(Exception):
    """Somebody else moved the matter meanwhile; the message says where it stands now."""

    def __init__(self, now: object, by: object = "") -> None:
        said = (
            _("这件事已由%(by)s办理，现在是“%(now)s”。")
            if by
            else _("这件事已经变了，现在是“%(now)s”。")
        )
        super().__init__(said % {"now": now, "by": by})


class NotAllowed(Exception):
    """The verb is not for this person or not in this state; the message says why."""
