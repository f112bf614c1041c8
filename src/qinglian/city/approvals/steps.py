"""
许可办件的步骤，按先后。The steps of a permit case, in their order.
"""

from qinglian.city.course import Course, day, drop, mark

__all__ = ["STEPS", "at_step", "day", "drop", "mark", "move", "put"]

STEPS = (
    "lower_accepted",
    "lower_reviewed",
    "window",
    "received",
    "supplement_noticed",
    "supplemented",
    "accepted",
    "rejected",
    "hearing_requested",
    "suspended",
    "hearing_noticed",
    "heard",
    "resumed",
    "inspected",
    "extended",
    "withdrawn",
    "reviewed",
    "decided",
    "delivered",
    "published",
    "closed",
    "revoked",
)

COURSE = Course(STEPS)
at_step, put, move = COURSE.at, COURSE.put, COURSE.move
