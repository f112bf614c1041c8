"""Pages of variations. 变更的页面。"""
