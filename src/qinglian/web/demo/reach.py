"""
What the loop reaches besides alerts and tasks: problems, inspections, a campaign, difficulties, a meeting, papers.
闭环的延伸。

As in `work`, every step goes through the services with the people whose turn it is.
"""

from qinglian.web.accounts.models import User
from qinglian.web.demo.campaigning import campaign_made, difficulties_made
from qinglian.web.demo.creating import creating_made
from qinglian.web.demo.inspecting import inspections_made
from qinglian.web.demo.meeting import consultation_made, meeting_made
from qinglian.web.demo.papering import papers_made
from qinglian.web.demo.problems import problems_made
from qinglian.web.demo.programming import programme_made
from qinglian.web.demo.proving import proofs_shown
from qinglian.web.demo.reporting_duties import reports_made
from qinglian.web.demo.sending import sending_made
from qinglian.web.demo.work import staff_by_body
from qinglian.web.units.models import Unit


def reach_made(bodies: dict[str, Unit], people: dict[str, User]) -> list[str]:
    """All of it; returns the kinds of papers for which nothing in the county fitted."""
    staff = staff_by_body()
    programme_made(bodies, people)
    problems_made(bodies, people, staff)
    inspections_made(bodies, people, staff)
    campaign_made(bodies, people, staff)
    difficulties_made(bodies["county"], people, staff)
    meeting_made(bodies, people, staff)
    consultation_made(people, staff)
    creating_made(bodies, people, staff)
    sending_made(bodies, people, staff)
    proofs_shown(bodies, people, staff)
    reports_made(people, staff)
    return papers_made(people, staff)
