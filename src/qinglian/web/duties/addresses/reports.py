"""Addresses of reports and self-checks. 报告与迎检自查的网址。"""

from django.urls import path

from qinglian.web.duties.views import reports, self_checks

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.new, name="report_new"),
    path("reports/<str:public_id>/", reports.report, name="report"),
    path("checks/", self_checks.self_checks, name="self_checks"),
    path("checks/new/", self_checks.new, name="self_check_new"),
    path("checks/<str:public_id>/", self_checks.self_check, name="self_check"),
    path("checks/<str:public_id>/<int:number>/<str:word>/", self_checks.say, name="self_check_say"),
]
