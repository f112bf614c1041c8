"""One question per file. 一个文件一个问题。"""
