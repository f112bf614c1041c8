"""Pages of bills and ledgers. 清单与台账的页面。"""
