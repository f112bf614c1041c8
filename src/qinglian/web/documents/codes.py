"""
The short code on every sheet: which paper, which version of it, and a check sign. 每页上的编码。

`WS-7KQ3M-0A2BC-4F9AZ-K`: the public id, five signs of the hash of what the paper says, and a check sign (Luhn modulo 32
over the signs before it) that finds every wrong sign and nearly every pair that changed places.
"""

import re
from dataclasses import dataclass

from qinglian.web.core.ids import ALPHABET

HASH = 5
_SIGN = f"[{ALPHABET}]"
PATTERN = re.compile(rf"([A-Z]{{2}})-({_SIGN}{{5}})-({_SIGN}{{5}})-({_SIGN}{{{HASH}}})-({_SIGN})")
_LIKE = re.compile("([A-Z]{2})((?:[-—－–][0-9A-Z]{5}){3}[-—－–][0-9A-Z])")
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "—": "-", "－": "-", "–": "-"})
"""Signs that are read as others (Crockford), and the dashes that keyboards put."""


@dataclass(frozen=True, slots=True)
class Code:
    """A short code that was read: whose it is, and the first signs of the hash."""

    public_id: str
    hash: str

    def fits(self, sha256: str) -> bool:
        """Whether it was printed from what has this hash."""
        return self.hash == hash_signs(sha256)


def hash_signs(sha256: str) -> str:
    """The first signs of a hash, in the alphabet of public ids."""
    bits = int(sha256[:16], 16) >> (64 - 5 * HASH)
    return "".join(ALPHABET[bits >> (5 * place) & 31] for place in reversed(range(HASH)))


def check_sign(signs: str) -> str:
    """Luhn modulo 32 over signs of the alphabet; others are left out."""
    total, factor = 0, 2
    for one in reversed([ALPHABET.index(sign) for sign in signs if sign in ALPHABET]):
        doubled = one * factor
        total += doubled // 32 + doubled % 32
        factor = 3 - factor
    return ALPHABET[-total % 32]


def short_code(public_id: str, sha256: str) -> str:
    """The code of a paper as it stands."""
    said = hash_signs(sha256)
    return f"{public_id}-{said}-{check_sign(public_id[3:] + said)}"


def codes_in(text: str) -> list[Code]:
    """The codes in a text, each once, whose check sign is right; blanks inside and signs that look alike are mended."""
    flat = re.sub("[\\s\u200b]+", "", text).upper()
    found: dict[str, Code] = {}
    for match in _LIKE.finditer(flat):
        whole = PATTERN.fullmatch(match[1] + match[2].translate(ALIKE))
        if whole and whole[5] == check_sign(whole[2] + whole[3] + whole[4]):
            code = Code(f"{whole[1]}-{whole[2]}-{whole[3]}", whole[4])
            found.setdefault(code.public_id + code.hash, code)
    return list(found.values())
