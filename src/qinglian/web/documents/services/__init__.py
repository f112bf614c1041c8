"""Verbs of papers, one file for each part of the way. 文书的动作。"""
