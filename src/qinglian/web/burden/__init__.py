"""减负台账: minutes asked of whom, by whom. 减负台账。"""
