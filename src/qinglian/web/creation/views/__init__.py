"""Pages of creation. 创建的页面。"""
