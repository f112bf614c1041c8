"""Addresses of concealed work."""

from django.urls import path

from qinglian.web.concealed.views import acceptances

app_name = "concealed"
urlpatterns = [
    path("<str:public_id>/", acceptances.acceptance, name="acceptance"),
]
