"""An altered, missing or foreign record is named; so is a picture that was changed."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from qinglian.web.concealed import kept
from qinglian.web.concealed.chain import chain_verify
from qinglian.web.concealed.models import Shot
from qinglian.web.core.uploads import folder
from tests.web.concealed.conftest import Phone, picture


@pytest.fixture
def three(phone: Phone) -> list[Shot]:
    for seed in (1, 2, 3):
        phone.send(picture(seed))
    return list(Shot.objects.order_by("number"))


def by_hand(sql: str) -> None:
    """As somebody with the database in his hands, who took the triggers away first."""
    with connection.cursor() as cursor:
        for statement in kept.UNDO[connection.vendor]:
            cursor.execute(statement)
        cursor.execute(sql)


def test_a_whole_chain(site: SimpleNamespace, three: list[Shot]) -> None:
    result = chain_verify(site.section, files=True)
    assert (result.number, result.head, result.broken, result.files) == (3, three[2].hash, None, ())
    assert [one.previous for one in three[1:]] == [one.hash for one in three[:2]]


@pytest.mark.parametrize(
    ("sql", "number", "why"),
    [
        (
            "update concealed_shot set source = 'gallery', time_sure = 'low' where number = 2",
            2,
            "内容",
        ),
        (
            "update concealed_shot set taken_at = '2020-01-01 00:00:00+00:00' where number = 1",
            1,
            "内容",
        ),
        ("delete from concealed_shot where number = 2", 3, "缺了"),
        ("update concealed_shot set hash = previous where number = 1", 1, "内容"),
    ],
)
def test_the_first_broken_link_is_named(
    site: SimpleNamespace, three: list[Shot], sql: str, number: int, why: str
) -> None:
    by_hand(sql)
    broken = chain_verify(site.section).broken
    assert broken is not None
    assert broken.number == number
    assert why in broken.why
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("concealed_verify", stdout=out)
    assert f"#{number}" in out.getvalue()


def test_a_changed_picture_is_named(site: SimpleNamespace, three: list[Shot]) -> None:
    (folder() / three[1].path).write_bytes(picture(9))
    assert chain_verify(site.section).broken is None
    [wrong] = chain_verify(site.section, files=True).files
    assert wrong.number == 2


def test_the_page_says_so(phone: Phone, site: SimpleNamespace, three: list[Shot]) -> None:
    address = f"/concealed/section/{site.section.public_id}/chain/"
    assert "没有断开" in phone.client.get(address).content.decode()
    by_hand("update concealed_shot set found = 'gnss' where number = 2")
    assert "在第 2 条" in phone.client.get(address).content.decode()
