"""
示例台账。Makes the fictional ledgers of `samples/ledgers`: the same bytes every time.

示例县（区划代码 990001）并不存在，单位、人名、号码都是编的。台账里有脏数据（标题行、合并单元格、两行表头、
合计行、万元、全角、GBK），有该提示的办件，也有看着像、其实合法的办件（特别程序扣除、批准延长、依法不公开、假期顺延）。
The county, its bodies, names and numbers do not exist. The ledgers are as untidy as real ones; some cases deserve a
signal, others only look as if they did (days that do not count, approved extensions, lawful secrecy, holidays).

    python samples/make_ledgers.py [FOLDER]
"""

import random
import sys
from pathlib import Path

from penalty_ledgers import penalties
from permit_ledgers import permit_steps, permits
from policy_ledgers import policies
from trade_ledgers import contracts, payments, trading

HOME = Path(__file__).parent / "ledgers"


def main(where: Path) -> None:
    """Write all ledgers."""
    where.mkdir(parents=True, exist_ok=True)
    for seed, ledger in enumerate(
        (permits, permit_steps, penalties, trading, contracts, payments, policies), 1
    ):
        ledger(random.Random(seed), where)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME)
