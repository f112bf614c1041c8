"""Pages of alerts. 预警页面。"""
