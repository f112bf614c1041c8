"""What other apps may wait for. 其他应用可以等的事。"""

from django.dispatch import Signal as Event

run_done = Event()
"""Sent with `run` after a run was stored and committed; `alerts` turns its signals into alerts."""
