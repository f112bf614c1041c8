"""
不同投标人交来一字不差的文件。Different bidders handed in one and the same file.

《招标投标法实施条例》第四十条第四项、第五项：不同投标人的投标文件异常一致，或者相互混装的，视为投标人相互串通投标。

值是含有与对手特征码相同的文件的投标份数。特征码相同即逐字节相同。招标文件自带的格式文件不比；在全部数据里有过多投标
人交过的，视为公共模板。有投标没有特征码，而别处没有相同的，留空。
The value counts the bids that hold a file with the digest of a rival's, that is, the same to the byte. Forms handed
out with the tender documents are not compared; files that too many bidders handed in anywhere are public templates.
Where a bid shows no digest and nothing else is shared, nothing is concluded.
"""

from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="不同投标人交来同一份文件", en="Rivals handed in the same file"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "bid_document": ("tender_id", _sides.WHOSE, "md5"),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "bid_document": (*_sides.TRACE, "kind"),
    },
    params={
        **_regime.LAW,
        "kinds": Param(
            list, Text("比哪些种类的文件", "kinds of files that are compared"), required=True
        ),
        "public_bidders": Param(
            int,
            Text("多于几家交过即视为公共模板", "more bidders than this make a file public"),
            required=True,
            minimum=2,
        ),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标含有与对手相同的文件",
        "Tender {subject_id}: {value} bids hold a file of a rival's",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    bid_document: Table,
    *,
    kinds: list[str],
    public_bidders: int,
    law: str,
) -> Table:
    """Compare the digests of the files."""
    rows = _digests(bid_document, bid, kinds, public_bidders)
    return _sides.judged(
        tender, bid, rows.filter(rows.known), _sides.paired(_sides.beside(rows)), law=law
    )


@check.evidence
def evidence(
    flagged: Table, bid: Table, bid_document: Table, *, kinds: list[str], public_bidders: int
) -> Table:
    """The files with the same digest."""
    found = _sides.beside(_digests(bid_document, bid, kinds, public_bidders))
    return _sides.cited(flagged, found, _sides.paired(found), "bid_document")


def _digests(bid_document: Table, bid: Table, kinds: list[str], public_bidders: int) -> Table:
    """Digests of the files compared; of one whose kind is not known, only that it may be one of them."""
    own = bid_document.filter(bid_document.kind.isin(kinds) | bid_document.kind.isnull())
    own = own.mutate(md5=own.md5.lower())
    rows = _sides.parts(
        _sides.sided(own, bid, "bid_document_id"), ["md5"], public_bidders=public_bidders
    )
    unsure = own.filter(own.kind.isnull()).select(row_id="bid_document_id", unsure=True)
    marked = rows.left_join(unsure, "row_id")
    return marked.select(
        *(name for name in rows.columns if name != "certain"),
        certain=marked.certain & ~marked.unsure.fill_null(False),
    )
