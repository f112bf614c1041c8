"""The demo's list goes down, comes back late, returned and not at all. 演示的清单下发。"""

from collections.abc import Callable

from django.db.models import Count

from qinglian.web.accounts.models import User
from qinglian.web.demo.sending import sending_made
from qinglian.web.duties.models import Duty, Sending, Turn
from qinglian.web.duties.transmission import levels_of
from qinglian.web.units.models import Unit


def test_two_years_of_turns_in_every_state(
    bodies: dict[str, Unit], person: Callable[..., User]
) -> None:
    people = {
        name: person("programme_office", "county", home="office", name=name)
        for name in ("qinglianban", "qinglianban2")
    }
    staff = {
        bodies[body].pk: {
            "zy": person("unit_officer", body, name=f"zy-{body}"),
            "fz": person("authority_head", body, name=f"fz-{body}"),
            "jb": person("authority_handler", body, name=f"jb-{body}"),
        }
        for body in ("bureau", "station", "school_bureau", "market")
    }
    sending_made(bodies, people, staff)
    assert set(Sending.objects.values_list("level", "status")) == {(1, "sent"), (2, "sent")}
    assert Duty.objects.filter(received_at=None).exists(), "one has not signed for it"
    states = dict(Turn.objects.order_by().values_list("status").annotate(n=Count("pk")))
    assert states["reviewed"] > 40
    assert {"open", "done", "reviewed"} <= states.keys()
    assert Turn.objects.filter(late_days__gt=0).exists()
    assert Turn.objects.filter(done_by=None, status="done").count() == 0
    first, below = levels_of(Sending.objects.get(level=1), people["qinglianban"])
    assert first.reached == 3
    assert below.reached == 1
