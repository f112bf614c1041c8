"""
How the table of addresses speaks. 网址表的说法。

Every address of the site has a line in `tests/web/addresses/<app>.py`:

    Address("units:unit", of=body, get=UNITS)

`of` makes the object that the address is about, of a body, and gives the arguments of the address. `get` and `post`
say who gets through: role → relations. A relation is how the body of the object lies to the body for which the
role is held: `own`, `belongs`, `guides`, `supervises`, `leads`, `party` (one line down), `other`. Where there is
no object, the relation is `own`. `"*"` stands for all relations. Who is not named is refused: 403, 404 or 405.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.core.uploads import folder
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild

BEGUN = date(2020, 1, 1)
RELATIONS = ("own", *Line.Kind.values, "other")
Audience = Mapping[str, str]
"""Role → relations, divided by spaces."""
ALL_ROLES = tuple(Role.values)
ANONYMOUS = ""

NOBODY: Audience = {}
EVERYONE: Audience = dict.fromkeys(ALL_ROLES, "*")
"""Whoever is signed in."""


def joined(*audiences: Audience) -> Audience:
    """Who gets through by any of them."""
    found: dict[str, str] = {}
    for one in audiences:
        for role, relations in one.items():
            found[role] = f"{found.get(role, '')} {relations}".strip()
    return found


def has(audience: Audience) -> Audience:
    """Whoever reaches anything of the kind: their lists open, with what they may see in them."""
    return dict.fromkeys(audience, "own")


@dataclass(slots=True)
class World:
    """Fictional bodies around one, and people: each role is held for that one."""

    bodies: dict[str, Unit] = field(default_factory=dict)
    made: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> "World":
        """A body with one body below it along each kind of line, and one that no line joins."""
        world = cls()
        for number, relation in enumerate(RELATIONS):
            world.bodies[relation] = Unit.objects.create(
                code=f"9902{number:02d}", name=f"示例单位{relation}", valid_from=BEGUN
            )
        for kind in Line.Kind.values:
            Line.objects.create(
                kind=kind, upper=world.bodies["own"], lower=world.bodies[kind], valid_from=BEGUN
            )
        reach_rebuild()
        return world

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What was made under a key, made the first time."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def person(self, name: str, relation: str = "other") -> User:
        """A person of a body without a role."""
        body = self.bodies[relation]
        make = User.objects.create
        return self.once(
            ("person", name), lambda: make(username=name, name=f"示例{name}", unit=body)
        )

    def browser(self, role: str) -> Client:
        """Of somebody who holds the role for the body in the middle; of nobody where the role is empty."""

        def make() -> Client:
            client = Client(raise_request_exception=False)
            if role:
                user = self.person(f"holder-{role}", "own")
                Assignment.objects.create(
                    user=user, role=role, unit=self.bodies["own"], valid_from=BEGUN,
                    granted_by=self.person("granter"), approved_by=self.person("approver"),
                )  # fmt: skip
                client.force_login(user, "django.contrib.auth.backends.ModelBackend")
            return client

        return self.once(("browser", role), make)


def lying() -> dict[str, Any]:
    """The columns of a paper whose file lies where files lie."""
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / "example").write_bytes(b"%PDF-1.7")
    return {"path": "example", "kind": "pdf", "sha256": "0" * 64, "size": 8}


Maker = Callable[[World, str], dict[str, Any]]
"""Makes (or finds) the object of a relation's body; gives the arguments of the address."""


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the table. `anonymous`: whoever is not signed in gets through too. `files`: needs files that no
    test of addresses makes, so that being let through is all that is asked. `rows`: the list shows the objects of
    `of` to these, and of no other relation; `text` says what of an object stands in it.
    """

    name: str
    of: Maker | None = None
    get: Audience = field(default_factory=dict)
    post: Audience = field(default_factory=dict)
    anonymous: bool = False
    files: bool = False
    rows: Audience | None = None
    text: Callable[[World, str], str] | None = None

    def lets(self, method: str, role: str, relation: str) -> bool:
        """Whether the table lets the role through."""
        said = (self.get if method == "get" else self.post).get(role, "").split()
        return "*" in said or relation in said

    @property
    def relations(self) -> tuple[str, ...]:
        """Those that make a difference here."""
        if self.of is None or self.rows is not None:
            return ("own",)
        said = {one for audience in (self.get, self.post) for one in audience.values()}
        return ("own", "supervises", "other") if said <= {"*"} else RELATIONS
