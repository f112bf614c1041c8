"""The packs and cards that pages name. 页面所用的规则包与卡片。"""

from functools import cache

from qinglian.engine.catalog import Catalog, catalog


@cache
def cards() -> Catalog:
    """
    The catalogue as it stood when this process began: reading three hundred cards takes longer than any page may. A run
    reads it afresh and copies the cards it asks.
    """
    return catalog()
