"""Addresses of data and runs. 数据与运行的网址。"""

from django.urls import path

from qinglian.web.runs.views import (
    batches,
    changes,
    corrections,
    plans,
    rules,
    runs,
    signals,
    uploads,
)

app_name = "runs"
urlpatterns = [
    path("batches/", batches.batches, name="batches"),
    path("batches/<str:public_id>/", batches.batch, name="batch"),
    path("batches/<str:public_id>/refused/", batches.refused, name="batch_refused"),
    path("batches/<str:public_id>/destroy/", batches.destroy, name="batch_destroy"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/new/", uploads.new, name="upload_new"),
    path("uploads/<str:public_id>/", uploads.upload, name="upload"),
    path("uploads/<str:public_id>/load/", uploads.load, name="upload_load"),
    path("uploads/<str:public_id>/refused/", uploads.refused, name="upload_refused"),
    path("uploads/<str:public_id>/withdraw/", uploads.withdraw, name="upload_withdraw"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<str:public_id>/", plans.plan, name="plan"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:rule_id>/", rules.rule, name="rule"),
    path("rules/<str:rule_id>/propose/", rules.propose, name="change_propose"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<str:public_id>/", changes.change, name="change"),
    path("changes/<str:public_id>/simulate/", changes.simulate, name="change_simulate"),
    path("changes/<str:public_id>/approve/", changes.approve, name="change_approve"),
    path("changes/<str:public_id>/refuse/", changes.refuse, name="change_refuse"),
    path("changes/<str:public_id>/end/", changes.end, name="change_end"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/<str:public_id>/", corrections.correction, name="correction"),
    path("corrections/<str:public_id>/close/", corrections.close, name="correction_close"),
    path("corrections/<str:public_id>/refuse/", corrections.refuse, name="correction_refuse"),
    path("", runs.runs, name="runs"),
    path("new/", runs.new, name="run_new"),
    path("signals/", signals.signals, name="signals"),
    path("signals/<str:signal_id>/", signals.signal, name="signal"),
    path("<str:public_id>/", runs.run, name="run"),
    path("<str:public_id>/rules/<str:rule_id>/", runs.rule, name="run_rule"),
]
