"""Addresses of this app."""

from django.urls import path

from qinglian.web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.records, name="records"),
    path("heads/", views.heads, name="heads"),
    path("heads/check/", views.check_now, name="check_now"),
    path("heads/checked/", views.checked, name="checked"),
    path("heads/<str:day>/", views.head_file, name="head_file"),
]
