"""Verbs of rectification. 整改的动作。"""
