"""
一份发布说没说它在我国境内。Whether a release says that it happened on the mainland of China.

我国的招标投标法、政府采购法只管境内的采购。依次看采购人、招标人的国别（地址的国名，否则是登记代码的国别字头），没有的看币种：
说是我国的，适用制度留空，与台账一样由规则去问；说是别处的，以及什么都没有说的，记作境外，这两部法的规则不问。
The laws of tendering and of government procurement bind purchases on the mainland alone. The country of the buyer and
of the procuring entity tells (the name in the address, else the country at the head of an identifier's scheme), and
where none is known the currency. A release that speaks of China leaves the regime open, as a ledger does, and is asked;
one that speaks of another place, or says nothing of it, is `outside`, and no rule of these laws accuses it.
"""

Path = tuple[str, ...]

PATHS: tuple[Path, ...] = (
    ("buyer", "id"),
    ("tender", "procuringEntity", "id"),
    ("parties", "id"),
    ("parties", "roles"),
    ("parties", "address", "countryName"),
    ("parties", "identifier", "scheme"),
    ("tender", "value", "currency"),
    ("bids", "details", "value", "currency"),
    ("awards", "value", "currency"),
    ("contracts", "value", "currency"),
)
"""What has to be read of a release."""

OUTSIDE = "outside"
MAINLAND = r"(CN|CHN|156|.*\bP\.? ?R\.? ?C\b.*|.*\bCHINA\b.*|.*中国.*|.*中國.*|.*中华人民共和国.*|.*中華人民共和國.*)"
OTHER_LAW = (
    r"HONG ?KONG|MACAO|MACAU|TAIWAN|TAIPEI|香港|澳门|澳門|台湾|臺灣|台灣|^ *REPUBLIC OF CHINA"
)
"""Names of places with a law of their own, though they may name China."""
NO_COUNTRY = ("XI", "XM", "XR")
"""Heads of schemes that are registers of no country: international bodies, donors, regions."""
YUAN = ("CNY", "RMB", "CNH", "人民币")

_ASKED = (
    "p.id in (o.buyer.id, o.tender.procuringEntity.id) "
    "or list_has_any(coalesce(p.roles, []), ['buyer', 'procuringEntity'])"
)
_HEAD = "regexp_extract(upper({}), '^([A-Z]{{2}})-.+', 1)"
_NAMED = f"coalesce(nullif(trim(p.address.countryName), ''), {_HEAD.format('p.identifier.scheme')})"
_COUNTRIES = (
    f"[upper({_NAMED}) for p in coalesce(o.parties, []) if {_ASKED}]"
    f" || [{_HEAD.format('i')} for i in [o.buyer.id, o.tender.procuringEntity.id] if upper(i) like 'CN-%']"
)
_MONEY = " || ".join(
    f"[upper(e.value.currency) for e in {array}]"
    for array in (
        "[o.tender]",
        "coalesce(o.bids.details, [])",
        "coalesce(o.awards, [])",
        "coalesce(o.contracts, [])",
    )
)


def regime() -> str:
    """SQL over a release `o`: `outside`, or null where it speaks of the mainland."""
    countries = f"[c for c in {_COUNTRIES} if c <> '' and c not in {NO_COUNTRY}]"
    ours = f"regexp_full_match(c, '{MAINLAND}') and not regexp_matches(c, '{OTHER_LAW}')"
    said = f"[{ours} for c in {countries}]"
    return (
        f"case when list_contains({said}, true) then null when len({said}) > 0 then '{OUTSIDE}' "
        f"when list_has_any({_MONEY}, {list(YUAN)}) then null else '{OUTSIDE}' end"
    )
