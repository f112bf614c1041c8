"""Process rules planned together: one prepared table of events, evidence first, verdicts from evidence.

过程规则一并计划：事件备好一次，先取证据，再由证据得出结论。
"""
