"""Pages of time limits. 时限页面。"""
