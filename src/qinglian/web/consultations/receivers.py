"""What other apps may wait for. 其他应用可以等的事。"""

from django.dispatch import Signal as Event

consultation_closed = Event()
"""Sent with `consultation` and `by` when one was closed, inside the transaction; its `outcome` says how it ended."""
