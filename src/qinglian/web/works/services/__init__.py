"""Verbs of works. 工程的动作。"""
