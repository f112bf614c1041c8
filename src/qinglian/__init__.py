"""清廉 qinglian: from ledgers to explained signals. 从台账到讲得清的疑点。"""

__version__ = "0.1.0"
