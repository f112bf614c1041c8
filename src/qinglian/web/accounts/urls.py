"""Addresses of people and roles."""

from django.urls import path

from qinglian.web.accounts import views
from qinglian.web.accounts.views import certificates, sign_in, unmasking

app_name = "accounts"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/sessions/<int:pk>/end/", sign_in.end, name="session_end"),
    path("sign-in/", sign_in.locked_out, name="locked"),
    path("sign-in/unlock/<str:username>/", sign_in.unlock, name="unlock"),
    path("sign-in/second-factor/", sign_in.reset_second_factor, name="second_factor_reset"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/new/", certificates.new, name="certificate_new"),
    path("certificates/unbind/", certificates.unbind, name="unbind"),
    path("certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("certificates/<int:pk>/approve/", certificates.approve, name="certificate_approve"),
    path("certificates/<int:pk>/revoke/", certificates.revoke, name="certificate_revoke"),
    path("names/", unmasking.asked, name="unmaskings"),
    path("names/<int:pk>/<str:answer>/", unmasking.answer, name="unmasking_answer"),
]
