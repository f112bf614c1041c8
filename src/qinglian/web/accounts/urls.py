"""Addresses of people and roles."""

from django.urls import path

from qinglian.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.me, name="me"),
]
