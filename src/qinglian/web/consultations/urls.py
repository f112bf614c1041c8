"""Addresses of consultations. 会签与征求意见的网址。"""

from django.urls import path

from qinglian.web.consultations.views import consultations, opinions

app_name = "consultations"
urlpatterns = [
    path("", consultations.consultations, name="consultations"),
    path("new/", consultations.new, name="new"),
    path("opinions/", opinions.register, name="opinions"),
    path("papers/<str:public_id>/", opinions.paper, name="paper"),
    path("asked/<int:number>/<str:verb>/", opinions.act, name="asked"),
    path("points/<int:number>/", opinions.answer, name="point"),
    path("<str:public_id>/", consultations.consultation, name="consultation"),
    path("<str:public_id>/register/", opinions.register, name="register"),
    path("<str:public_id>/round/", consultations.again, name="round"),
    path("<str:public_id>/<str:verb>/", consultations.act, name="act"),
]
