"""Templates of lists, all labelled 示例. 清单模板（示例）。"""
