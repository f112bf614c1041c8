"""One verb after the other. 隐蔽工程的办理动作。"""
