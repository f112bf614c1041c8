"""Verbs of inspections. 督查的办理动作。"""
