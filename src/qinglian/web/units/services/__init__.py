"""Verbs on bodies, lines, people and their roles. 单位、线、人员与角色的办理。"""
