"""Bodies and the dated lines between them. 单位与单位之间的线。"""
