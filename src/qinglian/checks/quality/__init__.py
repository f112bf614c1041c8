"""Whether records are whole and unaltered. 记录是否完整、未被改动。"""
