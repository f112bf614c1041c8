"""Addresses of alerts. 预警的网址。"""

from django.urls import path

from qinglian.web.alerts.views import (
    alerts,
    batches,
    cockpit,
    competences,
    lookbacks,
    papers,
    quality,
    requests,
    self_found,
    transfers,
)

app_name = "alerts"
urlpatterns = [
    path("", alerts.alerts, name="alerts"),
    path("cockpit/", cockpit.cockpit, name="cockpit"),
    path("quality/", quality.quality, name="quality"),
    path("requests/<int:number>/", requests.decide, name="request"),
    path("batches/", batches.batches, name="batches"),
    path("batches/new/", batches.new, name="batch_new"),
    path("batches/<str:public_id>/", batches.batch, name="batch"),
    path("batches/<str:public_id>/conclude/", batches.conclude, name="batch_conclude"),
    path("lookbacks/", lookbacks.lookbacks, name="lookbacks"),
    path("lookbacks/draw/", lookbacks.draw, name="lookback_draw"),
    path("lookbacks/<str:public_id>/", lookbacks.lookback, name="lookback"),
    path("lookbacks/<str:public_id>/<str:alert_id>/", lookbacks.say, name="lookback_say"),
    path("self-found/", self_found.self_found, name="self_found"),
    path("self-found/new/", self_found.new, name="self_found_new"),
    path("self-found/<str:public_id>/", self_found.one, name="self_found_one"),
    path("transfers/", transfers.transfers, name="transfers"),
    path("transfers/key/", transfers.key, name="team_key"),
    path("transfers/<str:public_id>/package/", transfers.package, name="transfer_package"),
    path("transfers/<str:public_id>/outcome/", transfers.outcome, name="transfer_outcome"),
    path("competences/", competences.competences, name="competences"),
    path("competences/new/", competences.new, name="competence_new"),
    path("competences/import/", competences.bring, name="competence_import"),
    path("competences/template/", competences.template, name="competence_template"),
    path("competences/<int:pk>/", competences.competence, name="competence"),
    path("papers/<str:public_id>/", papers.paper, name="paper"),
    path("<str:public_id>/", alerts.alert, name="alert"),
    path("<str:public_id>/transfer/", transfers.hand_over, name="alert_transfer"),
    path("<str:public_id>/<str:verb>/", alerts.act, name="act"),
]
