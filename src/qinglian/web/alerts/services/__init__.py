"""Verbs of alerts, one file for each part of the way. 预警的办理动作。"""
