"""Addresses of sendings, duties and turns. 下发与责任事项的网址。"""

from django.urls import path

from qinglian.web.duties.views import calendar, draws, duties, leaders, map, sendings, turns

urlpatterns = [
    path("turns/", turns.turns, name="turns"),
    path("turns/calendar/", calendar.calendar, name="calendar"),
    path("turns/papers/<str:public_id>/", turns.paper, name="turn_paper"),
    path("turns/draws/", draws.draws, name="draws"),
    path("turns/draws/make/", draws.make, name="draw_make"),
    path("turns/draws/<str:public_id>/", draws.draw, name="draw"),
    path("turns/draws/<str:public_id>/accept/", draws.accept, name="draw_accept"),
    path("turns/<str:public_id>/", turns.turn, name="turn"),
    path("turns/<str:public_id>/<str:verb>/", turns.act, name="turn_act"),
    path("of/", duties.duties, name="duties"),
    path("of/leaders/", leaders.leaders, name="leaders"),
    path("of/leaders/<str:username>/", leaders.leader, name="leader"),
    path("of/<str:public_id>/", duties.duty, name="duty"),
    path("of/<str:public_id>/assign/", duties.assign, name="duty_assign"),
    path("arrivals/", duties.arrivals, name="arrivals"),
    path("arrivals/<str:public_id>/", duties.arrival, name="arrival"),
    path("arrivals/<str:public_id>/receive/", duties.receive, name="arrival_receive"),
    path("sendings/", sendings.sendings, name="sendings"),
    path("sendings/new/", sendings.new, name="sending_new"),
    path("sendings/caps/", sendings.caps, name="caps"),
    path("sendings/<str:public_id>/", sendings.sending, name="sending"),
    path("sendings/<str:public_id>/change/", sendings.change, name="sending_change"),
    path("sendings/<str:public_id>/recall/", sendings.recall, name="sending_recall"),
    path("sendings/<str:public_id>/map/", map.transmission, name="sending_map"),
    path("sendings/<str:public_id>/unit/<str:code>/", sendings.unit, name="sending_unit"),
    path("sendings/<str:public_id>/<str:verb>/", sendings.act, name="sending_act"),
]
