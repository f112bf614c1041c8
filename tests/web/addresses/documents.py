"""Addresses of papers."""

from typing import Any

from qinglian.web.documents.content import digest
from qinglian.web.documents.models import (
    Batch,
    BatchFile,
    Document,
    Master,
    Sheet,
    Version,
)
from tests.web.addresses.tasks import READERS as TASKS
from tests.web.addresses.tasks import task
from tests.web.addressing import NOBODY, Address, Audience, World, has, lying

WORKS: Audience = dict.fromkeys(
    (
        "unit_officer", "unit_head", "leader", "authority_handler", "authority_head", "lead_liaison",
        "programme_office", "triage_officer", "supervisor", "supervision_head", "auditor",
    ),
    "own",
)  # fmt: skip
"""Whoever works in a body drafts its papers, and reads those of no other."""
MASTERING: Audience = dict.fromkeys(("programme_office", "triage_officer"), "*")
GIVES: Audience = {
    role: relations
    for role, relations in TASKS.items()
    if role
    in (
        "programme_office", "triage_officer", "supervisor", "supervision_head", "authority_handler", "authority_head",
        "lead_liaison", "unit_head",
    )
}  # fmt: skip
"""Who gives tasks drafts papers about those they see."""


def paper(world: World, relation: str) -> dict[str, Any]:
    """A paper that a body drafts."""

    def make() -> Document:
        content = {
            "title": f"示例文书-{relation}-", "addressee": "示例单位", "signed": "示例署名", "copied": "",
            "attached": [], "blocks": [{"is": "paragraph", "words": ["示例正文"]}],
        }  # fmt: skip
        author = world.person("granter")
        found = Document.objects.create(
            kind="task_order", title=content["title"], unit=world.bodies[relation], content=content,
            sha256=digest(content), drafter=author,
        )  # fmt: skip
        Version.objects.create(
            document=found, number=1, content=content, sha256=found.sha256, by=author
        )
        return found

    return {"public_id": world.once(("paper of", relation), make).public_id}


def version(world: World, relation: str) -> dict[str, Any]:
    """Its first version."""
    return {**paper(world, relation), "number": 1}


def submit(world: World, relation: str) -> dict[str, Any]:
    """Submitting it."""
    return {**paper(world, relation), "verb": "submit"}


def sheet(world: World, relation: str) -> dict[str, Any]:
    """A signed sheet that belongs to nothing yet."""

    def make() -> Sheet:
        return Sheet.objects.create(
            unit=world.bodies[relation], by=world.person("granter"), name=f"示例-{relation}-.pdf",
            **lying(),
        )  # fmt: skip

    return {"public_id": world.once(("sheet", relation), make).public_id}


def batch(world: World, relation: str) -> dict[str, Any]:
    """A batch that is done."""

    def make() -> Batch:
        return Batch.objects.create(
            kind="task_order", unit=world.bodies[relation], by=world.person("granter"),
            status="done", percent=100, asked=["示例"],
        )  # fmt: skip

    return {"public_id": world.once(("batch of papers", relation), make).public_id}


def bundle(world: World, relation: str) -> dict[str, Any]:
    """Its ZIP."""
    found = batch(world, relation)

    def make() -> BatchFile:
        of = Batch.objects.get(**found)
        return BatchFile.objects.create(batch=of, name="示例.zip", **{**lying(), "kind": "zip"})

    world.once(("bundle", relation), make)
    return {**found, "kind": "zip"}


def master(world: World, relation: str) -> dict[str, Any]:
    """A master that waits."""

    def make() -> Master:
        return Master.objects.create(
            number=1, by=world.person("granter"), why="示例", name="示例.docx",
            **{**lying(), "kind": "docx"},
        )  # fmt: skip

    return {"public_id": world.once("master", make).public_id}


def of_task(world: World, relation: str) -> dict[str, Any]:
    """A paper about a task."""
    return {"code": "task_assignment", "name": task(world, relation)["public_id"]}


def period(world: World, relation: str) -> dict[str, Any]:
    """The half-yearly report."""
    return {"code": "period_half_year"}


def many(world: World, relation: str) -> dict[str, Any]:
    """Papers about many tasks."""
    return {"code": "task_assignment"}


REPORTS: Audience = {role: "*" for role in WORKS if role not in ("leader", "auditor")}
ADDRESSES = [
    Address("documents:documents", paper, WORKS, rows=WORKS, text=lambda w, r: f"示例文书-{r}-"),
    Address("documents:kinds", get=WORKS),
    Address("documents:new", of_task, GIVES, GIVES),
    Address("documents:period", period, REPORTS, REPORTS),
    Address("documents:sheets", sheet, has(WORKS), rows=WORKS, text=lambda w, r: f"示例-{r}-.pdf"),
    Address("documents:sheets_upload", get=WORKS, post=WORKS),
    Address("documents:sheet", sheet, WORKS),
    Address("documents:sheet_match", sheet, WORKS, WORKS),
    Address("documents:sheet_discard", sheet, WORKS, WORKS),
    Address("documents:masters", get=WORKS),
    Address("documents:master_general", get=WORKS),
    Address("documents:master_propose", get=MASTERING, post=MASTERING),
    Address("documents:master_back", get=MASTERING, post=MASTERING),
    Address("documents:master", master, dict.fromkeys(WORKS, "*")),
    Address("documents:master_file", master, dict.fromkeys(WORKS, "*")),
    Address("documents:master_decide", master, MASTERING, MASTERING),
    Address(
        "documents:batches",
        batch,
        has(WORKS),
        rows=WORKS,
        text=lambda w, r: batch(w, r)["public_id"],
    ),
    Address("documents:batch_new", many, dict.fromkeys(GIVES, "*"), dict.fromkeys(GIVES, "*")),
    Address("documents:batch", batch, WORKS),
    Address("documents:batch_state", batch, WORKS),
    Address("documents:batch_again", batch, NOBODY, WORKS),
    Address("documents:batch_file", bundle, WORKS),
    Address("documents:document", paper, WORKS),
    Address("documents:word", paper, WORKS),
    Address("documents:pdf", paper, WORKS),
    Address("documents:edit", paper, WORKS, WORKS),
    Address("documents:version", version, WORKS),
    Address("documents:restore", version, WORKS, WORKS),
    Address("documents:act", submit, WORKS, WORKS),
]
