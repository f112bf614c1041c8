"""Who could bid, who did, and who was turned away. 谁能投、谁投了、谁被否决。"""
