"""Verbs: bring data, load it, ask rules of it. 上传、装载、运行。"""
