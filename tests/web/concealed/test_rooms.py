"""What other pages of works show of concealed work: a card, marks on the strip, what stands behind a ledger row."""

from types import SimpleNamespace

from qinglian.web.concealed import rooms, strips, traces
from qinglian.web.concealed.kinds import house, kinds_of
from qinglian.web.concealed.models import Acceptance
from qinglian.web.concealed.services.kinds import kinds_import
from tests.web.concealed.conftest import Phone, picture

OWN = """
kinds:
  - key: pile
    name: 示例桩基
    shots: [{key: only, name: 只要一张}]
"""


def test_a_section_its_strip_and_its_rows(phone: Phone, site: SimpleNamespace) -> None:
    user = site.people["quality_lead"]
    phone.send(picture(1), said="K1+200～K1+260", part="")
    [card] = rooms.cards(site.section, user)
    assert ("现场照片", 1) in card.figures
    [mark] = strips.marks(site.project, site.line, None, None, user)
    assert (mark.start, mark.end, mark.lane_track) == (1200, 1260, "隐蔽验收")
    assert not list(traces.linked(site.rows["R3"], user))
    Acceptance.objects.get().covers.create(row=site.rows["R3"])
    assert [one.kind for one in traces.linked(site.rows["R3"], user)] == ["隐蔽验收", "现场照片"]


def test_a_project_puts_its_own_templates_in_place(site: SimpleNamespace) -> None:
    assert len(house()) >= 20
    owner = site.people["site_agent"]
    assert kinds_import(section=site.section, text=OWN, by=owner) == 1
    found = kinds_of(site.project)
    assert [one.key for one in found["pile"].shots] == ["only"]
    assert len(found) == len(house())
    kinds_import(section=site.section, text=OWN, by=owner, replace=True)
    assert list(kinds_of(site.project)) == ["pile"]
