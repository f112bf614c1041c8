"""Addresses of works. 工程的网址。"""

from django.urls import path

from qinglian.web.works.views import pages

app_name = "works"
urlpatterns = [
    path("projects/", pages.projects, name="projects"),
    path("projects/new/", pages.project_new, name="project_new"),
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
]  # fmt: skip
