"""
财务岗位：谁管钱、谁记账、谁稽核、谁管档案。The accounting desk of every body: who keeps cash, books, checks and files.
"""

from collections.abc import Callable

import numpy as np

from qinglian.city import names
from qinglian.city.days import END, NEVER, START
from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.plant import Field, Kind, Proof, Scene, Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

ROLES = {"cashier": "出纳", "bookkeeper": "会计", "checker": "稽核", "archivist": "会计档案保管"}
SECTION = "财务股"
MOVED = START + 500
"""Desks are filled anew about this day; each body has two desks one after the other."""


def tell(world: World, draw: Draw) -> Story:
    """Two desks of every body, of four persons each; the first ends the day before the second begins."""
    n = 2 * world.bodies.n
    later = np.arange(n) % 2 == 1
    moved = np.repeat(MOVED + draw.at("moved").between(-120, 120, world.bodies.n), 2)
    desk = Rows(
        n,
        desk=np.arange(n),
        body=np.repeat(np.arange(world.bodies.n), 2),
        came=np.where(later, moved, START - draw.at("came").between(30, 1500, n)),
        left=np.where(later, NEVER, moved - 1),
    )
    of = np.repeat(np.arange(n), len(ROLES))
    order = np.arange(len(of))
    post = Rows(
        len(of),
        post_id=as_column([f"CW{world.region_code}{k:05d}" for k in order.tolist()]),
        post_name=as_column([*ROLES.values()] * n),
        role=as_column([*ROLES] * n),
        desk=of,
        body=desk["body"][of],
        person_id=as_column([f"KJ{world.region_code}{k:05d}" for k in order.tolist()]),
        person_name=names.people_names(draw.at("names"), len(of)),
        from_on=desk["came"][of],
        to_on=desk["left"][of],
    )
    return {"desk": desk, "post": post}


def write(world: World, story: Story) -> dict[str, Rows]:
    """What the register of posts says of them."""
    post, bodies = story["post"], world.bodies
    return {
        "post": Rows(
            len(post),
            **{
                name: post[name]
                for name in ("post_id", "post_name", "person_id", "person_name", "from_on", "to_on")
            },
            unit_id=bodies["unit_id"][post["body"]],
            unit_name=bodies["name"][post["body"]],
            section_name=SECTION,
        )
    }


FIELD = Field("bookkeeping", "desk", "post", "desk", "post", tell, write)
RULE = "FND-018"
Move = Callable[[Scene, int], list[int]]
"""What happens at one desk: the place of the cashier's post; returns the places of further posts that prove it."""


def shape(kind: Kind, word: str, said: str, move: Move) -> None:
    """One shape: the deed is done desk by desk, the subject is the cashier in the body."""

    def deed(scene: Scene, at: Ints) -> Proof:
        post, unit = scene.story["post"], scene.world.bodies["unit_id"]
        ids, rows = [], []
        for desk in at.tolist():
            cashier = _place(scene, desk, "cashier")
            places = [cashier, *move(scene, desk)]
            ids.append(f"{unit[post['body'][cashier]]}/{post['person_id'][cashier]}")
            rows.append([("post", str(post["post_id"][place])) for place in places])
        return Proof("post", ids, rows)

    deed.__doc__ = said
    FIELD.plant(RULE, kind, word, touches="desk")(deed)


def _place(scene: Scene, desk: int, role: str) -> int:
    post = scene.story["post"]
    return int(np.flatnonzero((post["desk"] == desk) & (post["role"] == role))[0])


def also(role: str) -> Move:
    """The cashier holds this post of the desk too."""

    def move(scene: Scene, desk: int) -> list[int]:
        post, other = scene.story["post"], _place(scene, desk, role)
        for column in ("person_id", "person_name"):
            post[column][other] = post[column][_place(scene, desk, "cashier")]
        return [other]

    return move


def takes(name: str, first: int, days: int, *, leaves: bool = False, away: bool = False) -> Move:
    """So many days on the cashier takes a post; in another body, or having left the cash the day before."""

    def move(scene: Scene, desk: int) -> list[int]:
        post, bodies = scene.story["post"], scene.world.bodies.n
        cashier = _place(scene, desk, "cashier")
        came = max(int(post["from_on"][cashier]), START) + first
        if leaves:
            post["to_on"][cashier] = came - 1
        body = (int(post["body"][cashier]) + (1 if away else 0)) % bodies
        one = post.take(np.array([cashier]))
        for column, value in (
            ("post_id", f"{post['post_id'][cashier]}-2"), ("post_name", name), ("role", "second"),
            ("body", body), ("from_on", came), ("to_on", min(came + days, END)),
        ):  # fmt: skip
            one[column][0] = value
        return [int(place) for place in post.add(one)]

    return move


shape("fault", "出纳兼稽核", "The cashier checks the vouchers as well.", also("checker"))
shape("fault", "出纳兼管会计档案", "The cashier keeps the files as well.", also("archivist"))
shape("fault", "出纳兼记账", "One person keeps both cash and books.", also("bookkeeper"))
shape(
    "fault",
    "会计请假由出纳顶岗",
    "For three months the cashier stands in for the bookkeeper.",
    takes("会计", 40, 90),
)
shape(
    "honest",
    "先出纳后会计",
    "The cashier became bookkeeper the day after leaving the cash.",
    takes("会计", 60, 200, leaves=True),
)
shape(
    "honest",
    "在别的单位稽核",
    "The cashier checks the vouchers of another body.",
    takes("稽核", 30, 150, away=True),
)
shape(
    "honest",
    "出纳兼综合岗",
    "The cashier minds the office too, which is not about accounts.",
    takes("综合岗", 20, 300),
)
