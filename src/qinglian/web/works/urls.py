"""Addresses of works. 工程的网址。"""

from django.urls import path

from qinglian.web.works.views import exchange, nodes, pages, places, strip

app_name = "works"
urlpatterns = [
    path("projects/", pages.projects, name="projects"),
    path("projects/new/", pages.project_new, name="project_new"),
    path("projects/import/", exchange.oc4ids_import, name="oc4ids_import"),
    path("projects/<str:public_id>/", pages.project, name="project"),
    path("projects/<str:public_id>/sections/new/", pages.section_new, name="section_new"),
    path("sections/<str:public_id>/", pages.section, name="section"),
    path("sections/<str:public_id>/parties/new/", pages.party_new, name="party_new"),
    path("sections/<str:public_id>/parties/<int:number>/people/new/", pages.participant_new, name="participant_new"),
    path(
        "sections/<str:public_id>/people/<int:number>/confirm/", pages.participant_confirm,
        name="participant_confirm",
    ),
    path("sections/<str:public_id>/people/<int:number>/end/", pages.participant_end, name="participant_end"),
    path("projects/<str:public_id>/strip/", strip.strip, name="strip"),
    path("projects/<str:public_id>/oc4ids/", exchange.oc4ids, name="oc4ids"),
    path("projects/<str:public_id>/nodes/<str:code>/", nodes.node_kind, name="node"),
    path("projects/<str:public_id>/nodes/<str:code>/new/", nodes.node_new, name="node_new"),
    path("projects/<str:public_id>/nodes/<str:node>/withdraw/", nodes.node_back, name="node_back"),
    path("papers/<str:public_id>/", nodes.paper, name="paper"),
    path("projects/<str:public_id>/places/", places.places, name="places"),
    path("projects/<str:public_id>/places/lines/new/", places.alignment_new, name="alignment_new"),
    path("projects/<str:public_id>/places/lines/<int:number>/remove/", places.alignment_off, name="alignment_off"),
    path("projects/<str:public_id>/places/layers/", places.layers, name="layers"),
    path("projects/<str:public_id>/places/operating/new/", places.operating_new, name="operating_new"),
    path("projects/<str:public_id>/places/operating/<int:number>/end/", places.operating_off, name="operating_off"),
    path("sections/<str:public_id>/parts/", places.parts, name="parts"),
    path("sections/<str:public_id>/parts/import/", places.parts_import, name="parts_import"),
    path("sections/<str:public_id>/parts/new/", places.part_new, name="part_new"),
]  # fmt: skip
