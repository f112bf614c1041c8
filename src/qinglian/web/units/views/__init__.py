"""Pages of bodies, lines, people and roles. 单位、线、人员与角色的页面。"""
