"""Pages of data and runs. 数据与运行的页面。"""
