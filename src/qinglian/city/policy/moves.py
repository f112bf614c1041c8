"""What can happen to a document: steps left out, moved, entered otherwise. The words plants are told in."""

from collections.abc import Callable
from typing import Any

import numpy as np

from qinglian.city import shapes
from qinglian.city.days import NEVER, add_months, after_workdays
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.policy import FIELD
from qinglian.city.policy.marks import MAJOR, NEW_REVIEW, RULES, one_of, truth
from qinglian.city.rows import Rows
from qinglian.city.shapes import Among as Among

COMPETITION = ("fc", "fc_result", "fc_who", "fc_doc", "heard")
ALL = (
    *COMPETITION, "public", "hearing", "expert", "risk", "review", "reviewer", "meeting", "record",
    "head", "party", "publish", "force", "valid", "file", "register", "evaluation",
)  # fmt: skip
PAPERS = {
    "risk": ("risk_result",),
    "fc": ("fc_no", "fc_who", "fc_result", "exception_end"),
    "reviewed": ("review_no", "review_form", "review_result"),
    "deliberated": ("minutes_no", "meeting", "head_last"),
    "signed": ("doc_no", "register_no"),
}
HEARD = ("consulted", "operators_heard", "opened", "closed", "material", "heard")
ISSUED = (
    "reported", "signed", "published", "effective", "filed", "evaluated", "changed", "repealed",
    "archived", "valid_to",
)  # fmt: skip


class Shapes(shapes.Shapes):
    """The shapes of one rule on documents and decisions."""

    field = FIELD


def gone(*steps: str) -> Deed:
    """The steps are not taken and leave no papers."""

    def deed(scene: Scene, at: Ints) -> None:
        policy = scene.story["policy"]
        for step in steps:
            policy[step][at] = NEVER
            for paper in PAPERS.get(step, ()):
                policy[paper][at] = None

    return deed


STOPPED = gone("deliberated", *ISSUED)
"""The draft goes no further than the review."""


def told(**values: Any) -> Deed:
    """It is entered, or found, so."""

    def deed(scene: Scene, at: Ints) -> None:
        for name, value in values.items():
            scene.story["policy"][name][at] = value

    return deed


def same(name: str, other: str) -> Deed:
    """The day, or the person, is that of another step."""

    def deed(scene: Scene, at: Ints) -> None:
        policy = scene.story["policy"]
        policy[name][at] = policy[other][at]

    return deed


def days(name: str, since: str, low: int, high: int | None = None) -> Deed:
    """The step is taken so many days after (before) another."""

    def deed(scene: Scene, at: Ints) -> None:
        policy = scene.story["policy"]
        far = scene.draw.at(name).between(low, low if high is None else high, len(at))
        policy[name][at] = policy[since][at] + far

    return deed


def workdays(name: str, since: str, low: int, high: int | None = None) -> Deed:
    """The step is taken so many working days after (before) another."""

    def deed(scene: Scene, at: Ints) -> None:
        policy = scene.story["policy"]
        far = scene.draw.at(name).between(low, low if high is None else high, len(at))
        policy[name][at] = after_workdays(policy[since][at], far)

    return deed


def valid_for(months: int, more: int = 0) -> Deed:
    """In force for so many months, the last day counted, and some days more."""

    def deed(scene: Scene, at: Ints) -> None:
        policy = scene.story["policy"]
        policy["valid_to"][at] = add_months(policy["effective"][at], months) - 1 + more

    return deed


def both(*deeds: Deed) -> Deed:
    """One after the other."""

    def deed(scene: Scene, at: Ints) -> None:
        for each in deeds:
            each(scene, at)

    return deed


def docs(
    *kinds: str,
    steps: tuple[str, ...] = (),
    maker: str | None = None,
    yes: tuple[str, ...] = (),
    no: tuple[str, ...] = (),
    since: int | None = None,
    before: int | None = None,
    more: Callable[[Rows], Bools] | None = None,
) -> Among:
    """Issued and public documents of these kinds that took these steps, by maker, marks and day of issue."""

    def among(scene: Scene) -> Bools:
        policy = scene.story["policy"]
        signed = policy["signed"]
        fit = (signed != NEVER) & ~truth(policy["undisclosed"])
        if kinds:
            fit = fit & one_of(policy["kind"], kinds)
        for step in steps:
            fit = fit & (policy[step] != NEVER)
        if maker:
            fit = fit & (policy["maker"] == maker)
        for mark in yes:
            fit = fit & truth(policy[mark])
        for mark in no:
            fit = fit & ~truth(policy[mark])
        if since is not None:
            fit = fit & (signed >= since)
        if before is not None:
            fit = fit & (signed < before)
        return np.asarray(fit & more(policy) if more else fit, dtype=bool)

    return among


def operators(*kinds: str, **asked: Any) -> Among:
    """Measures on operators issued under the regulation of 2024 and reviewed."""
    return docs(*kinds, **{"steps": ("fc",), "yes": ("concerns",), "since": NEW_REVIEW, **asked})


NORMATIVE = ("normative_document",)
major, rules = docs(*MAJOR), docs(*RULES)
