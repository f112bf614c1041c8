"""
规范性文件与重大决策：照程序走完的样子。Rule documents and major decisions as they lawfully run.

All steps are days, for such a ledger is kept in days. Every step leaves the next one its room: comment of thirty days
for major decisions and rules on business, at least seven working days for the review of legality, twenty working days
at most until publication.
"""

import numpy as np

from qinglian.city.days import END, NEVER, add_months, after_workdays, next_workday, through_years
from qinglian.city.draw import Draw, as_column
from qinglian.city.plant import Story
from qinglian.city.policy.marks import MAJOR, RULES, one_of, truth, when
from qinglian.city.policy.papers import papers
from qinglian.city.rows import Rows
from qinglian.city.world import World

KINDS = (
    "normative_document",
    "major_decision",
    "decision_document",
    "policy_measure",
    "emergency",
    "macro_control",
    "internal",
)
SHARES = (390, 260, 150, 115, 25, 15, 45)


def tell(world: World, draw: Draw) -> Story:
    """What the county made in three years, one in twenty-five still under way, one in thirty lawfully withheld."""
    n = world.size.policies
    kind = draw.pick(KINDS, n, SHARES)
    major, rule, plain = one_of(kind, MAJOR), one_of(kind, RULES), one_of(kind, KINDS[4:])
    measure = kind == "policy_measure"
    withheld = draw.at("withheld").chance(33, n) & (major | rule)
    concerns = (measure | (draw.at("concerns").chance(620, n) & (major | rule))) & ~withheld
    business = concerns & rule & draw.at("business").chance(780, n)
    policy = Rows(n, kind=kind, undisclosed=withheld, concerns=concerns, business=business)
    for name, mark in (("_major", major), ("_rule", rule), ("_plain", plain)):
        policy[name] = mark
    _prepare(policy, draw.at("prepare"))
    _review(policy, draw.at("review"))
    _decide(policy, draw.at("decide"))
    _afterwards(policy, draw.at("afterwards"))
    policy["policy_id"] = as_column([f"ZC{world.region_code}{order:07d}" for order in range(n)])
    papers(world, policy, draw.at("papers"))
    return {"policy": policy}


def _prepare(policy: Rows, draw: Draw) -> None:
    """Started, drafted, the public and operators heard, experts and risk, fair competition."""
    n = len(policy)
    major, plain = policy["_major"], policy["_plain"]
    secret, concerns = truth(policy["undisclosed"]), truth(policy["concerns"])
    ordinary = ~truth(plain)
    started = through_years(draw.at("started"), n, year_end=2, tail=200)
    drafted = next_workday(started + draw.between(10, 28, n))
    policy["started"], policy["drafted"] = when(truth(major), started), drafted
    policy["consulted"] = when(ordinary & ~secret, drafted + draw.between(1, 5, n))
    policy["operators_heard"] = when(concerns, drafted + draw.between(2, 10, n))
    long = truth(major) | truth(policy["business"])
    told = (long | draw.chance(700, n)) & ordinary & ~secret & (policy["kind"] != "policy_measure")
    opened = drafted + draw.between(3, 8, n)
    closed = opened + np.where(long, draw.between(30, 38, n), draw.between(7, 20, n))
    policy["opened"], policy["closed"] = when(told, opened), when(told, closed)
    after = np.where(told, closed, drafted + 12)
    heard = truth(major) & told & draw.chance(380, n)
    hearing = next_workday(after + draw.between(9, 14, n))
    policy["material"] = when(heard, hearing - draw.between(7, 12, n))
    policy["heard"] = when(heard, hearing)
    policy["technical"] = as_column((truth(major) & draw.chance(650, n)).tolist())
    policy["risk_likely"] = as_column((truth(major) & draw.chance(720, n)).tolist())
    before = truth(policy["risk_likely"]) & draw.chance(60, n)
    policy["risk_before"] = as_column(before.tolist())
    risky = truth(policy["risk_likely"]) & ~before
    policy["expert"] = when(
        truth(policy["technical"]), next_workday(after + draw.between(1, 10, n))
    )
    policy["risk"] = when(risky, next_workday(after + draw.between(2, 11, n)))
    first = next_workday(after + draw.between(1, 4, n))
    policy["fc_drafted"] = when(concerns, first)
    policy["fc"] = when(concerns, next_workday(first + draw.between(2, 8, n)))
    steps = ("drafted", "closed", "heard", "expert", "risk", "fc")
    policy["_ready"] = np.max([policy[name] for name in steps], axis=0)


