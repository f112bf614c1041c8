"""What other apps may wait for. 其他应用可以等的事。"""

from django.dispatch import Signal as Event

task_done = Event()
"""Sent with `task` and `by` when a task was reviewed and is done, inside the transaction."""
task_reopened = Event()
"""Sent with `task`, `by` and `reason` when a done task was reopened."""
