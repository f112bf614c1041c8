"""A picture used again on another site is put before people, not before who took it; people are covered in copies."""

from collections.abc import Callable
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.concealed.models import Alike
from qinglian.web.concealed.services.likeness import alike_decide, shots_compare
from qinglian.web.concealed.services.publishing import covered
from qinglian.web.core.moves import NotAllowed
from qinglian.web.units.models import Unit
from tests.web.concealed.conftest import Phone, picture
from tests.web.site_of_works import works_site


@pytest.fixture
def pair(
    phone: Phone,
    site: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Callable[[User], Client],
) -> Alike:
    """The same picture, brighter and compressed again, in another section."""
    phone.send(picture(1))
    phone.send(picture(2))
    assert shots_compare() == 2
    by = User.objects.get(username="works-by")
    second = User.objects.get(username="works-second")
    other = works_site(bodies, by=by, second=second, code="TJ2")
    Phone(signed_in(other.people["quality_lead"]), other).send(picture(1, quality=60, bright=12))
    assert shots_compare() == 1
    assert shots_compare() == 0
    return Alike.objects.get()


def test_found_across_sections_and_shown_to_who_may_see_both(
    pair: Alike,
    site: SimpleNamespace,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:
    assert (pair.one.section.code, pair.other.section.code) == ("TJ1", "TJ2")
    assert not Alike.objects.visible_to(site.people["specialist"]).exists()
    owner = person("unit_officer", "station")
    page = signed_in(owner).get(pair.get_absolute_url())
    assert page.status_code == 200
    with pytest.raises(NotAllowed):
        alike_decide(alike=pair, answer="same", text="同一张", by=pair.other.by)
    alike_decide(alike=pair, answer="same", text="两处标识牌不同，画面相同", by=owner)
    assert Alike.objects.get().answer == "same"


def test_people_are_covered_in_copies(phone: Phone) -> None:
    content = picture(5)
    copy = covered(content, [(250, 250, 500, 500)])
    before, after = (
        cv2.imdecode(np.frombuffer(one, np.uint8), cv2.IMREAD_GRAYSCALE).astype(int) for one in (content, copy)
    )  # fmt: skip
    change = abs(before - after)
    assert change[150:330, 200:440].mean() > 5 * change[:90].mean()
    phone.send(content)
    [one] = phone.facts["sections"]
    shot = phone.client.get(f"/concealed/section/{one['id']}/chain/")
    assert shot.status_code == 200
