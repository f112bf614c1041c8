"""What other apps may wait for. 其他应用可以等的事。"""

from django.dispatch import Signal as Event

alert_accepted = Event()
"""
Sent with `alert`, `by` and `task` (None where none was opened) when a conclusion was accepted, inside the
transaction.
"""
