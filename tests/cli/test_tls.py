"""The local authority: keys for their owner alone, a certificate that names hold, renewed in time."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from qinglian.cli import tls
from qinglian.cli.site import commands

NAMES = ("qinglian.test", "192.0.2.7")


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def serial(ready: tls.Tls) -> int:
    return x509.load_pem_x509_certificate(ready.certificate.read_bytes()).serial_number


def test_keys_are_for_their_owner_alone() -> None:
    ready = tls.tls_ready(NAMES)
    for path in (ready.key, ready.authority.with_suffix(".key")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(ready.key.parent.stat().st_mode) == 0o700
    assert not ready.key.is_relative_to(Path(__file__).parents[2])


def test_it_is_believed_for_its_names_alone() -> None:
    ready = tls.tls_ready(NAMES)
    trusting = ssl.create_default_context(cafile=str(ready.authority))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(ready.certificate, ready.key)

    def shaken(name: str) -> bool:
        one, other = ssl.MemoryBIO(), ssl.MemoryBIO()
        phone = trusting.wrap_bio(one, other, server_hostname=name)
        server = serving.wrap_bio(other, one, server_side=True)
        for _turn in range(4):
            for side in (phone, server):
                try:
                    side.do_handshake()
                except ssl.SSLWantReadError:
                    pass
                except ssl.SSLError:
                    return False
        return phone.version() is not None

    assert shaken("qinglian.test")
    assert shaken("192.0.2.7")
    assert not shaken("other.test")


def test_kept_while_it_holds_and_renewed_before_it_ends() -> None:
    first = tls.tls_ready(NAMES)
    number, authority = serial(first), first.authority.read_bytes()
    assert serial(tls.tls_ready(NAMES)) == number
    later = datetime.now(UTC) + tls.LIVES - timedelta(days=10)
    renewed = tls.tls_ready(NAMES, now=later)
    assert serial(renewed) != number
    # Phones that trust the authority go on doing so.
    assert renewed.authority.read_bytes() == authority
    again = serial(tls.tls_ready(NAMES, now=later))
    assert serial(tls.tls_ready((*NAMES, "second.test"), now=later)) != again


def test_an_authority_near_its_end_is_made_anew() -> None:
    authority = tls.tls_ready(NAMES).authority.read_bytes()
    later = datetime.now(UTC) + tls.AUTHORITY_LIVES - timedelta(days=100)
    assert tls.tls_ready(NAMES, now=later).authority.read_bytes() != authority


def test_the_server_is_told() -> None:
    ready = tls.tls_ready(NAMES)
    assert str(ready.key) in commands("0.0.0.0", 8443, ready)["server"]
    assert "--ssl-keyfile" not in commands("127.0.0.1", 8000)["server"]
    assert "https://qinglian.test:8443" in tls.how_to_trust(ready, 8443)
