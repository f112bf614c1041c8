"""What rectification waits for. 整改等的事。"""
