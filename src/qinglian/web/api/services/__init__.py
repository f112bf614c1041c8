"""Verbs of integrations, hooks, pushes and the upper platform."""
