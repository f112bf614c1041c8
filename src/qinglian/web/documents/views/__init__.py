"""Pages of papers. 文书页面。"""
