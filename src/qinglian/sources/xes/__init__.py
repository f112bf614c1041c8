"""Event logs as XES. 事件日志（XES）。"""
