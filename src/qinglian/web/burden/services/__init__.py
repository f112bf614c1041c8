"""What changes the ledger. 台账的动作。"""
