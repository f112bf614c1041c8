"""Addresses of this app by their subjects; `urls.py` joins them. 网址。"""
