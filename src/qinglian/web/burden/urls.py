"""Addresses of the burden ledger. 减负台账的网址。"""

from django.urls import path

from qinglian.web.burden.views import ledger

app_name = "burden"
urlpatterns = [
    path("", ledger.asks, name="asks"),
    path("<str:public_id>/", ledger.ask, name="ask"),
]
