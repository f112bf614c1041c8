"""How long a step may take, and who is told in time. 时限与催办。"""
