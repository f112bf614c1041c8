"""Pages of works. 工程的页面。"""
