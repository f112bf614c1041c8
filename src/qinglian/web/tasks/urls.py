"""Addresses of tasks. 督办的网址。"""

from django.urls import path

from qinglian.web.tasks.views import agendas, guidance, matters, meetings, papers, tasks

app_name = "tasks"
urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("new/", tasks.new, name="new"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new, name="meeting_new"),
    path("meetings/kinds/", agendas.kinds, name="meeting_kinds"),
    path("meetings/kinds/new/", agendas.kind, name="meeting_kind_new"),
    path("meetings/kinds/<slug:code>/", agendas.kind, name="meeting_kind"),
    path("meetings/papers/<str:public_id>/", meetings.paper, name="meeting_paper"),
    path("meetings/agenda/<int:number>/<str:verb>/", agendas.agenda_move, name="agenda_move"),
    path("meetings/decisions/<int:number>/off/", agendas.decision_off, name="decision_off"),
    path("meetings/<str:public_id>/", meetings.meeting, name="meeting"),
    path("meetings/<str:public_id>/change/", meetings.change, name="meeting_change"),
    path("meetings/<str:public_id>/agenda/", agendas.agenda, name="meeting_agenda"),
    path("meetings/<str:public_id>/freeze/", agendas.freeze, name="meeting_freeze"),
    path("meetings/<str:public_id>/decision/", agendas.decision, name="meeting_decision"),
    path(
        "meetings/<str:public_id>/figures/<int:number>/", meetings.figures, name="meeting_figures"
    ),
    path("meetings/<str:public_id>/<str:verb>/", meetings.act, name="meeting_act"),
    path("matters/", matters.matters, name="matters"),
    path("matters/new/", matters.new, name="matter_new"),
    path("matters/papers/<str:public_id>/", matters.paper, name="matter_paper"),
    path("matters/links/<int:number>/", matters.unlink, name="matter_unlink"),
    path("matters/<str:public_id>/", matters.matter, name="matter"),
    path("matters/<str:public_id>/link/", matters.link, name="matter_link"),
    path("matters/<str:public_id>/close/", matters.close, name="matter_close"),
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
