"""Addresses of time limits. 时限的网址。"""

from django.urls import path

from qinglian.web.clocks.views import limits

app_name = "clocks"
urlpatterns = [
    path("", limits.limits, name="limits"),
    path("changes/", limits.changes, name="changes"),
    path("changes/<int:pk>/", limits.change, name="change"),
    path("<str:term>/new/", limits.new, name="new"),
    path("<str:term>/<str:level>/new/", limits.new, name="new_at"),
]
