"""Addresses of tasks. 督办的网址。"""

from django.urls import path

from qinglian.web.tasks.views import guidance, papers, tasks

app_name = "tasks"
urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("new/", tasks.new, name="new"),
    path("guidance/", guidance.acts, name="guidance_acts"),
    path("guidance/new/", guidance.new, name="guidance_new"),
    path("guidance/<str:public_id>/", guidance.act, name="guidance"),
    path("requests/<int:number>/", tasks.decide, name="request"),
    path("parts/<int:number>/done/", tasks.assist, name="assist"),
    path("papers/<str:public_id>/", papers.paper, name="paper"),
    path("<str:public_id>/", tasks.task, name="task"),
    path("<str:public_id>/part/", tasks.part, name="part"),
    path("<str:public_id>/<str:verb>/", tasks.act, name="act"),
]
