"""Addresses of integrations: pages for administrators, and what systems call under `v1/`. 对接的网址。"""

from django.urls import path, re_path

from qinglian.web.api.calls import absent, calls
from qinglian.web.api.views import docs, hooks, integrations, upper

app_name = "api"
urlpatterns = [
    path("v1/", (calls(), None, None)),
    re_path(r"^v1/", absent, name="absent"),
    path("", integrations.integrations, name="integrations"),
    path("docs/", docs.docs, name="docs"),
    path("new/", integrations.new, name="integration_new"),
    path("systems/<str:public_id>/", integrations.integration, name="integration"),
    path("systems/<str:public_id>/approve/", integrations.approve, name="integration_approve"),
    path("systems/<str:public_id>/refuse/", integrations.refuse, name="integration_refuse"),
    path("systems/<str:public_id>/end/", integrations.end, name="integration_end"),
    path("systems/<str:public_id>/token/", integrations.token_new, name="token_new"),
    path("systems/<str:public_id>/hook/", hooks.new, name="hook_new"),
    path("tokens/<int:pk>/revoke/", integrations.revoke, name="token_revoke"),
    path("hooks/<str:public_id>/", hooks.hook, name="hook_page"),
    path("hooks/<str:public_id>/rotate/", hooks.rotate, name="hook_rotate"),
    path("hooks/<str:public_id>/end/", hooks.end, name="hook_end"),
    path("deliveries/", hooks.deliveries, name="deliveries"),
    path("deliveries/<str:public_id>/", hooks.delivery, name="delivery"),
    path("deliveries/<str:public_id>/again/", hooks.again, name="delivery_resend"),
    path("upper/", upper.warnings, name="warnings"),
    path("upper/sheet/", upper.sheet, name="warning_sheet"),
    path("upper/reports/", upper.reports, name="reports"),
    path("upper/reports/again/", upper.again, name="reports_again"),
    path("upper/<str:public_id>/", upper.warning, name="warning"),
    path("upper/<str:public_id>/hand/", upper.hand, name="warning_hand"),
    path("upper/<str:public_id>/decline/", upper.decline, name="warning_decline"),
]
