"""Nouns: tables, checks, rules, signals. 名词：表、检查、规则、疑点。"""
