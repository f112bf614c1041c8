"""How much goes to whom. 业务归谁、有多集中。"""
