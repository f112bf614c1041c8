"""Addresses of inspections. 督查的网址。"""

from django.urls import path

from qinglian.web.inspections.views import (
    checklists,
    deciding,
    findings,
    inspections,
    lists,
    papers,
    plans,
    spot,
    visits,
)

app_name = "inspections"
urlpatterns = [
    path("", lists.inspections, name="inspections"),
    path("new/", inspections.new, name="new"),
    path("matters/", plans.matters, name="matters"),
    path("matters/new/", plans.matter_new, name="matter_new"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<str:public_id>/", plans.plan, name="plan"),
    path("plans/<str:public_id>/lines/new/", plans.line_new, name="line_new"),
    path("plans/<str:public_id>/lines/<int:number>/remove/", plans.line_out, name="line_remove"),
    path("plans/<str:public_id>/approve/", plans.approve, name="plan_approve"),
    path("checklists/", checklists.templates, name="templates"),
    path("checklists/new/", checklists.new, name="template_new"),
    path("checklists/<str:public_id>/", checklists.template, name="template"),
    path("checklists/<str:public_id>/items/new/", checklists.item_new, name="item_new"),
    path(
        "checklists/<str:public_id>/items/<int:place>/remove/",
        checklists.item_out,
        name="item_remove",
    ),
    path("checklists/<str:public_id>/<str:verb>/", checklists.act, name="template_act"),
    path("visits/", lists.visits, name="visits"),
    path("visits/<str:public_id>/", visits.visit, name="visit"),
    path("visits/<str:public_id>/check/", spot.check, name="check"),
    path("visits/<str:public_id>/items/<int:place>/", spot.answer, name="answer"),
    path("visits/<str:public_id>/findings/new/", spot.finding_new, name="finding_new"),
    path("visits/<str:public_id>/<str:verb>/", visits.act, name="visit_act"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<str:public_id>/", findings.finding, name="finding"),
    path("findings/<str:public_id>/follow/", findings.follow, name="finding_follow"),
    path("findings/<str:public_id>/remove/", findings.remove, name="finding_remove"),
    path("requests/<int:number>/", deciding.request_answer, name="request"),
    path("objections/<int:number>/", deciding.objection_answer, name="objection"),
    path("proposals/<int:number>/", deciding.proposal_answer, name="proposal"),
    path("papers/<str:public_id>/", papers.paper, name="paper"),
    path("<str:public_id>/", inspections.inspection, name="inspection"),
    path("<str:public_id>/population.txt", inspections.population, name="population"),
    path("<str:public_id>/joint/<str:other>/", inspections.propose, name="propose"),
    path("<str:public_id>/<str:verb>/", inspections.act, name="act"),
]
