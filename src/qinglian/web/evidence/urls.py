"""Addresses of evidence. 佐证材料的网址。"""

from django.urls import path

from qinglian.web.evidence.views import adding, pieces, uses

app_name = "evidence"
urlpatterns = [
    path("", pieces.pieces, name="pieces"),
    path("pieces/<str:public_id>/", pieces.piece, name="piece"),
    path("files/<str:public_id>/", pieces.file, name="file"),
    path("papers/<str:public_id>/", uses.paper, name="paper"),
    path("uses/<str:public_id>/", uses.use, name="use"),
    path("uses/<str:public_id>/<str:verb>/", uses.act, name="act"),
    path("for/<str:label>/<str:number>/confirm/", adding.confirm, name="confirm"),
    path("for/<str:label>/<str:number>/", adding.add, name="add"),
    path("for/<str:label>/<str:number>/file/", adding.file, name="add_file"),
    path("for/<str:label>/<str:number>/figure/", adding.figure, name="add_figure"),
]
