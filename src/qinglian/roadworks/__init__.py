"""
Works on roads as engineers reckon them: stakes, bills, certificates. 公路工程的桩号、清单与付款证书。

Exact numbers and no database, no site, no network: money in whole fen, quantities, prices and metres as `Decimal`.
What cannot be right is refused in a sentence that a site engineer understands, in both languages.
"""
