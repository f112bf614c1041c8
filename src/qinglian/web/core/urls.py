"""Addresses: those of each app under its own name, sign-in, languages. 网址。"""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

from qinglian.web.core import views
from qinglian.web.core.desk import desk

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", desk, name="desk"),
    path("health/", views.health, name="health"),
    path("language/", views.language, name="language"),
    path("account/", include("qinglian.web.accounts.sign_in")),
    *(
        path(f"{config.label}/", include(f"{config.name}.urls"))
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.")
        and find_spec(f"{config.name}.urls")
        and config.label != "core"
    ),
]
handler403 = "qinglian.web.core.views.forbidden"
handler404 = "qinglian.web.core.views.not_found"
handler500 = "qinglian.web.core.views.broken"
