"""Addresses of the burden ledger. 减负台账的网址。"""

from django.urls import path

from qinglian.web.burden.views import forms, ledger, settings, units

app_name = "burden"
urlpatterns = [
    path("", ledger.asks, name="asks"),
    path("givers/", units.givers, name="givers"),
    path("twice/", units.twice, name="twice"),
    path("promise/", units.promise, name="promise"),
    path("units/", units.units, name="units"),
    path("units/<str:code>/", units.unit, name="unit"),
    path("forms/", forms.spent, name="forms"),
    path("numbers/", settings.numbers_page, name="numbers"),
    path("numbers/changes/", settings.changes, name="changes"),
    path("numbers/changes/<int:pk>/", settings.setting, name="setting"),
    path("numbers/<str:what>/<str:key>/new/", settings.new, name="number_new"),
    path("<str:public_id>/", ledger.ask, name="ask"),
    path("<str:public_id>/withdraw/", ledger.take_back, name="withdraw"),
    path("<str:public_id>/confirm/", ledger.confirm, name="confirm"),
]
