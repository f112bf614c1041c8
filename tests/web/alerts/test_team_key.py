"""The keeper makes a pair and opens packages with a command; the private key is never overwritten nor shown."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from nacl.public import PublicKey, SealedBox


def test_what_is_sealed_for_the_public_key_the_private_key_opens(tmp_path: Path) -> None:
    key, package, out = tmp_path / "key", tmp_path / "YS.sealed", tmp_path / "opened.json"
    said = io.StringIO()
    call_command("team_key", key, stdout=said)
    public = said.getvalue().split()[-1]
    assert key.stat().st_mode & 0o077 == 0
    assert key.read_text().strip() not in said.getvalue()
    package.write_bytes(SealedBox(PublicKey(bytes.fromhex(public))).encrypt("示例".encode()))
    call_command("team_key", key, open=package, out=out, stdout=io.StringIO())
    assert out.read_text("utf-8") == "示例"


def test_a_key_is_never_overwritten_and_another_opens_nothing(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    said = io.StringIO()
    call_command("team_key", mine, stdout=said)
    call_command("team_key", other, stdout=io.StringIO())
    kept = mine.read_text()
    with pytest.raises(CommandError):
        call_command("team_key", mine, stdout=io.StringIO())
    assert mine.read_text() == kept
    package = tmp_path / "package"
    package.write_bytes(
        SealedBox(PublicKey(bytes.fromhex(said.getvalue().split()[-1]))).encrypt(b"x")
    )
    with pytest.raises(CommandError):
        call_command("team_key", other, open=package, out=tmp_path / "out", stdout=io.StringIO())
    assert not (tmp_path / "out").exists()
