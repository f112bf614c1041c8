"""Sums of money against what the law or the paper allows. 金额与法定、约定数额。"""
