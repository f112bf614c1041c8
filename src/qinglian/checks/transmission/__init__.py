"""Whether duties reach those who carry them out, in time and in earnest. 责任逐级传导：下得去、来得及、不递减。"""
