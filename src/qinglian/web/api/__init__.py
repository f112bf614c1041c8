"""Other systems: what they bring, read and are told. 与其他系统对接。"""
