"""Pages of inspections. 督查页面。"""
