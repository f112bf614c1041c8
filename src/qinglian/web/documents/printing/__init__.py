"""How a paper looks: Word from a master, PDF, GB/T 9704. 版面。"""
