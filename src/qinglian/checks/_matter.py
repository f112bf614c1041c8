"""Which matter a case is of: by its code, else by the code that its name stands for elsewhere in the ledger."""

import ibis
from ibis import Table


def with_matter(permit: Table) -> Table:
    """Add `matter`: the code, or that of the only code under which the authority has the same name.

    A name without any code is a matter of its own; one of several codes leaves open which it is.
    """
    both = permit.filter(permit.matter_code.notnull(), permit.matter_name.notnull())
    known = both.group_by(of=both.unit_id.fill_null(""), what=both.matter_name).aggregate(
        code=both.matter_code.min(), codes=both.matter_code.nunique()
    )
    joined = permit.left_join(
        known,
        [
            permit.matter_code.isnull(),
            permit.unit_id.fill_null("") == known.of,
            permit.matter_name == known.what,
        ],
    )
    matter = ibis.cases(
        (joined.matter_code.notnull(), joined.matter_code),
        (joined.codes > 1, ibis.null("string")),
        else_=joined.code.coalesce(joined.matter_name),
    )
    return joined.mutate(matter=matter).drop("of", "what", "code", "codes")
