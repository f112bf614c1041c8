"""
计量的故事：先验后量，三方签认，累计不超控制量。Measurement as it lawfully runs.

Of each section two items, each in two rows of the ledger, each row measured in two periods: sixty per cent, then nearly
the rest. The bill is an estimate and larger than what was drawn.
"""

import numpy as np

from qinglian.city.days import END, NEVER, START, clock
from qinglian.city.draw import Draw, Ints, as_column, either
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.works.sections import numbered, repeated
from qinglian.city.world import World

ITEMS = (("203-1-a", "挖土方", "m³", "200"), ("403-1-b", "带肋钢筋（HRB400）", "kg", "400"))
ROWS, LINES = 2 * len(ITEMS), 4 * len(ITEMS)
"""Ledger rows of a section, and lines."""
DESIGN = 1000


def tell(world: World, draw: Draw) -> Story:
    """Sections with everything that is measured of them."""
    n = max(60, world.size.tenders // 10)
    owners = np.flatnonzero(
        np.isin(world.bodies["field"].astype(str), ["transport", "water", "city"])
    )
    owner = owners[draw.at("owner").below(len(owners), n)]
    section = Rows(
        n,
        section_id=numbered("CLBD", world, n),
        unit_id=world.bodies["unit_id"][owner],
        unit_name=world.bodies["name"][owner],
    )
    of, which = repeated(np.full(n, len(ITEMS), dtype=np.int64))
    bill = Rows(
        len(of),
        _section=of,
        which=which,
        quantity=3 * DESIGN,
        reviewed=0,
        review_doc_no=None,
        logged=True,
    )
    of, row = repeated(np.full(n, ROWS, dtype=np.int64))
    ledger = Rows(
        len(of),
        ledger_row_id=numbered("TZ", world, len(of)),
        _section=of,
        which=row // 2,
        half=row % 2,
        begins=row % 2 * 100,
        ends=row % 2 * 100 + 100,
        stakes=as_column(
            [f"K5+{100 * (one % 2):03d}～K5+{100 * (one % 2) + 100:03d}" for one in row.tolist()]
        ),
        varied=0,
        variation_id=None,
    )
    of, part = repeated(np.full(len(ledger), 2, dtype=np.int64))
    begins = draw.at("begins").between(START + 60, END - 200, n)[ledger["_section"][of]]
    passed = begins + 60 * part
    people = world.people["person_id"]
    who = draw.at("who").below(world.people.n - 3, n)[ledger["_section"][of]]
    line = Rows(
        len(of),
        measure_line_id=numbered("JL", world, len(of), 7),
        _row=of,
        period=part + 1,
        quantity=np.where(part == 0, 600, draw.at("rest").between(300, 390, len(of))),
        corrects_id=None,
        concealed=ledger["which"][of] == 1,
        way=either(ledger["which"][of] == 1, "normal", None),
        covered=np.where(ledger["which"][of] == 1, passed, NEVER),
        sent=NEVER,
        proof_doc_no=None,
        passed=passed,
        applied=passed + 3,
        certified=passed + 8,
        approved=passed + 15,
        applied_by=people[who],
        certified_by=people[who + 1],
        approved_by=people[who + 2],
    )
    return {"section": section, "bill": bill, "ledger": ledger, "line": line, "order": _none()}


def _none() -> Rows:
    empty = as_column([])
    return Rows(
        0,
        variation_id=empty,
        _section=np.zeros(0, dtype=np.int64),
        approved=np.zeros(0, dtype=np.int64),
    )


def write(world: World, story: Story) -> dict[str, Rows]:
    """Sections, bill, ledger, lines and the variations that made rows."""
    section, bill, ledger, line, order = (
        story[name] for name in ("section", "bill", "ledger", "line", "order")
    )
    kept = np.flatnonzero(bill["logged"] == True)  # noqa: E712  (columns of objects)
    number = [f"{section['section_id'][one]}" for one in bill["_section"].tolist()]
    items = [ITEMS[one] for one in bill["which"].tolist()]
    boq = Rows(
        len(bill),
        boq_item_id=as_column(
            [f"{one}:{item[0]}" for one, item in zip(number, items, strict=True)]
        ),
        section_id=as_column(number),
        item_code=as_column([item[0] for item in items]),
        item_name=as_column([item[1] for item in items]),
        chapter=as_column([item[3] for item in items]),
        kind="unit",
        unit=as_column([item[2] for item in items]),
        quantity=_numbers(bill["quantity"]),
        reviewed_quantity=as_column(
            [float(one) if one else None for one in bill["reviewed"].tolist()]
        ),
        review_doc_no=bill["review_doc_no"],
    )
    code = [ITEMS[one][0] for one in ledger["which"].tolist()]
    rows = Rows(
        len(ledger),
        ledger_row_id=ledger["ledger_row_id"],
        section_id=section["section_id"][ledger["_section"]],
        item_code=as_column(code),
        part=as_column([f"路基/第{one + 1}段" for one in ledger["half"].tolist()]),
        alignment="K",
        from_m=_numbers(ledger["begins"]),
        to_m=_numbers(ledger["ends"]),
        stake_from=as_column([one.partition("～")[0] for one in ledger["stakes"].tolist()]),
        stake_to=as_column([one.partition("～")[2] for one in ledger["stakes"].tolist()]),
        drawing_no="S3-2-1",
        side="full",
        design_quantity=as_column([float(DESIGN)] * len(ledger)),
        varied_quantity=_numbers(ledger["varied"]),
        variation_id=ledger["variation_id"],
    )
    of = line["_row"]
    same = (
        "measure_line_id",
        "period",
        "corrects_id",
        "concealed",
        "proof_doc_no",
        "applied_by",
        "certified_by",
        "approved_by",
    )
    lines = Rows(
        len(line),
        {name: line[name] for name in same},
        ledger_row_id=ledger["ledger_row_id"][of],
        section_id=section["section_id"][ledger["_section"][of]],
        item_code=as_column([code[one] for one in of.tolist()]),
        quantity=_numbers(line["quantity"]),
        concealed_way=line["way"],
        concealed_accepted_at=clock(line["covered"], 8),
        record_sent_at=clock(line["sent"], 11),
        passed_at=clock(line["passed"], 9),
        applied_at=clock(line["applied"], 10),
        certified_at=clock(line["certified"], 15),
        approved_at=clock(line["approved"], 16),
    )
    told = Rows(
        len(order),
        variation_id=order["variation_id"],
        section_id=section["section_id"][order["_section"]],
        approved_at=clock(order["approved"], 10),
    )
    return {
        "section": Rows(len(section), section.columns),
        "boq_item": boq.take(kept),
        "ledger_row": rows,
        "measure_line": lines,
        "variation": told,
    }


def _numbers(values: Ints) -> np.ndarray:
    return as_column([float(one) for one in values.tolist()])
