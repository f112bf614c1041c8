"""The documented production settings pass Django's own check; the address of a client is what the proxy says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from qinglian.web.accounts.addresses import client_address
from qinglian.web.core.config import ConfigError, load_config

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs" / "how-to" / "site-in-production.md"


def test_the_documented_settings_are_clean(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    told = re.sub(r"(?m)^(data|database) = .*$", "", found[1]) + f'\ndata = "{tmp_path}"\n'
    file = tmp_path / "qinglian.toml"
    file.write_text(told, "utf-8")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("QINGLIAN_")
    } | {
        "QINGLIAN_CONFIG": str(file),
        "DJANGO_SETTINGS_MODULE": "qinglian.web.core.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"],
        env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_every_documented_name_is_a_setting() -> None:
    for name in re.findall(r"(?m)^\| `(\w+)` \|", GUIDE.read_text("utf-8")):
        assert hasattr(load_config({}), name), name


def test_a_misspelt_safety_setting_is_an_error() -> None:
    with pytest.raises(ConfigError, match="second_factor"):
        load_config({"QINGLIAN_SECOND_FACTORS": "all"})


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.9, 203.0.113.5", "203.0.113.5"),
    ],
)
def test_the_address_of_a_client(
    proxies: int, forwarded: str, address: str, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})
    request.META["REMOTE_ADDR"] = "192.0.2.1"
    assert client_address(request) == address
