"""Tables of bills and ledgers. 清单与台账的数据表。"""

from qinglian.web.bills.models.bill import Bill, BilledSection, BillItem, Chapter
from qinglian.web.bills.models.ledger import DraftRow, Ledger, LedgerRow, Review

__all__ = [
    "Bill",
    "BillItem",
    "BilledSection",
    "Chapter",
    "DraftRow",
    "Ledger",
    "LedgerRow",
    "Review",
]
