"""The checklist on a bad line: each item is saved by itself, once for each press, and nothing that was sent is lost."""

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import folder
from qinglian.web.inspections.models import Answer, Inspection, Paper, Visit
from qinglian.web.inspections.queries import checklist
from qinglian.web.inspections.services import visiting
from tests.web.inspections.conftest import photo

Browser = Callable[[User], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def visit(issued: Callable[..., Inspection], people: SimpleNamespace) -> Visit:
    return visiting.visit_start(visit=issued().visits.get(), by=people.office)


@pytest.fixture
def send(visit: Visit, people: SimpleNamespace, signed_in: Browser) -> Callable[..., object]:
    browser = signed_in(people.office)

    def post(place: int, **said: object) -> object:
        return browser.post(f"{visit.get_absolute_url()}items/{place}/", said, **HTMX)

    return post


def files() -> list[str]:
    return [path.name for path in folder().rglob("*") if path.is_file()]


def test_the_same_press_sent_twice_is_saved_once(send: Callable[..., object]) -> None:
    for _ in range(3):
        answer = send(1, token="a", choice="no", papers=[photo()])
        assert answer.status_code == 200
        assert "已存" in answer.content.decode()
    assert Answer.objects.count() == Paper.objects.count() == len(files()) == 1
    assert "提示可能有问题" in answer.content.decode()


def test_other_words_under_the_same_token_are_not_lost(
    send: Callable[..., object], visit: Visit
) -> None:
    """Without a script the token stays until the page comes back."""
    send(3, token="a", text="一个窗口")
    send(3, token="a", text="两个窗口")
    assert checklist(visit)[2].answer.text == "两个窗口"


def test_a_late_copy_of_an_earlier_press_does_not_win(
    send: Callable[..., object], visit: Visit
) -> None:
    send(1, token="a", choice="yes")
    send(1, token="b", choice="no")
    send(1, token="a", choice="yes")
    assert checklist(visit)[0].answer.choice == "no"
    send(1, token="c", choice="yes")
    assert checklist(visit)[0].answer.choice == "yes"


def test_photographs_stay_with_the_item_whichever_answer_counts(
    send: Callable[..., object], visit: Visit
) -> None:
    send(1, token="a", choice="yes", papers=[photo("一.jpg")])
    send(1, token="b", choice="no", papers=[photo("二.jpg")])
    assert [one.name for one in checklist(visit)[0].papers] == ["一.jpg", "二.jpg"]


def test_what_cannot_be_saved_is_said_beside_the_item(
    send: Callable[..., object], visit: Visit
) -> None:
    wrong = send(1, token="a", choice="yes", papers=[SimpleUploadedFile("a.jpg", b"%PDF-1.7")])
    assert wrong.status_code == 422
    assert 'role="alert"' in wrong.content.decode()
    assert send(2, token="b", number="许多").status_code == 422
    assert send(1, choice="yes").status_code == 422
    assert not Answer.objects.exists()
    assert files() == []
    assert send(9, token="c").status_code == 404
    Visit.objects.filter(pk=visit.pk).update(status="planned")
    assert send(1, token="d", choice="yes").status_code == 422


def test_the_place_is_taken_out_of_a_photograph(send: Callable[..., object]) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 0.0)
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    send(1, token="a", choice="no", papers=[SimpleUploadedFile("a.jpg", out.getvalue())])
    stored = Paper.objects.get()
    with Image.open(folder() / stored.path) as kept:
        assert 0x8825 not in kept.getexif()


def test_without_a_script_the_page_comes_back_to_the_item(
    visit: Visit, people: SimpleNamespace, signed_in: Browser
) -> None:
    browser = signed_in(people.office)
    page = f"{visit.get_absolute_url()}items/2/"
    answer = browser.post(page, {"token": "a", "number": "12.5"})
    assert answer["Location"].endswith("check/#item-2")
    assert checklist(visit)[1].answer.said == "12.5 人"
    assert 'value="12.50"' in browser.get(f"{visit.get_absolute_url()}check/").content.decode()


@pytest.mark.parametrize("who", ["officer", "second", "school", "auditor", "supervisor"])
def test_only_the_team_answers(
    who: str, visit: Visit, people: SimpleNamespace, signed_in: Browser
) -> None:
    said = {"token": "a", "choice": "yes"}
    answer = signed_in(getattr(people, who)).post(f"{visit.get_absolute_url()}items/1/", said)
    assert answer.status_code in (403, 404)
    assert not Answer.objects.exists()
