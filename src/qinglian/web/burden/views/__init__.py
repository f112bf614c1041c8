"""Pages of the ledger. 台账的页面。"""
