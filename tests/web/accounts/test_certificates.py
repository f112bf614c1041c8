"""UKey: the proxy's word on a certificate, believed from the proxy alone; whose it is, entered by two persons."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from qinglian.web.accounts.certificates import read_certificate, tidy_issuer, tidy_serial
from qinglian.web.accounts.models import Certificate, User
from qinglian.web.accounts.services import certificates as verbs
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed, Overtaken

PROXY = "192.0.2.10"
KEY = ec.generate_private_key(ec.SECP256R1())
FAR = date(2099, 12, 31)


def pem(serial: int = 0x0A1B, *, begins: int = -1, ends: int = 30, issuer: str = "示例CA") -> str:
    """A certificate of a fictional authority, good from and to so many days from now."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "示例, 单位"),
            x509.NameAttribute(NameOID.COMMON_NAME, issuer),
        ]
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, KEY.public_key(), serial)
        .not_valid_before(now + timedelta(days=begins))
        .not_valid_after(now + timedelta(days=ends))
        .sign(KEY, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture(autouse=True)
def _proxy(settings: Settings) -> None:
    settings.CERTIFICATE_PROXIES = ("192.0.2.0/28",)


@pytest.fixture
def people(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        officer=person("unit_officer", "bureau", name="officer"),
        other=person("unit_officer", "station", name="other"),
        system=person("system_admin", "county", home="office", name="system"),
        security=person("security_admin", "county", home="office", name="security"),
        second=person("security_admin", "county", home="office", name="second"),
    )


@pytest.fixture
def enrol(people: SimpleNamespace) -> Callable[..., Certificate]:
    def make(text: str = "", user: User | None = None, *, approve: bool = True) -> Certificate:
        seen = read_certificate(text or pem())
        made = verbs.certificate_ask(
            user=user or people.officer, issuer=seen.issuer, serial=seen.serial, ends_on=FAR,
            by=people.system,
        )  # fmt: skip
        return verbs.certificate_approve(certificate=made, by=people.security) if approve else made

    return make


def come(text: str = "", *, address: str = PROXY, verify: str = "SUCCESS", **headers: str) -> Any:
    """Press the button, with what the proxy would say."""
    said = {"HTTP_X_CLIENT_VERIFY": verify, "REMOTE_ADDR": address, **headers}
    if text:
        said["HTTP_X_CLIENT_CERT"] = quote(text)
    browser = Client()
    answer = browser.post("/account/certificate/", **said)
    answer.inside = browser.get("/accounts/me/").status_code == 200
    return answer


def test_whose_certificate_it_is_comes_in(enrol: Callable[..., Certificate]) -> None:
    enrol()
    answer = come(pem())
    assert (answer.status_code, answer["Location"], answer.inside) == (302, "/", True)
    assert Record.objects.filter(action="person.signed_in").count() == 1
    assert "UKey" in Client().get("/account/login/").content.decode()


def test_gateways_that_tell_issuer_and_serial_alone(enrol: Callable[..., Certificate]) -> None:
    made = enrol()
    said = {
        "HTTP_X_CLIENT_ISSUER": made.issuer.replace(",", ", ", 1).replace("CN=", "cn="),
        "HTTP_X_CLIENT_SERIAL": "00:0a:1b",
    }
    assert come(**said).inside
    assert not come(**said | {"HTTP_X_CLIENT_SERIAL": "0A1C"}).inside
    Certificate.objects.update(ends_on=date(2020, 1, 1))
    assert not come(**said).inside


def test_headers_from_elsewhere_are_not_believed(enrol: Callable[..., Certificate]) -> None:
    enrol()
    for address in ("192.0.2.99", "127.0.0.1", "10.0.0.1", ""):
        answer = come(pem(), address=address)
        assert (answer.status_code, answer.inside) == (403, False), address
    forwarded = come(pem(), address="198.51.100.1", HTTP_X_FORWARDED_FOR=PROXY)
    assert not forwarded.inside
    assert Record.objects.filter(action="person.sign_in_failed").count() == 5


@pytest.mark.parametrize(
    "verify", ["", "NONE", "FAILED:certificate revoked", "success", "SUCCESS "]
)
def test_only_what_the_proxy_has_checked(verify: str, enrol: Callable[..., Certificate]) -> None:
    enrol()
    assert not come(pem(), verify=verify).inside


def test_without_the_setting_there_is_no_such_door(
    enrol: Callable[..., Certificate], settings: Settings
) -> None:
    enrol()
    settings.CERTIFICATE_PROXIES = ()
    assert come(pem()).status_code == 404
    assert "UKey" not in Client().get("/account/login/").content.decode()


def test_unknown_expired_revoked_and_left(
    enrol: Callable[..., Certificate], people: SimpleNamespace
) -> None:
    made = enrol()
    assert not come(pem(0x0B)).inside
    assert not come(pem(issuer="示例另一CA")).inside, "the same number of another authority"
    assert not come(pem(ends=-1, begins=-9)).inside
    assert not come(pem(begins=1)).inside
    assert not come("no certificate").inside
    assert come(pem()).inside
    User.objects.filter(pk=people.officer.pk).update(is_active=False)
    assert not come(pem()).inside
    User.objects.filter(pk=people.officer.pk).update(is_active=True)
    verbs.certificate_revoke(certificate=made, by=people.security, reason="示例丢失")
    assert not come(pem()).inside
    with pytest.raises(Overtaken):
        verbs.certificate_revoke(certificate=made, by=people.security, reason="示例")


def test_it_waits_for_a_second_person(
    enrol: Callable[..., Certificate], people: SimpleNamespace
) -> None:
    made = enrol(approve=False)
    assert not come(pem()).inside
    for who in (people.system, people.officer):
        with pytest.raises(NotAllowed):
            verbs.certificate_approve(certificate=made, by=who)
    own = enrol(pem(7), people.security, approve=False)
    with pytest.raises(NotAllowed):
        verbs.certificate_approve(certificate=own, by=people.security)
    verbs.certificate_approve(certificate=own, by=people.second)
    verbs.certificate_approve(certificate=made, by=people.security)
    with pytest.raises(Overtaken):
        verbs.certificate_approve(certificate=made, by=people.second)
    assert come(pem()).inside
    for column in ("asked_by", "user"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=made.pk).update(approved_by=getattr(made, column))


def test_one_certificate_is_one_persons(
    enrol: Callable[..., Certificate], people: SimpleNamespace
) -> None:
    made = enrol()
    with pytest.raises(NotAllowed, match="只能归一人"):
        enrol(pem(), people.other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            user=people.other, issuer=made.issuer, serial=made.serial, ends_on=FAR,
            asked_by=people.system,
        )  # fmt: skip
    verbs.certificate_revoke(certificate=made, by=people.security, reason="调整")
    enrol(pem(), people.other)
    assert come(pem()).inside


def test_the_second_factor_of_a_role_is_asked_for_all_the_same(
    enrol: Callable[..., Certificate], people: SimpleNamespace, settings: Settings
) -> None:
    settings.SECOND_FACTOR = ("unit_officer",)
    enrol()
    answer = come(pem())
    assert not answer.inside, "the pages wait until one is set up"


def test_the_pages(people: SimpleNamespace, signed_in: Callable[[User], Client]) -> None:
    system, security = signed_in(people.system), signed_in(people.security)
    key = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for wrong in ({}, {"pem": "x"}, {"pem": key.decode()}, {"issuer": "CN=示例", "serial": "xyz"}):
        answer = system.post("/accounts/certificates/new/", {"username": "officer", **wrong})
        assert answer.status_code == 422, wrong
    said = {"username": "officer", "pem": pem()}
    assert security.post("/accounts/certificates/new/", said).status_code == 403
    where = system.post("/accounts/certificates/new/", said)["Location"]
    assert "待第二人批准" in system.get(where).content.decode()
    assert system.post(f"{where}approve/").status_code == 403
    assert security.post(f"{where}approve/").status_code == 302
    assert "可以登录" in security.get("/accounts/certificates/").content.decode()
    assert signed_in(people.officer).get(where).status_code == 403
    security.post(f"{where}revoke/", {"reason": "示例丢失"})
    assert Certificate.objects.get().state == "revoked"


@pytest.mark.parametrize(
    ("one", "other"),
    [("CN=a, O=b ,C=CN", "cn=a,o=b,c=CN"), (r"O=a\, b,C=CN", r"o=a\, b, c=CN"), ("CN=a", "CN =a")],
)
def test_a_name_is_the_same_however_it_is_spaced(one: str, other: str) -> None:
    assert tidy_issuer(one) == tidy_issuer(other)
    assert tidy_issuer(r"O=a\, b") != tidy_issuer("O=a,B=b")
    assert tidy_serial("0x00:ab") == tidy_serial("AB") == "AB"


def test_a_certificate_of_sm2_is_read_too() -> None:
    """As a Chinese authority gives it: the key and the signature are of SM2, which the library does not compute."""
    from tests.web.accounts.sm2 import SM2

    seen = read_certificate(SM2)
    assert seen.serial
    assert seen.issuer.endswith("C=CN")
