"""Prices of bids against one another. 报价之间的比较。"""
