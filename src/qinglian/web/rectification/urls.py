"""Addresses of rectification. 整改的网址。"""

from django.urls import path

from qinglian.web.rectification.views import papers, problems

app_name = "rectification"
urlpatterns = [
    path("", problems.problems, name="problems"),
    path("new/", problems.new, name="new"),
    path("papers/<str:public_id>/", papers.paper, name="paper"),
    path("<str:public_id>/", problems.problem, name="problem"),
]
