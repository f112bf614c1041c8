"""Addresses of rectification. 整改的网址。"""

from django.urls import path

from qinglian.web.rectification.views import (
    lists,
    lookbacks,
    measures,
    papers,
    problems,
    statistics,
    steps,
)

app_name = "rectification"
urlpatterns = [
    path("", problems.problems, name="problems"),
    path("new/", problems.new, name="new"),
    path("papers/<str:public_id>/", papers.paper, name="paper"),
    path("measures/<int:number>/report/", measures.report, name="report"),
    path("measures/<int:number>/look/", measures.look, name="look"),
    path("measures/<int:number>/drop/", measures.drop, name="drop"),
    path("stages/<int:number>/", measures.stage, name="stage"),
    path("fixes/<int:number>/prove/", measures.prove, name="prove"),
    path("amounts/<int:number>/", measures.tie, name="tie"),
    path("requests/<int:number>/", steps.decide, name="request"),
    path("objections/<int:number>/", steps.answer, name="answer"),
    path("lookbacks/", lookbacks.lookbacks, name="lookbacks"),
    path("lookbacks/begin/", lookbacks.begin, name="lookback_begin"),
    path("lookbacks/<str:public_id>/", lookbacks.lookback, name="lookback"),
    path("lookbacks/<str:public_id>/draw/", lookbacks.draw, name="lookback_draw"),
    path("lookbacks/<str:public_id>/<str:problem_id>/", lookbacks.say, name="lookback_say"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("lists/new/", lists.new, name="list_new"),
    path("lists/template/", lists.template, name="list_template"),
    path("lists/<str:public_id>/", lists.preview, name="list_preview"),
    path("lists/<str:public_id>/refused/", lists.refused, name="list_refused"),
    path("<str:public_id>/", problems.problem, name="problem"),
    path("<str:public_id>/measure/<str:pace>/", measures.new, name="measure"),
    path("<str:public_id>/fix/", measures.fix, name="fix"),
    path("<str:public_id>/amount/", measures.amount, name="amount"),
    path("<str:public_id>/objection/", steps.object_to, name="objection"),
    path("<str:public_id>/<str:verb>/", steps.act, name="act"),
]
