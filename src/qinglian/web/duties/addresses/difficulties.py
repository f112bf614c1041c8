"""Addresses of difficulties. 困难问题的网址。"""

from django.urls import path

from qinglian.web.duties.views import difficulties

urlpatterns = [
    path("difficulties/", difficulties.difficulties, name="difficulties"),
    path("difficulties/new/", difficulties.new, name="difficulty_new"),
    path("difficulties/counts/", difficulties.counts, name="difficulty_counts"),
    path("difficulties/papers/<str:public_id>/", difficulties.paper, name="difficulty_paper"),
    path("difficulties/<str:public_id>/", difficulties.difficulty, name="difficulty"),
    path("difficulties/<str:public_id>/<str:verb>/", difficulties.act, name="difficulty_act"),
]
