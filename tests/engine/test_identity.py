"""Hashing: equal persons stay equal whatever their spelling, keys are kept apart, names are masked."""

import stat
from pathlib import Path

import pytest

from qinglian.engine.identity import Hasher, fingerprint, key_file, read_key
from qinglian.model.errors import BadUsage

KEY = bytes(range(32))


def test_spellings_of_one_identity() -> None:
    hasher = Hasher(KEY)
    old, new = "110105491231002", "１１０１０５１９４９１２３１００２ｘ"
    assert hasher.hashed("id", old) == hasher.hashed("id", new) == hasher.hashed("person", new)
    assert hasher.hashed("person", "测 试甲") == hasher.hashed("person", "测试甲")
    assert hasher.hashed("person", "User 1") != hasher.hashed("person", "User1")
    assert hasher.hashed("phone", "+86 139-0000-0000") == hasher.hashed("phone", "13900000000")


def test_form_of_a_hash() -> None:
    hashed = Hasher(KEY).hashed("person", "测试甲")
    assert hashed is not None
    kind, _, digest = hashed.partition(":")
    assert (kind, len(digest)) == ("p", 24)
    assert Hasher(KEY).hashed("phone", "13900000000").startswith("t:")  # type: ignore[union-attr]


def test_nothing_stays_nothing() -> None:
    hasher = Hasher(KEY)
    assert hasher.hashed("id", "  ") is None
    assert hasher.hashed("id", None) is None
    assert hasher.masked("") is None


def test_two_keys_do_not_match() -> None:
    assert Hasher(KEY).hashed("id", "x") != Hasher(KEY[::-1]).hashed("id", "x")
    assert fingerprint(KEY) != fingerprint(KEY[::-1])


def test_names_are_masked() -> None:
    assert Hasher(KEY).masked(" 测试甲 ") == "测**"


def test_clear_values_are_kept_only_when_asked() -> None:
    asked, not_asked = Hasher(KEY, keep_clear=True), Hasher(KEY)
    hashed = asked.hashed("person", "测试甲")
    not_asked.hashed("person", "测试甲")
    assert asked.clear == {hashed: "测试甲"}
    assert not_asked.clear == {}


def test_a_key_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    place = tmp_path / "keys" / "key"
    first = read_key(place)
    assert len(first) == 32
    assert read_key(place) == first
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [entry.name for entry in place.parent.iterdir()] == ["key"]


def test_where_the_key_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("QINGLIAN_KEY", raising=False)
    assert key_file() == tmp_path / "qinglian" / "key"
    monkeypatch.setenv("QINGLIAN_KEY", str(tmp_path / "mine"))
    assert key_file() == tmp_path / "mine"
    assert key_file(tmp_path / "said") == tmp_path / "said"


def test_no_key_inside_a_lake(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    with pytest.raises(BadUsage, match="must not lie inside the lake"):
        read_key(lake / "sub" / ".." / "key", lake=lake)
    assert not lake.exists()


def test_a_file_that_is_no_key(tmp_path: Path) -> None:
    place = tmp_path / "key"
    place.write_text("not a key")
    with pytest.raises(BadUsage, match="is not a key file"):
        read_key(place)


def test_machines_accounts_and_addresses_have_one_spelling() -> None:
    hasher = Hasher(KEY)
    assert hasher.hashed("device", "02:AB:00:00:00:01") == hasher.hashed(
        "device", "02-ab-00-00-00-01"
    )
    assert hasher.hashed("device", "02ab.0000.0001") == hasher.hashed("device", "０２AB00000001")
    assert hasher.hashed("account", "9901 0000-0001") == hasher.hashed("account", "990100000001")
    assert hasher.hashed("author", "测试 甲") == hasher.hashed("author", "测试甲")
    assert hasher.hashed("address", "1.2.13.4") != hasher.hashed("address", "1.21.3.4")
    kinds = ("person", "phone", "account", "address", "device", "author")
    families = [str(hasher.hashed(kind, "990100000001"))[:2] for kind in kinds]
    assert families == ["p:", "t:", "b:", "a:", "d:", "w:"]
