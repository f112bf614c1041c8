"""The Python client, made from the document of the calls. 生成的 Python 客户端。"""
