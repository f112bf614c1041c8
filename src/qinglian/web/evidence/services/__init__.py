"""Verbs of evidence. 佐证材料的动作。"""
