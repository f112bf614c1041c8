"""
同一个问题，两部法都问。 One question that two laws ask, each of its own tenders.

招标投标的规则问公开、邀请招标，方式、适用制度不明的也问；已知是政府采购货物、服务或者其他交易的不问。政府采购的规则只问
政府采购货物、服务的招标，适用制度不明的不下结论。所以同一事实不会两边都提示。
Rules of tendering ask open and selective tenders, and those of unknown method or law, but none known to be government
procurement of goods and services or other trade. Rules of procurement ask tenders for goods and services alone, and
conclude nothing where the law is not known. So no fact is flagged by both.
"""

import ibis
from ibis import Table

from qinglian.checks._purchases import asked_of
from qinglian.checks._tendering import TENDERED, tendered
from qinglian.model.check import Param
from qinglian.model.text import Text

LAW = {
    "law": Param(
        str,
        Text(
            "问哪部法的项目：tendering 招标投标、procurement 政府采购",
            "tenders under which law: tendering, procurement",
        ),
        default="tendering",
        choices=("tendering", "procurement"),
    )
}


def asked_under(tender: Table, law: str) -> Table:
    """Tenders that follow this law or may; `follows` is null where a rule must not conclude from that."""
    if law == "tendering":
        return tendered(tender).mutate(follows=ibis.literal(True))
    asked = asked_of(tender)
    asked = asked.filter(asked.method.isin(TENDERED).fill_null(True))
    return asked.mutate(follows=asked.governed & asked.method.isin(TENDERED))
