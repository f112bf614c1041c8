"""
台账：一条公开信息、一件申请、一份年报，各写一行。The ledger of disclosure, a row each; a second time is an event.
"""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.disclosure.story import STEPS
from qinglian.city.draw import as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

AGAIN = (
    ("supplement_noticed", "noticed_again", "BZ2"),
    ("supplemented", "supplemented_again", "BC2"),
)
"""Steps that may come twice: column of the story, and how their event is numbered."""


def write(world: World, story: Story) -> dict[str, Rows]:
    """The table `disclosure`, and in `event` the steps that a row has no second column for."""
    told = story["disclosure"]
    told = told.take(np.argsort(told["disclosure_id"].astype(str), kind="stable"))
    bodies, people = world.bodies, world.people
    asked = told["request_received"] != NEVER
    replied_by = people["person_id"][told["officer"]].copy()
    replied_by[told["replied"] == NEVER] = None
    asker = told["asker"].copy()
    asker[~asked] = None
    ids = told["disclosure_id"]
    shown = (told["published"] != NEVER).tolist()
    urls = [
        f"https://example.invalid/{one}" if there else None
        for one, there in zip(ids, shown, strict=True)
    ]
    disclosure = Rows(
        len(told),
        disclosure_id=ids,
        unit_id=bodies["unit_id"][told["body"]],
        unit_name=bodies["name"][told["body"]],
        region_code=world.region_code,
        title=told["title"],
        mode=told["mode"],
        publisher_level=told["level"],
        report_year=told["year"],
        **{f"{step}_at": told[step] for step in STEPS},
        requester_name=asker,
        replied_by=replied_by,
        extension_doc_no=told["extension_doc_no"],
        third_party_doc_no=told["third_party_doc_no"],
        page_url=as_column(urls),
        page_text=told["text"],
        remark=told["remark"],
    )
    event = Rows(0, event_id=as_column([]))
    for step, column, word in AGAIN:
        again = told.take(told[column] != NEVER)
        event.add(
            Rows(
                len(again),
                event_id=as_column([f"{one}-{word}" for one in again["disclosure_id"]]),
                process="disclosure",
                case_id=again["disclosure_id"],
                activity=step,
                occurred_at=again[column],
                unit_id=bodies["unit_id"][again["body"]],
            )
        )
    return {"disclosure": disclosure, "event": event} if len(event) else {"disclosure": disclosure}
