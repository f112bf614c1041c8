"""Encodings of text files as exported by Chinese office software: UTF-8 with or without mark, GBK/GB18030, UTF-16."""

import codecs
from collections.abc import Callable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8（带签名）"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
GUESSES = (("utf-8", "UTF-8"), ("gb18030", "GBK"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"))
DAMAGED = "\ufffd"


def encoding_of(head: bytes, familiar: Callable[[str], int]) -> tuple[str, str]:
    """Codec and everyday name of a text by its first bytes.

    `familiar` counts known words in a text: it decides where a file of one encoding could also be read in another.
    """
    for mark, codec, name in MARKS:
        if head.startswith(mark):
            return codec, name
    best = max(GUESSES, key=lambda guess: _likeness(head, guess[0], familiar))
    return best


def _likeness(head: bytes, codec: str, familiar: Callable[[str], int]) -> tuple[int, int, int]:
    if (
        codec.startswith("utf-16")
        and head.count(0) * 20 < len(head)
        and not _two_byte_breaks(head, codec)
    ):
        return (-1, 0, 0)
    text = codecs.getincrementaldecoder(codec)("replace").decode(head)
    damaged = text.count(DAMAGED) + text.count("\0")
    return (familiar(text), -damaged, -[guess for guess, _ in GUESSES].index(codec))


def _two_byte_breaks(head: bytes, codec: str) -> bool:
    return ("\n".encode(codec) in head) or ("\t".encode(codec) in head)


def decode(raw: bytes, codec: str) -> tuple[str, int]:
    """The text, and how many signs of it were damaged (each stands as U+FFFD)."""
    try:
        return raw.decode(codec), 0
    except UnicodeDecodeError:
        text = raw.decode(codec, "replace")
        return text, text.count(DAMAGED)
