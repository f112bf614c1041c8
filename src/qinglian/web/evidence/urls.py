"""Addresses of evidence. 佐证材料的网址。"""

from django.urls import path

from qinglian.web.evidence.views import adding, concerns, pieces, talks, uses

app_name = "evidence"
urlpatterns = [
    path("", pieces.pieces, name="pieces"),
    path("pieces/<str:public_id>/", pieces.piece, name="piece"),
    path("files/<str:public_id>/", pieces.file, name="file"),
    path("papers/<str:public_id>/", uses.paper, name="paper"),
    path("uses/<str:public_id>/", uses.use, name="use"),
    path("uses/<str:public_id>/<str:verb>/", uses.act, name="act"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/bounds/", concerns.bounds, name="bounds"),
    path("concerns/papers/<str:public_id>/", concerns.paper, name="concern_paper"),
    path("concerns/<str:public_id>/", concerns.concern, name="concern"),
    path("concerns/<str:public_id>/<str:verb>/", concerns.act, name="concern_act"),
    path("look/<str:public_id>/", concerns.look, name="look"),
    path("talks/", talks.talks, name="talks"),
    path("talks/new/", talks.new, name="talk_new"),
    path("talks/rules/", talks.rules, name="talk_rules"),
    path("talks/counts/", talks.counts, name="talk_counts"),
    path("talks/<str:public_id>/", talks.talk, name="talk"),
    path("for/<str:label>/<str:number>/confirm/", adding.confirm, name="confirm"),
    path("for/<str:label>/<str:number>/", adding.add, name="add"),
    path("for/<str:label>/<str:number>/file/", adding.file, name="add_file"),
    path("for/<str:label>/<str:number>/figure/", adding.figure, name="add_figure"),
]
