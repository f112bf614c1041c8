"""
写成表：标段的故事变成数据字典里的行。Sections of road works as rows of the dictionary.
"""

import numpy as np

from qinglian.city.days import END, NEVER, clock
from qinglian.city.draw import Ints, either
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.works import paid, proved
from qinglian.city.works.posts import attendance
from qinglian.city.works.sections import labelled
from qinglian.city.world import World


def write(world: World, story: Story) -> dict[str, Rows]:
    """All tables that sections fill; nothing later than the end of the records."""
    return {
        "wage_account": _accounts(story),
        **paid.wages(world, story),
        "key_person": _persons(story),
        "insured_person": _insured(story),
        "attendance": attendance(world, story),
        **paid.deals(story),
        **proved.write(world, story),
    }


def _accounts(story: Story) -> Rows:
    account, section = story["account"], story["section"]
    n = len(account)
    of = np.arange(n, dtype=np.int64)
    names = {
        "started_at": "started", "opened_at": "opened", "filed_at": "filed", "completed_at": "completed",
        "wages_settled_at": "settled", "closed_at": "closed",
    }  # fmt: skip
    days = {name: clock(_past(account[held]), 9) for name, held in names.items()}
    return Rows(
        n,
        wage_account_id=account["wage_account_id"],
        **labelled(section, of, contract=False),
        party_name=section["party_name"],
        account=either(account["opened"] == NEVER, None, account["account"]),
        **days,
        notice_from_on=_past(account["notice_from"]),
        notice_to_on=_past(account["notice_to"]),
        record_from_on=_past(account["record_from"]),
        record_kept_to_on=np.where(
            _past(account["record_from"]) == NEVER, NEVER, account["record_to"]
        ),
        exempt=account["exempt"],
    )


def _persons(story: Story) -> Rows:
    person, section = story["key_person"], story["section"]
    of = person["_section"]
    same = ("key_person_id", "post", "person_id", "person_name", "certificate_no", "contracted_days",
            "insured_by_id", "insured_by_name", "paid_by_id", "from_on", "replacement_doc_no",
            "concurrent_doc_no")  # fmt: skip
    return Rows(
        len(person),
        {name: person[name] for name in same},
        **labelled(section, of) | {"party_id": person["firm_id"]},
        party_name=person["firm_name"],
        to_on=_past(person["to_on"]),
    )


def _insured(story: Story) -> Rows:
    held, person = story["insured"], story["key_person"]
    return Rows(
        len(held),
        {name: held[name] for name in ("insured_person_id", "party_id", "from_on", "to_on")},
        person_name=person["person_name"][held["_person"]],
        person_id_no=person["person_id"][held["_person"]],
    )


def _past(day: Ints) -> Ints:
    return np.where(day > END, NEVER, day)
