"""Leads about one real event, from triage to look-back. 预警：从研判到回头看。"""
