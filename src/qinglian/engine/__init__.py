"""Verbs: find rules, bind tables, run, explain. 动词：找规则、备数据、运行、说明。"""
