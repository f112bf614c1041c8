"""What other apps may wait for. 其他应用可以等的事。"""

from django.dispatch import Signal as Event

problem_struck = Event()
"""Sent with `problem` and `by` when a problem was struck off, inside the transaction."""
problem_reopened = Event()
"""Sent with `problem`, `by` and `reason` when one that was struck off is on record again."""