def _review(policy: Rows, draw: Draw) -> None:
    """Sent for review and reviewed within fifteen working days; plain papers and measures are not sent."""
    n = len(policy)
    sent = truth(policy["_major"]) | truth(policy["_rule"])
    requested = next_workday(policy["_ready"] + draw.between(1, 4, n))
    reviewed = after_workdays(requested, draw.between(4, 13, n))
    policy["requested"], policy["reviewed"] = when(sent, requested), when(sent, reviewed)
    room = np.maximum(reviewed, after_workdays(requested, 7))
    policy["_room"] = np.where(sent, room, next_workday(policy["_ready"] + 2))


def _decide(policy: Rows, draw: Draw) -> None:
    """Deliberated, reported, signed, published, in force, filed."""
    n = len(policy)
    major = truth(policy["_major"])
    deliberated = after_workdays(policy["_room"], draw.between(1, 6, n))
    reported = after_workdays(deliberated, draw.between(1, 3, n))
    signed = after_workdays(np.where(major, reported, deliberated), draw.between(1, 5, n))
    done = ~(draw.chance(40, n) & (major | truth(policy["_rule"])))
    policy["deliberated"] = when(done & (policy["kind"] != "policy_measure"), deliberated)
    policy["reported"] = when(done & major, reported)
    policy["signed"] = when(done, signed)
    public = done & ~truth(policy["undisclosed"]) & (policy["kind"] != "internal")
    published = after_workdays(signed, draw.skewed(3, n, low=0, high=8))
    policy["published"] = when(public, published)
    later = draw.place(3, n, (35, 25, 40))
    force = published + np.where(later == 0, 0, np.where(later == 1, draw.between(3, 20, n), 30))
    policy["effective"] = when(done, np.where(public, force, signed))
    filed = published + draw.between(2, 13, n)
    policy["filed"] = when(public & truth(policy["_rule"]), filed)


def _afterwards(policy: Rows, draw: Draw) -> None:
    """Evaluated, changed, repealed, archived, as far as the three years reach."""
    n = len(policy)
    signed, done = policy["signed"], policy["signed"] != NEVER
    evaluated = next_workday(signed + draw.between(180, 420, n) * done)
    some = done & truth(policy["_major"]) & draw.chance(720, n) & (evaluated <= END)
    policy["evaluated"] = when(some, evaluated)
    changed = signed + draw.between(200, 700, n) * done
    policy["changed"] = when(done & draw.chance(60, n) & (changed <= END), changed)
    repealed = signed + draw.between(250, 800, n) * done
    policy["repealed"] = when(done & draw.chance(50, n) & (repealed <= END), repealed)
    archived = np.maximum(policy["filed"], signed + 15 * done) + draw.between(5, 40, n)
    policy["archived"] = when(done & (archived <= END), archived)
    trial = truth(policy["_rule"]) & draw.chance(150, n)
    policy["trial"] = as_column(trial.tolist())
    months = np.where(trial, draw.pick((12, 24), n, (1, 3)), draw.pick((24, 36, 60), n, (1, 2, 6)))
    force = np.where(done, policy["effective"], END)
    until = add_months(force, months.astype(np.int64)) - 1
    policy["valid_to"] = when(done & truth(policy["_rule"]), until)
