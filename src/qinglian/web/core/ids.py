"""
Public ids: short, random, readable aloud. 对外编号：短、随机、念得出。

Numbers in a row would tell how many matters there are, and a gap would tell that one was taken away
(confidential branch).
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O, U, which are read as something else."""
LENGTH = 10


def new_id(prefix: str) -> str:
    """As `YJ-7KQ3M-0A2BC`: 50 random bits after the prefix."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{prefix}-{drawn[:5]}-{drawn[5:]}"
