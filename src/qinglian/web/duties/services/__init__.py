"""The verbs of duties. 困难问题的动作。"""
