"""The verbs of campaigns. 专项整治的动作。"""
