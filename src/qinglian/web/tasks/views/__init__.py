"""Pages of tasks. 督办页面。"""
