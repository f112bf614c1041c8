"""
造城：一座虚构的县（所、市、省），带着埋好的差错与形似而无过的事。

A fictional county (or station, city, province) with planted faults and honest look-alikes. A field tells stories, its
plants change some of them, then the stories are written into tables: no plant writes a value that a check computes,
and nothing here imports a check.
"""
