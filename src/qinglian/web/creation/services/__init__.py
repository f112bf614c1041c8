"""The verbs of creation, one a function. 创建的动作。"""
