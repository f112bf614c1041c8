"""Tables of bills and ledgers. 清单与台账的数据表。"""

from qinglian.web.bills.models.bill import Bill, BillItem, Chapter
from qinglian.web.bills.models.ledger import Ledger, LedgerRow, Review

__all__ = ["Bill", "BillItem", "Chapter", "Ledger", "LedgerRow", "Review"]
