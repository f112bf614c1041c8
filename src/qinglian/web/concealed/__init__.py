"""隐蔽工程: pictures that hang together, acceptance before covering, three lawful ways. 隐蔽工程验收。"""
