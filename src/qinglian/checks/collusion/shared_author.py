"""
不同投标人的文件署同一作者。Files of different bidders name one author.

《招标投标法实施条例》第四十条第一项：不同投标人的投标文件由同一单位或者个人编制的，视为投标人相互串通投标。

值是文件作者或最后保存人与对手相同的投标份数。系统和软件自动填写的作者（Administrator、用户之类）装载时即认出，不
算；在全部数据里有过多投标人署过的，视为公共的。招标文件自带的格式文件不比。有投标没有可认的作者，而别处没有相同的，
留空。
The value counts the bids whose files name the author, or who saved them, of a rival's. Names that machines and
programs put there are known at load and count for nothing; those that too many bidders show are public. Forms
handed out with the tender documents are not compared. Where a bid shows no author and nothing else is shared,
nothing is concluded.
"""

from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

AUTHORS = ("author", "saved_by")

check = Check(
    __name__,
    title=Text(zh="不同投标人的文件署同一作者", en="Files of rivals name one author"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "bid_document": ("tender_id", _sides.WHOSE, AUTHORS),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "bid_document": (*_sides.TRACE, "kind", *AUTHORS, *(f"{name}_valid" for name in AUTHORS)),
    },
    params={
        **_regime.LAW,
        "authors": Param(
            list, Text("看作者还是最后保存人", "author, or who saved it last"), required=True
        ),
        "public_bidders": Param(
            int,
            Text("多于几家署过即视为公共名字", "more bidders than this make a name public"),
            required=True,
            minimum=2,
        ),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标的文件作者与对手相同",
        "Tender {subject_id}: {value} bids share the author of a file with a rival",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    bid_document: Table,
    *,
    authors: list[str],
    public_bidders: int,
    law: str,
) -> Table:
    """Compare who made each file, whatever the column says it in."""
    rows = _authors(bid_document, bid, authors, public_bidders)
    return _sides.judged(
        tender, bid, rows.filter(rows.known), _sides.paired(_sides.beside(rows)), law=law
    )


@check.evidence
def evidence(
    flagged: Table, bid: Table, bid_document: Table, *, authors: list[str], public_bidders: int
) -> Table:
    """The files of one author."""
    found = _sides.beside(_authors(bid_document, bid, authors, public_bidders))
    return _sides.cited(flagged, found, _sides.paired(found), "bid_document")


def _authors(bid_document: Table, bid: Table, names: list[str], public_bidders: int) -> Table:
    own = bid_document.filter((bid_document.kind != "form").fill_null(True))
    return _sides.parts(
        _sides.sided(own, bid, "bid_document_id"), names, public_bidders=public_bidders
    )
