"""
What a site is told from outside: `qinglian.toml`, and environment variables above it. 站点配置。

A name in the file is the variable's name in lower case without `QINGLIAN_`: `QINGLIAN_DATABASE` is `database`.
The file is the one `QINGLIAN_CONFIG` names, or `qinglian.toml` in the working folder. An unknown name is an
error that names the nearest one, so that a misspelt safety setting is never silently the default.
"""

import difflib
import os
import secrets
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

PREFIX = "QINGLIAN_"
NOT_SETTINGS = {"config", "key", "lang", "spark_conf", "spark_master"}
"""Variables with our prefix that speak to the command line and the engine."""


class ConfigError(ValueError):
    """The configuration cannot be right; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Config:
    """
    The settings of one site.

    `data`: folder of the database, uploads, lakes and keys; outside the web root and outside the checkout in
    production. `database`: `sqlite` for the file in `data`, or `postgresql://user:password@host:port/name`. `hosts`:
    names the site answers to. `https`: the site is reached by https, cookies are for https only. `proxy`: a reverse
    proxy sets X-Forwarded-Proto and X-Forwarded-For. `second_factor`: roles that must sign in with a second factor,
    or `all`. `sessions`: how many places one person may be signed in at. `audit_hash`: `sha256` or `sm3`.
    `repeat_months`: a second inspection of one matter at one body within so many months needs an approver (示例: 6).
    `countersign_silence`: what a body that was to countersign and let the day pass has said: `missing` (nothing, it
    stays to be given) or `no_opinion`. `internal_hosts`: names and networks inside to which messages may be sent; to
    no other address that is not public, and without https to none but these. `oidc_claim`: what the provider calls
    the user name here. `certificate_proxies`: addresses of the proxies that ask for a client certificate (UKey) and
    tell of it in the headers that begin with `certificate_header`; empty: nobody signs in by certificate.
    `upper_url`, `upper_token`: where an upper platform is told what became of its warnings; `upper_codes`: the file
    with its codes.
    """

    data: Path = Path("var")
    database: str = "sqlite"
    secret_key: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    https: bool = False
    proxy: bool = False
    debug: bool = False
    demo: bool = False
    timezone: str = "Asia/Shanghai"
    session_minutes: int = 60
    session_hours: int = 12
    sessions: int = 3
    second_factor: tuple[str, ...] = ()
    audit_hash: str = "sha256"
    countersign_silence: str = "missing"
    upload_mb: int = 50
    triage_queue: int = 500
    repeat_months: int = 6
    campaigns_a_year: int = 2
    internal_hosts: tuple[str, ...] = ()
    oidc_url: str = ""
    oidc_client: str = ""
    oidc_secret: str = ""
    oidc_name: str = "统一身份认证"
    oidc_claim: str = "preferred_username"
    upper_url: str = ""
    upper_token: str = ""
    upper_codes: str = ""
    certificate_proxies: tuple[str, ...] = ()
    certificate_header: str = "X-Client"

    @property
    def key(self) -> str:
        """The secret key; made once and kept in `data` where none is given."""
        if self.secret_key:
            return self.secret_key
        kept = self.data / "secret_key"
        if not kept.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as out:
                out.write(secrets.token_urlsafe(60))
        return kept.read_text()


def load_config(environment: dict[str, str] | None = None) -> Config:
    """Read the file and the environment. Raises `ConfigError`."""
    environment = dict(os.environ) if environment is None else environment
    known = {field.name: field.type for field in fields(Config)}
    path = Path(environment.get(PREFIX + "CONFIG", "qinglian.toml"))
    told: dict[str, object] = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    if not path.exists() and PREFIX + "CONFIG" in environment:
        raise ConfigError(f"找不到配置文件 {path}。No such configuration file.")
    for name, value in environment.items():
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in NOT_SETTINGS:
            told[name.removeprefix(PREFIX).lower()] = value
    for name in told:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"，是否应为 {near[0]}？Did you mean {near[0]}?" if near else ""
            raise ConfigError(f"没有名为 {name} 的配置项{hint}")
    typed: dict[str, Any] = {name: _typed(name, value, known[name]) for name, value in told.items()}
    return Config(**typed)


def _typed(name: str, value: object, kind: object) -> object:
    """A value of the file or the environment in the type of its field."""
    if kind is Path:
        return Path(str(value)).expanduser()
    if kind is bool:
        if isinstance(value, bool):
            return value
        if str(value).lower() in ("1", "true", "yes", "on"):
            return True
        if str(value).lower() in ("0", "false", "no", "off", ""):
            return False
        raise ConfigError(f"{name} 应为 true 或 false，不能是 {value!r}。It is true or false.")
    if kind is int:
        try:
            return int(str(value))
        except ValueError:
            raise ConfigError(f"{name} 应为整数，不能是 {value!r}。It is a whole number.") from None
    if kind is str:
        return str(value)
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(map(str, value)) if isinstance(value, list) else ()
