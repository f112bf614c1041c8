"""Signing in and out: first password, second factor, lock-out, sessions, and what is recorded of it."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record

Person = Callable[..., User]
SignedIn = Callable[[User], Client]
PASSWORD = "示例口令 Example 9"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


@pytest.fixture
def officer(person: Person) -> User:
    user = person("unit_officer", "bureau", name="shili")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, password: str = PASSWORD, name: str = "shili"):
    return client.post("/account/login/", {"login": name, "password": password})


def recorded(action: str) -> int:
    return Record.objects.filter(action=action).count()


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_in_and_out_are_recorded(officer: User, client: Client) -> None:
    assert sign_in(client).status_code == 302
    assert client.get("/accounts/me/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/accounts/me/").status_code == 302
    assert (recorded("person.signed_in"), recorded("person.signed_out")) == (1, 1)
    assert Record.objects.get(action="person.signed_in").data == {"address": "127.0.0.1"}


def test_a_wrong_password_is_recorded_but_never_what_was_typed(
    officer: User, client: Client
) -> None:
    assert "不对" in sign_in(client, "错了").content.decode()
    sign_in(client, "x", name=PASSWORD)
    rows = Record.objects.filter(action="person.sign_in_failed").order_by("pk")
    assert [row.object_id for row in rows] == ["shili", ""]
    assert not Record.objects.filter(data__icontains="示例口令").exists()


def test_five_wrong_passwords_lock_and_the_security_administrator_unlocks(
    officer: User, client: Client, settings: Settings, person: Person, signed_in: SignedIn
) -> None:
    settings.AXES_ENABLED = True
    for _ in range(5):
        answer = sign_in(client, "错了")
    assert answer.status_code == 429
    assert "锁定" in answer.content.decode()
    assert sign_in(client).status_code == 429
    assert recorded("person.locked_out") >= 1
    assert signed_in(officer).get("/accounts/sign-in/").status_code == 403
    security = signed_in(person("security_admin", "county"))
    assert "shili" in security.get("/accounts/sign-in/").content.decode()
    answer = security.post("/accounts/sign-in/unlock/shili/", {"reason": "本人到场核实"})
    assert answer.status_code == 302
    assert recorded("person.unlocked") == 1
    assert "shili" not in security.get("/accounts/sign-in/").content.decode()
    assert security.get("/accounts/sign-in/unlock/shili/").status_code == 404
    assert sign_in(Client()).status_code == 302


def test_a_given_password_is_changed_before_anything_else(officer: User, client: Client) -> None:
    User.objects.update(must_change_password=True)
    sign_in(client)
    for page in ("/", "/accounts/me/", "/account/mfa/"):
        assert client.get(page)["Location"] == "/account/password/change/"
    assert "管理员设定" in client.get("/account/password/change/").content.decode()
    new = "新的示例口令 2 号本"
    answer = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert client.get("/accounts/me/").status_code == 200
    assert recorded("person.password_changed") == 1
    assert sign_in(Client(), new).status_code == 302


@pytest.mark.parametrize("password", ["short", "1234567890", "password12"])
def test_weak_passwords_are_refused(password: str, officer: User, client: Client) -> None:
    sign_in(client)
    answer = client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_a_role_that_asks_for_a_second_factor_opens_nothing_without(
    officer: User, client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR = ("unit_officer",)
    sign_in(client)
    assert client.get("/accounts/me/")["Location"] == "/account/mfa/totp/activate/"
    page = client.get("/account/mfa/totp/activate/")
    assert "验证器" in page.content.decode()
    secret = page.context["form"].secret
    assert client.post("/account/mfa/totp/activate/", {"code": "000"}).status_code == 200
    done = client.post("/account/mfa/totp/activate/", {"code": code_of(secret)})
    assert done.status_code == 302
    assert client.get("/accounts/me/").status_code == 200
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data), "encrypted in the database"
    assert recorded("person.second_factor_changed") >= 1
    client.post("/account/mfa/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").exists(), "the role forbids to switch it off"

    again = Client()
    assert sign_in(again)["Location"] == "/account/mfa/authenticate/"
    assert again.get("/accounts/me/").status_code == 302
    assert "恢复码" in again.get("/account/mfa/authenticate/").content.decode()
    assert again.post("/account/mfa/authenticate/", {"code": "123"}).status_code == 200
    cache.clear()
    assert again.post("/account/mfa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert again.get("/accounts/me/").status_code == 200


def test_a_recovery_code_works_once(officer: User, client: Client) -> None:
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    sign_in(client)
    client.post("/account/mfa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})
    client.post("/account/mfa/codes/new/")
    page = client.get("/account/mfa/codes/")
    code = page.context["unused_codes"][0]
    assert code in page.content.decode()
    assert code in client.get("/account/mfa/codes/file/").content.decode()
    for worked in (302, 200):
        again = Client()
        sign_in(again)
        assert again.post("/account/mfa/authenticate/", {"code": code}).status_code == worked


def test_a_lost_telephone_is_reset_by_another_person(
    officer: User, client: Client, person: Person, signed_in: SignedIn
) -> None:
    sign_in(client)
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    security = signed_in(person("security_admin", "county", name="anquan"))
    said = {"username": "shili", "reason": "本人到场核实"}
    assert security.post("/accounts/sign-in/second-factor/", said).status_code == 302
    assert not Authenticator.objects.filter(user=officer).exists()
    assert client.get("/accounts/me/").status_code == 302, "signed out everywhere"
    assert recorded("person.second_factor_reset") == 1
    again = security.post("/accounts/sign-in/second-factor/", said)
    assert "没有启用" in again.content.decode()
    own = security.post("/accounts/sign-in/second-factor/", said | {"username": "anquan"})
    assert "自己" in own.content.decode()
    other = signed_in(officer).post("/accounts/sign-in/second-factor/", said)
    assert other.status_code == 403


def test_more_sessions_than_allowed_end_the_oldest(
    officer: User, client: Client, settings: Settings
) -> None:
    settings.SESSIONS_EACH = 2
    browsers = [Client() for _ in range(3)]
    for one in browsers:
        sign_in(one)
    assert [one.get("/accounts/me/").status_code for one in browsers] == [302, 200, 200]
    page = browsers[2].get("/accounts/me/").content.decode()
    assert "就是这里" in page
    other = UserSession.objects.exclude(session_key=browsers[2].session.session_key).get()
    assert browsers[2].post(f"/accounts/me/sessions/{other.pk}/end/").status_code == 302
    assert browsers[1].get("/accounts/me/").status_code == 302
    assert recorded("person.session_ended") == 2


def test_nobody_ends_the_session_of_another(
    officer: User, client: Client, person: Person, signed_in: SignedIn
) -> None:
    sign_in(client)
    other = signed_in(person("unit_officer", "market"))
    session = UserSession.objects.get(user=officer)
    assert other.post(f"/accounts/me/sessions/{session.pk}/end/").status_code == 404
    assert client.get("/accounts/me/").status_code == 200


@pytest.mark.parametrize(("name", "seconds"), [("seen", 3600), ("begun", 12 * 3600)])
def test_a_session_ends_when_idle_and_after_twelve_hours(
    name: str, seconds: int, officer: User, client: Client
) -> None:
    sign_in(client)
    client.get("/accounts/me/")
    for ago, status in ((seconds - 30, 200), (seconds, 302)):
        session = client.session
        session[name] = int(time.time()) - ago
        session.save()
        assert client.get("/accounts/me/").status_code == status
    assert "请重新登录" in client.get("/account/login/").content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "/account/signup/", "/account/email/", "/account/password/reset/", "/account/password/set/",
        "/account/social/signup/", "/account/3rdparty/", "/account/social/connections/",
        "/account/no/account_signup/", "/account/confirm-email/x/", "/account/login/code/", "/admin/",
        "/account/mfa/webauthn/", "/account/other/login/",
    ],
)  # fmt: skip
def test_what_is_not_offered_is_not_there(page: str, officer: User, client: Client) -> None:
    assert client.get(page).status_code in (302, 404)
    client.force_login(officer)
    assert client.get(page).status_code == 404


def test_every_page_of_sign_in_is_in_our_frame_in_both_languages(
    officer: User, client: Client
) -> None:
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    pages = {"/account/login/"}
    sign_in(client)
    pages_in = {
        "/account/mfa/", "/account/mfa/codes/", "/account/mfa/codes/new/", "/account/inactive/",
        "/account/mfa/totp/deactivate/", "/account/password/change/", "/account/logout/",
        "/account/reauthenticate/", "/account/mfa/reauthenticate/", "/account/oidc/error/",
        "/account/oidc/cancelled/",
    }  # fmt: skip
    client.post("/account/mfa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})
    client.post("/account/mfa/codes/new/")
    for browser, some in ((Client(), pages), (client, pages_in)):
        for page in some:
            for language, word in (("zh-hans", "严禁"), ("en", "state secrets")):
                browser.cookies["django_language"] = language
                answer = browser.get(page, follow=True)
                assert answer.status_code in (200, 401), page
                text = re.sub(r"(?s)<nav.*?</nav>|<[^>]*>", "", answer.content.decode())
                assert word in text, page
                if language == "en":
                    left = re.findall("[\u4e00-\u9fff]+", text.replace("中文", ""))
                    assert set(left) <= {"示例"}, (page, left)


def test_a_form_that_lay_too_long_says_so_in_our_frame() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "没有提交" in answer.content.decode()
