"""
Send a message to an address somebody else named, and to nowhere else. 向外投递：只到允许的地址。

A name is resolved once, every address it stands for must be allowed, and the connection goes to that very address: a
name that answers differently a moment later leads nowhere (server-side request forgery, DNS rebinding). Public
addresses are allowed by https; those of a government network are internal, and named in `internal_hosts`. Redirects
are not followed and no proxy is asked.
"""

import http.client
import socket
import ssl
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from qinglian.model.text import Text

SECONDS = 10
MOST_READ = 16_384
NAT64 = ip_network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


class NotSent(Exception):
    """It may not go there, or nobody answered; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def checked(url: str) -> SplitResult:
    """The parts of an address to which something may be sent as far as can be told without asking for it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotSent(Text("地址写法不对。", "The address is not well written.")) from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or not plain:
        raise NotSent(
            Text("地址应以 https:// 开头。", "An address that begins with https:// is wanted.")
        )
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise NotSent(
            Text("地址里不能带用户名、口令或 #。", "No user name, password or # in an address.")
        )
    if parts.scheme == "http" and not _named(parts.hostname) and _address(parts.hostname) is None:
        raise NotSent(
            Text("内网以外的地址只能用 https。", "Outside the named hosts only https will do.")
        )
    literal = _address(parts.hostname)
    if literal is not None:
        _must_be_allowed(parts, [literal])
    return parts


def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    """Send; the status and the beginning of what was answered. Raises `NotSent`."""
    parts = checked(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise NotSent(Text("找不到这个主机名。", "No such host name.")) from None
    addresses = [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    _must_be_allowed(parts, addresses)
    line = _Pinned(host, port, str(addresses[0]), secure=parts.scheme == "https")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        line.request(
            "POST", path, body, {"User-Agent": "qinglian", "Connection": "close", **headers}
        )
        answer = line.getresponse()
        return answer.status, answer.read(MOST_READ)
    except ssl.SSLError:
        raise NotSent(Text("对方的证书不可信。", "The certificate is not to be trusted.")) from None
    except (OSError, http.client.HTTPException):
        raise NotSent(Text("对方没有应答。", "There was no answer.")) from None
    finally:
        line.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, which bears the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address, self.secure = address, secure

    def connect(self) -> None:
        """To the address, not to whatever the name stands for by now."""
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _must_be_allowed(parts: SplitResult, addresses: list[Address]) -> None:
    inside = all(_internal(parts.hostname or "", one) for one in addresses)
    public = all(_public(one) for one in addresses)
    if not addresses or not (inside or (public and parts.scheme == "https")):
        raise NotSent(
            Text(
                "不能投递到这个地址：内网地址要由系统管理员写进 internal_hosts。",
                "Nothing is sent there: an internal address must stand in internal_hosts.",
            )
        )


def _internal(host: str, address: Address) -> bool:
    return _named(host) or any(address in one for one in _networks())


def _named(host: str) -> bool:
    return host.lower() in {one.lower() for one in settings.INTERNAL_HOSTS}


def _networks() -> list[object]:
    found: list[object] = []
    for one in settings.INTERNAL_HOSTS:
        try:
            found.append(ip_network(one))
        except ValueError:
            continue
    return found


def _address(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _public(address: Address) -> bool:
    """Whether it is one of the internet; what only wraps another address is judged by that."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address.teredo or address in NAT64:
            return False
        if wrapped is not None:
            return _public(wrapped)
    return address.is_global and not address.is_multicast
