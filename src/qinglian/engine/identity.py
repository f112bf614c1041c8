"""
标识的杂凑。Identities hashed at load: equal persons stay equal, and nobody can be read off.

HMAC-SHA256 under a key that lies in a file outside every lake; two lakes match only under one key.
Hashed identities are still personal data.
"""

import hmac
import os
import re
import secrets
import tempfile
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qinglian.engine import validity
from qinglian.model.errors import BadUsage
from qinglian.model.text import Text

FAMILY = {
    "person": "p", "id": "p", "phone": "t", "account": "b", "address": "a", "device": "d", "author": "w",
}  # fmt: skip
"""First letter of a hash: persons, phones, bank accounts, network addresses, devices, authors of files."""

KEY_VARIABLE = "QINGLIAN_KEY"
KEY_BYTES = 32


@dataclass
class Hasher:
    """Hashes identities under one key; with `keep_clear` it remembers what each hash stood for, in memory only."""

    key: bytes
    keep_clear: bool = False
    clear: dict[str, str] = field(default_factory=dict)

    def hashed(self, kind: str, raw: str | None) -> str | None:
        """Hash of an identity, `p:` and 24 hex digits for a person; None for an empty one."""
        plain = normal(kind, raw)
        if not plain:
            return None
        family = FAMILY[kind]
        digest = hmac.digest(self.key, f"{family}\0{plain}".encode(), "sha256").hex()[:24]
        if self.keep_clear and raw is not None:
            self.clear.setdefault(f"{family}:{digest}", raw.strip())
        return f"{family}:{digest}"

    def masked(self, raw: str | None) -> str | None:
        """A name with all but its first character hidden; with `keep_clear` the name itself."""
        plain = unicodedata.normalize("NFKC", raw).strip() if raw else ""
        if not plain:
            return None
        return plain if self.keep_clear else f"{plain[0]}**"


def normal(kind: str, raw: str | None) -> str:
    """One spelling for one identity: width, case, blanks, old citizen numbers, country code of phones."""
    text = unicodedata.normalize("NFKC", raw or "").strip().upper()
    if kind == "person":
        return validity.citizen_upgraded(re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", text))
    if kind == "id":
        return validity.citizen_upgraded(re.sub(r"\s", "", text))
    if kind == "phone":
        digits = re.sub(r"[\s\-()—–]", "", text)
        return re.sub(r"^(?:\+|00)?86(?=1[3-9]\d{9}$|0\d{9,11}$)", "", digits)
    if kind == "account":
        return re.sub(r"[\s\-]", "", text)
    if kind == "device":
        return re.sub(r"[\s:：.\-_]", "", text)
    return re.sub(r"\s", "", text)


def companions(kind: str, raw: str, today: date) -> dict[str, bool | str | int | None]:
    """What checks may know of an identity after it is hashed, by the suffix of its column."""
    plain = normal(kind, raw)
    if kind == "id":
        known = validity.is_citizen_number(plain)
        born = validity.citizen_birthday(plain) if known else None
        return {
            "valid": validity.citizen_valid(plain, today),
            "region": plain[:6] if known else None,
            "birth_year": born.year if born else None,
        }
    if kind == "phone":
        valid = validity.phone_valid(plain)
        return {"valid": valid, "prefix": plain[:3] if valid else None}
    if kind == "account":
        return {"valid": validity.account_valid(plain)}
    if kind == "address":
        return {"valid": validity.address_valid(plain)}
    if kind == "device":
        return {"valid": validity.device_valid(plain)}
    if kind == "author":
        return {"valid": validity.author_valid(plain)}
    return {}


def key_file(path: Path | None = None) -> Path:
    """Where the key lies: as said, as `QINGLIAN_KEY` says, or in the user's own data folder."""
    if path is not None:
        return path
    if said := os.environ.get(KEY_VARIABLE):
        return Path(said)
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "qinglian" / "key"


def read_key(path: Path | None = None, *, lake: Path | None = None) -> bytes:
    """The key; a new one is written, readable by its owner alone, where none lies yet. Never inside a lake."""
    place = key_file(path)
    if lake is not None and place.resolve().is_relative_to(lake.resolve()):
        raise BadUsage(
            Text(
                f"密钥不得放在数据湖内：{place}，请用 --key 指到别处",
                f"The key must not lie inside the lake: {place}; name another place with --key",
            )
        )
    try:
        if not place.exists():
            _write_key(place)
        key = bytes.fromhex(place.read_text("ascii").strip())
    except (ValueError, UnicodeDecodeError):
        key = b""
    except OSError as error:
        raise BadUsage(
            Text(
                f"读不到也写不了密钥文件 {place}：{error.strerror}",
                f"Cannot read or write the key file {place}: {error.strerror}",
            )
        ) from None
    if len(key) < KEY_BYTES:
        raise BadUsage(
            Text(
                f"{place} 不是密钥文件：应为 {KEY_BYTES * 2} 个十六进制字符",
                f"{place} is not a key file: it holds {KEY_BYTES * 2} hex digits",
            )
        )
    return key


def fingerprint(key: bytes) -> str:
    """Tells two keys apart without giving either away; kept in the manifest of a batch."""
    return hmac.digest(key, b"qinglian key", "sha256").hex()[:16]


def _write_key(place: Path) -> None:
    """Write aside and link, so that of two processes starting at once both read the same whole key."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, aside = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(KEY_BYTES) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.link(aside, place)
    except FileExistsError:
        pass
    finally:
        os.unlink(aside)
