"""
一个县：单位、人、企业。One county: its bodies, people and firms, all made up.

Region codes begin with 99, which is given to no place; identity numbers and credit codes carry them with a right check
digit, phone numbers lie in a range that no operator was given (see `names`).
"""

from dataclasses import dataclass

from qinglian.city.rows import Rows
from qinglian.city.size import Size


@dataclass(frozen=True)
class World:
    """What every field of a county draws upon.

    bodies: unit_id (credit code), name, kind (office, bureau, town, village, school, hospital, state_firm, team …),
        field (transport, health …), level, region_code, from_on, to_on.
    lines: kind (belongs guides supervises leads party), upper_id, lower_id, from_on, to_on.
    people: person_id (staff number), name, id_no (18 digits), phone, unit_id, post_name, section, from_on, to_on,
        certificate_no.
    firms: firm_id (credit code), name, address, phone, head_name, head_id_no, founded_on, capital (fen), line (works,
        goods, services, design, supervision, agency, food …), park (an address that many honest firms share, or None).
    owners: firm_id, owner_id (credit code of a firm, or identity number), owner_name, person (bool), share (per mille).
    staff: firm_id, person_name, id_no, role (manager, engineer, agent, worker), insured_from, insured_to.
    """

    seed: int
    number: int
    region_code: str
    name: str
    size: Size
    bodies: Rows
    lines: Rows
    people: Rows
    firms: Rows
    owners: Rows
    staff: Rows
