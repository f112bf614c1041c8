"""Data comes in, rules are asked of it, signals come out: the one app that imports the engine. 数据、运行、疑点。"""
