"""Pages of duties. 困难问题页面。"""
