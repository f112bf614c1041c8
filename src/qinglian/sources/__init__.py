"""Where ledgers and feeds come from: one folder per source, found by walking. 来源：一个文件夹一种。"""
