"""Addresses of bills and ledgers. 清单与台账的网址。"""

from django.urls import path

from qinglian.web.bills.views import bills, ledgers

app_name = "bills"
urlpatterns = [
    path("", bills.sections, name="sections"),
    path("sections/<str:public_id>/", bills.section, name="section"),
    path("sections/<str:public_id>/bill/", bills.new, name="bill_new"),
    path("sections/<str:public_id>/ledger/", ledgers.new, name="ledger_new"),
    path("sections/<str:public_id>/template/", ledgers.template, name="template"),
    path("items/<int:number>/", bills.item, name="item"),
    path("rows/<int:number>/", ledgers.row, name="row"),
    path("ledgers/<str:public_id>/", ledgers.ledger, name="ledger"),
    path("ledgers/<str:public_id>/differences/", ledgers.deltas, name="differences"),
    path("ledgers/<str:public_id>/submit/", ledgers.submit, name="ledger_submit"),
    path("ledgers/<str:public_id>/sign/", ledgers.sign, name="ledger_sign"),
    path("ledgers/<str:public_id>/drop/", ledgers.drop, name="ledger_drop"),
    path("<str:public_id>/", bills.bill, name="bill"),
    path("<str:public_id>/confirm/", bills.confirm, name="bill_confirm"),
    path("<str:public_id>/ceilings/", bills.ceilings, name="ceilings"),
    path("<str:public_id>/drop/", bills.drop, name="bill_drop"),
    path("<str:public_id>/compare/", bills.compare, name="compare"),
]
