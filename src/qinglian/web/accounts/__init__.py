"""People, their roles for bodies, and what a role opens. 人员、角色与可见范围。"""
