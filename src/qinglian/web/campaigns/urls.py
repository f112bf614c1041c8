"""Addresses of campaigns. 专项整治的网址。"""

from django.urls import path

from qinglian.web.campaigns.views import (
    acts,
    campaigns,
    choosing,
    coverage,
    notices,
    papers,
    parts,
    samplings,
)

app_name = "campaigns"
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("new/", acts.new, name="new"),
    path("map/", coverage.map_page, name="map"),
    path("map/fields/", coverage.field_new, name="field_new"),
    path("map/rules/", coverage.ruled, name="ruled"),
    path("map/inspections/", coverage.inspected, name="inspected"),
    path("map/fields/<str:key>/", coverage.field_matters, name="field_matters"),
    path("bodies/", coverage.bodies, name="bodies"),
    path("parts/", parts.parts, name="parts"),
    path("parts/<str:public_id>/", parts.part, name="part"),
    path("parts/<str:public_id>/topics/<int:number>/", parts.answer, name="answer"),
    path("parts/<str:public_id>/drop/", choosing.drop, name="part_drop"),
    path("parts/<str:public_id>/<str:verb>/", parts.act, name="part_act"),
    path("found/", parts.founds, name="founds"),
    path("samplings/<str:public_id>/", samplings.sampling, name="sampling"),
    path("samplings/<str:public_id>/draw/", samplings.draw, name="sampling_draw"),
    path("samplings/items/<int:number>/", samplings.recheck, name="recheck"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<str:public_id>/", notices.notice, name="notice"),
    path("notices/<str:public_id>/<str:verb>/", notices.act, name="notice_act"),
    path("papers/<str:public_id>/", papers.paper, name="paper"),
    path("<str:public_id>/", campaigns.campaign, name="campaign"),
    path("<str:public_id>/topics/", acts.topic, name="topic_new"),
    path("<str:public_id>/topics/<int:number>/", acts.topic_away, name="topic_drop"),
    path("<str:public_id>/units/", choosing.choose, name="choose"),
    path("<str:public_id>/sampling/", samplings.announce, name="announce"),
    path("<str:public_id>/counts/", acts.counts, name="counts"),
    path("<str:public_id>/notice/", notices.new, name="notice_new"),
    path("<str:public_id>/correct/", acts.correct, name="correct"),
    path("<str:public_id>/<str:verb>/", acts.act, name="act"),
]
