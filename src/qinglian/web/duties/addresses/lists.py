"""Addresses of programmes and lists. 方案与清单的网址。"""

from django.urls import path

from qinglian.web.duties.views import clauses, items, lists, programmes, samples, versions

urlpatterns = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.new, name="programme_new"),
    path("programmes/papers/<str:public_id>/", programmes.paper, name="programme_paper"),
    path("programmes/<str:public_id>/", programmes.programme, name="programme"),
    path("programmes/<str:public_id>/correct/", programmes.correct, name="programme_correct"),
    path("programmes/<str:public_id>/end/", programmes.end, name="programme_end"),
    path("programmes/<str:public_id>/coverage/", clauses.coverage, name="coverage"),
    path("programmes/<str:public_id>/actions/new/", programmes.action, name="action_new"),
    path("programmes/<str:public_id>/actions/<int:number>/", programmes.action, name="action"),
    path(
        "programmes/<str:public_id>/actions/<int:number>/off/", programmes.action_off,
        name="action_off",
    ),
    path("clauses/<int:number>/asks/<str:asks>/", clauses.decide, name="clause_decide"),
    path("clauses/<int:number>/aside/", clauses.aside, name="clause_aside"),
    path("clauses/<int:number>/item/", clauses.to_item, name="clause_item"),
    path("clauses/<int:number>/action/", clauses.to_action, name="clause_action"),
    path("lists/", lists.lists, name="lists"),
    path("lists/new/", lists.new, name="list_new"),
    path("lists/samples/", samples.shelf, name="samples"),
    path("lists/samples/<slug:name>/", samples.sample, name="sample"),
    path("lists/samples/<slug:name>/use/", samples.use, name="sample_use"),
    path("lists/norms/", samples.norms, name="norms"),
    path("lists/papers/<str:public_id>/", lists.paper, name="list_paper"),
    path("lists/<str:public_id>/", lists.one, name="list"),
    path("lists/<str:public_id>/correct/", lists.correct, name="list_correct"),
    path("lists/<str:public_id>/use/", samples.use_own, name="list_use"),
    path("lists/<str:public_id>/draft/", lists.draft, name="list_draft"),
    path("lists/<str:public_id>/drop/", lists.drop, name="list_drop"),
    path("lists/<str:public_id>/issue/", lists.issue, name="list_issue"),
    path("lists/<str:public_id>/rollover/", versions.rollover, name="list_rollover"),
    path("lists/<str:public_id>/effort/", versions.effort, name="list_effort"),
    path("lists/<str:public_id>/diff/<int:old>/<int:new>/", versions.diff, name="list_diff"),
    path("lists/<str:public_id>/table/", items.table, name="list_table"),
    path("lists/<str:public_id>/items/new/", items.item, name="item_new"),
    path("lists/<str:public_id>/items/<str:key>/", items.item, name="item"),
    path("lists/<str:public_id>/items/<str:key>/off/", items.drop, name="item_off"),
    path("lists/<str:public_id>/items/<str:key>/up/", items.up, name="item_up"),
]  # fmt: skip
