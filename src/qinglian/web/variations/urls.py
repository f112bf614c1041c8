"""Addresses of variations. 变更的网址。"""

from django.urls import path

from qinglian.web.variations.views import pages, radar

app_name = "variations"
urlpatterns = [
    path("", pages.variations, name="variations"),
    path("sections/<str:public_id>/new/", pages.new, name="new"),
    path("sections/<str:public_id>/radar/", radar.radar, name="radar"),
    path("sections/<str:public_id>/table/", radar.table, name="table"),
    path("papers/<str:public_id>/", pages.paper, name="paper"),
    path("lines/<int:number>/off/", pages.line_off, name="line_off"),
    path("<str:public_id>/", pages.variation, name="variation"),
    path("<str:public_id>/line/", pages.line, name="line"),
    path("<str:public_id>/back/", pages.back, name="back"),
    path("<str:public_id>/<str:verb>/", pages.act, name="act"),
]
