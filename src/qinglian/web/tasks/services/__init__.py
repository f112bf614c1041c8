"""Verbs of tasks. 督办的动作。"""
