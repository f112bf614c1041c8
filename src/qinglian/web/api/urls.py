"""Addresses of integrations: pages for administrators, and what systems call under `v1/`. 对接的网址。"""

from django.urls import path, re_path

from qinglian.web.api.calls import absent, calls

app_name = "api"
urlpatterns = [
    path("v1/", (calls(), None, None)),
    re_path(r"^v1/", absent, name="absent"),
]
