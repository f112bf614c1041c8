"""Countersign and consultation. 会签与征求意见。"""
