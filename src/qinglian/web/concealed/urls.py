"""Addresses of concealed work."""

from django.urls import path

from qinglian.web.concealed.views import acceptances, acts, alike, field, settings, shots

app_name = "concealed"
urlpatterns = [
    path("", acceptances.acceptances, name="acceptances"),
    path("site/", field.site, name="site"),
    path("site/manifest.webmanifest", field.manifest, name="manifest"),
    path("site/sw.js", field.worker, name="worker"),
    path("site/facts/", field.facts, name="facts"),
    path("site/<str:section_id>/send/", field.announce, name="announce"),
    path("site/<str:section_id>/send/<str:client_id>/<int:begins>/", field.piece, name="piece"),
    path("site/<str:section_id>/known/", field.known, name="known"),
    path("section/<str:section_id>/new/", acts.new, name="new"),
    path("section/<str:section_id>/chain/", shots.chain, name="chain"),
    path("section/<str:section_id>/settings/", settings.settings, name="settings"),
    path("section/<str:section_id>/attendance/", settings.attendance, name="attendance"),
    path("section/<str:section_id>/kinds/", settings.kinds, name="kinds"),
    path("shots/<str:public_id>/", shots.shot, name="shot"),
    path("shots/<str:public_id>/picture/", shots.picture, name="picture"),
    path("shots/<str:public_id>/publish/", shots.publish, name="publish"),
    path("alike/", alike.pairs, name="pairs"),
    path("alike/<str:public_id>/", alike.alike, name="alike"),
    path("papers/<str:public_id>/", shots.paper, name="paper"),
    path("proofs/<int:number>/", acts.proof, name="proof"),
    path("<str:public_id>/", acceptances.acceptance, name="acceptance"),
    path("<str:public_id>/rows/", acts.rows, name="rows"),
    path("<str:public_id>/<str:verb>/", acts.act, name="act"),
]
