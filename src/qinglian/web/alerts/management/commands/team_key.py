"""
`qinglian manage team_key`: the key pair of a supervision team, and what opens a package. 派驻组密钥。

Run it on the keeper's own machine, not on the server: it needs no database.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox


class Command(BaseCommand):
    """Makes a pair; with `--open`, opens a sealed package with the private key."""

    help = "生成派驻组密钥，或打开密封包。Make a team's keys, or open a sealed package."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        """Where the private key lies; which package to open and where to write it."""
        parser.add_argument("key", type=Path, help="私钥文件 file of the private key")
        parser.add_argument(
            "--open", type=Path, metavar="PACKAGE", help="要打开的密封包 package to open"
        )
        parser.add_argument("--out", type=Path, help="写到哪里 where to write it")

    def handle(self, *args: Any, **options: Any) -> None:
        """One or the other."""
        key: Path = options["key"]
        if options["open"] is not None:
            self._open(key, options["open"], options["out"])
            return
        if key.exists():
            raise CommandError(f"{key} 已存在，不覆盖。It exists and is not overwritten.")
        pair = PrivateKey.generate()
        key.touch(mode=0o600)
        key.write_text(bytes(pair).hex() + "\n", "ascii")
        self.stdout.write(
            f"私钥在 {key}，离线保管，丢了就打不开。The private key; without it nothing opens."
        )
        self.stdout.write(
            f"公钥，登记到系统 Public key, to be registered: {bytes(pair.public_key).hex()}"
        )

    def _open(self, key: Path, package: Path, out: Path | None) -> None:
        if out is None or out.exists():
            raise CommandError("请用 --out 给一个还没有的文件。Name a new file with --out.")
        try:
            private = PrivateKey(bytes.fromhex(key.read_text("ascii").strip()))
            opened = SealedBox(private).decrypt(package.read_bytes())
        except (OSError, ValueError, CryptoError) as error:
            raise CommandError(f"打不开 cannot be opened: {error}") from None
        out.touch(mode=0o600)
        out.write_bytes(opened)
        self.stdout.write(f"已写 Written: {out}")
