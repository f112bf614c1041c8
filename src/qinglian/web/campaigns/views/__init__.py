"""Pages of campaigns. 专项整治页面。"""
