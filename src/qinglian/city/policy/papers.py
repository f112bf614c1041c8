"""Who makes, drafts, reviews and signs, and the papers that each step leaves behind."""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Draw, as_column
from qinglian.city.policy.marks import NEW_REVIEW, given, truth
from qinglian.city.rows import Rows
from qinglian.city.world import World

TOPICS = (
    "户外招牌设置",
    "网约车经营服务",
    "农村宅基地",
    "集贸市场",
    "城区停车收费",
    "河道采砂",
    "校外托管服务",
    "建筑垃圾处置",
    "特色产业扶持资金",
    "公租房配租",
    "水源地保护",
    "中小企业用地",
    "生猪屠宰布点",
    "旧城改造",
    "公交线网调整",
    "乡村医生补助",
)
FORMS = {
    "normative_document": "管理办法",
    "major_decision": "实施方案",
    "decision_document": "管理规定",
    "policy_measure": "若干措施",
    "emergency": "应急处置决定",
    "macro_control": "调控意见",
    "internal": "内部工作规则",
}


def papers(world: World, policy: Rows, draw: Draw) -> None:
    """Makers, people and numbers of the papers; needs the days of all steps."""
    n = len(policy)
    _makers(world, policy, draw.at("makers"))
    people, firms = world.people.n, world.firms.n
    drafter = draw.below(people, n)
    for name in ("_drafter", "_handler"):
        policy[name] = drafter
    policy["_reviewer"] = (drafter + 1 + draw.below(people - 1, n)) % people
    policy["_competition"] = (drafter + 1 + draw.below(people - 1, n)) % people
    policy["_signer"] = draw.below(people, n)
    third = firms // 3
    policy["_experts"] = draw.below(third, n)
    policy["_assessor"] = third + draw.below(third, n)
    policy["_evaluator"] = 2 * third + draw.below(third, n)
    _results(policy, draw.at("results"))
    _numbers(world, policy, draw.at("numbers"))


def _makers(world: World, policy: Rows, draw: Draw) -> None:
    """The county government for most decisions, its bureaus and towns for the rest."""
    n, kinds = len(policy), world.bodies["kind"]
    where = {name: np.flatnonzero(kinds == name) for name in ("office", "bureau", "town")}
    maker = draw.pick(("government", "department", "township"), n, (60, 30, 10))
    maker[(policy["kind"] == "policy_measure") & (maker == "township")] = "department"
    body = np.empty(n, dtype=np.int64)
    for place, name in (("office", "government"), ("bureau", "department"), ("town", "township")):
        at = np.flatnonzero(maker == name)
        body[at] = where[place][draw.below(len(where[place]), len(at))]
    bureau = where["bureau"][draw.below(len(where["bureau"]), n)]
    policy["maker"], policy["_body"] = maker, body
    policy["_draft_body"] = np.where(maker == "government", bureau, body)


def _results(policy: Rows, draw: Draw) -> None:
    """What experts, reviewers and the meeting found."""
    n = len(policy)
    taken = {name: policy[name] != NEVER for name in ("risk", "fc", "reviewed", "deliberated")}
    risk = draw.pick(("controllable", "medium", "high"), n, (80, 16, 4))
    policy["risk_result"] = given(taken["risk"], risk)
    policy["review_form"] = given(taken["reviewed"], "opinion")
    found = draw.pick(("lawful", "amended"), n, (75, 25))
    policy["review_result"] = given(taken["reviewed"], found)
    government = policy["maker"] == "government"
    council = draw.pick(("executive", "plenary"), n, (92, 8))
    policy["meeting"] = given(taken["deliberated"], np.where(government, council, "office"))
    policy["head_last"] = given(taken["deliberated"], np.full(n, True, dtype=object))
    joint = government & (policy["signed"] >= NEW_REVIEW)
    who = np.where(joint, "market_regulator", "drafting_unit")
    policy["fc_who"] = given(taken["fc"], who)
    said = draw.pick(("clear", "adjusted", "exception"), n, (78, 15, 7))
    policy["fc_result"] = given(taken["fc"], said)
    excepted = taken["fc"] & (said == "exception")
    ends = draw.pick(("实施至2027年12月31日", "实施满两年终止", "项目建成投运后终止"), n)
    policy["exception_end"] = given(excepted, ends)
    policy["urgent"], policy["explained"], policy["reform"] = False, None, False
    policy["remark"] = None


def _numbers(world: World, policy: Rows, draw: Draw) -> None:
    """Title and numbers; whatever was taken has its paper."""
    n = len(policy)
    topics, forms = draw.pick(TOPICS, n), policy["kind"].tolist()
    trials = ["（试行）" if trial else "" for trial in policy["trial"].tolist()]
    policy["title"] = as_column(
        [
            f"{world.name}{topic}{FORMS[kind]}{trial}"
            for topic, kind, trial in zip(topics.tolist(), forms, trials, strict=True)
        ]
    )

    def numbered(pattern: str, mask: np.ndarray) -> np.ndarray:
        told = zip(years.tolist(), mask.tolist(), strict=True)
        return as_column(
            [
                pattern.format(year, order) if on else None
                for order, (year, on) in enumerate(told, 1)
            ]
        )

    years = policy["drafted"].astype("datetime64[D]").astype("datetime64[Y]").astype(str)
    signed = policy["signed"] != NEVER
    policy["doc_no"] = numbered("示发〔{0}〕{1}号", signed)
    policy["register_no"] = numbered("SZFD-{0}-{1:04d}", signed & truth(policy["_rule"]))
    policy["review_no"] = numbered("示合审〔{0}〕{1}号", policy["reviewed"] != NEVER)
    policy["minutes_no"] = numbered("示会纪〔{0}〕{1}号", policy["deliberated"] != NEVER)
    policy["fc_no"] = numbered("示公竞审〔{0}〕{1}号", policy["fc"] != NEVER)
