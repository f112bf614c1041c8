"""Pages of rectification. 整改页面。"""
