"""
A local certificate authority and a certificate for the site on this network. 本地证书。

A phone gives its camera and lets a page work offline only where the page comes by https. An office without a public
name makes its own authority once, trusts it on the phones that are to use the site, and has a certificate for the names
and addresses under which the site is reached. Keys lie outside the repository, readable by their owner alone.
"""

import ipaddress
import os
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LIVES = timedelta(days=3650)
LIVES = timedelta(days=397)
"""Phones refuse certificates that live longer than 398 days (CA/Browser Forum; 825 for own authorities on iOS)."""
RENEWED_BEFORE = timedelta(days=30)
Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Tls:
    """Files of the site's certificate with its chain, its key, and the authority that phones are to trust."""

    certificate: Path
    key: Path
    authority: Path
    names: tuple[str, ...]
    fingerprint: str


def folder() -> Path:
    """Where keys lie: in the person's own data folder, one authority for all sites of this machine."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "qinglian" / "tls"


def own_names() -> tuple[str, ...]:
    """The name of this machine and its address on the network."""
    names = [socket.gethostname().lower()]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            # Nothing is sent: this only asks which address would be used (192.0.2.0/24 belongs to nobody, RFC 5737).
            one.connect(("192.0.2.1", 9))
            names.append(one.getsockname()[0])
        except OSError:
            pass
    return tuple(names)


def tls_ready(names: Sequence[str], *, now: datetime | None = None) -> Tls:
    """The certificate for these names, made where there is none, or renewed where it is near its end."""
    at, home = now or datetime.now(UTC), folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.chmod(0o700)
    wanted = tuple(dict.fromkeys((*names, "localhost", "127.0.0.1")))
    authority, authority_key = _authority(home, at)
    path, key_path = home / "site.crt", home / "site.key"
    held = _read(path)
    if held is None or not _stands(held, authority, wanted, at) or not key_path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        made = _signed(authority, authority_key, key, wanted, at)
        _write(key_path, _pem(key))
        _write(path, _pem(made) + _pem(authority), 0o644)
    digest = authority.fingerprint(hashes.SHA256()).hex(":").upper()
    return Tls(path, key_path, home / "authority.crt", wanted, digest)


def _authority(home: Path, at: datetime) -> tuple[x509.Certificate, Key]:
    path, key_path = home / "authority.crt", home / "authority.key"
    held = _read(path)
    # As long as what it signs: a certificate that outlives its authority stands for nothing.
    if held is not None and key_path.exists() and held.not_valid_after_utc - LIVES > at:
        key = serialization.load_pem_private_key(key_path.read_bytes(), None)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return held, key
    key = ec.generate_private_key(ec.SECP256R1())
    title = f"qinglian {socket.gethostname()} {at:%Y-%m-%d}"
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title[:64])])
    made = (
        _builder(name, name, key, at, AUTHORITY_LIVES)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(key_path, _pem(key))
    _write(path, _pem(made), 0o644)
    return made, key


def _signed(
    authority: x509.Certificate, by: Key, key: Key, names: Sequence[str], at: datetime
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    return (
        _builder(subject, authority.subject, key, at, LIVES)
        .add_extension(x509.SubjectAlternativeName(list(map(_general, names))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
        .sign(by, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, at: datetime, lives: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A phone whose clock is some minutes behind is to believe it too.
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + lives)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return x509.DNSName(name)


def _stands(
    held: x509.Certificate, authority: x509.Certificate, names: Iterable[str], at: datetime
) -> bool:
    if held.not_valid_after_utc - RENEWED_BEFORE <= at or held.issuer != authority.subject:
        return False
    try:
        held.verify_directly_issued_by(authority)
    except Exception:
        # Of another authority, or no signature at all.
        return False
    there = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(map(_general, names)) <= set(there)


def _read(path: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return None


def _pem(one: Key | x509.Certificate) -> bytes:
    pem = serialization.Encoding.PEM
    if isinstance(one, x509.Certificate):
        return one.public_bytes(pem)
    plain = serialization.NoEncryption()
    return one.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)


def _write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Never for an instant readable by others than it is to be."""
    beside = path.with_suffix(path.suffix + ".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        out.write(content)
    beside.replace(path)


def how_to_trust(tls: Tls, port: int) -> str:
    """What to do once on each phone."""
    where = "、".join(
        f"https://{one}:{port}" for one in tls.names if one not in ("localhost", "127.0.0.1")
    )
    return f"""\
在手机上信任本机证书（一次即可），之后可拍照、离线使用 Trust this authority once on each phone:
  1. 把证书文件发到手机 Copy to the phone: {tls.authority}
  2. 安卓：设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书 Android: Settings → Security → Install a certificate → CA
     苹果：打开文件安装描述文件，再到 设置 → 通用 → 关于本机 → 证书信任设置 中打开
     iPhone: install the profile, then Settings → General → About → Certificate Trust Settings
  3. 核对指纹 Compare the fingerprint (SHA-256): {tls.fingerprint}
  4. 打开 Open: {where}"""
