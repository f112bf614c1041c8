"""Verbs of consultations. 会签与征求意见的动作。"""
