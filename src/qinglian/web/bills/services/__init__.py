"""What is done with bills and ledgers, one verb a function. 清单与台账的办理。"""
