"""Event logs as tables: CSV, Excel, Parquet. 事件日志（表格）。"""
