"""A variation waits for whoever holds the post of its next step, and of prices for whom the level names."""

from types import SimpleNamespace

from qinglian.web.variations.desk import waiting_for
from qinglian.web.variations.models import Approval, Variation


def _variation(site: SimpleNamespace, status: str, **more: object) -> Variation:
    return Variation.objects.create(
        section=site.section, title="示例变更", reason="ground", side="contractor", status=status,
        by=site.people["measurer"], **more,
    )  # fmt: skip


def test_by_post_of_the_next_step(site: SimpleNamespace) -> None:
    made = _variation(site, "surveyed")
    assert list(waiting_for(site.people["design_agent"])) == [made]
    assert not waiting_for(site.people["measurer"]).exists()


def test_prices_wait_for_whom_the_level_names_until_they_agreed(site: SimpleNamespace) -> None:
    made = _variation(
        site, "pricing", level={"who": [["supervisor", "chief_supervisor"], ["owner", "leader"]]}
    )
    leader, chief = site.people["leader"], site.people["chief_supervisor"]
    assert list(waiting_for(leader)) == [made]
    assert list(waiting_for(chief)) == [made]
    assert not waiting_for(site.people["finance"]).exists()
    Approval.objects.create(
        variation=made, side="owner", post="leader", by=leader, priced_by=site.people["measurer"]
    )
    assert not waiting_for(leader).exists()
    assert waiting_for(chief).exists()
