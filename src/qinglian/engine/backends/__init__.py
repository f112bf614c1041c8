"""Where expressions run: one small class per engine. 后端：一个引擎一个类。"""
