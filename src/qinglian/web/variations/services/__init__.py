"""What is done with variations. 变更的办理。"""
