"""Verbs of time limits. 时限的动作。"""
