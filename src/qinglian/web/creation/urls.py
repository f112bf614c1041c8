"""Addresses of creation. 创建的网址。"""

from django.urls import path

from qinglian.web.creation.views import acting, brands, clauses, lists, pages

app_name = "creation"
urlpatterns = [
    path("applications/", lists.applications, name="applications"),
    path("namings/", lists.namings, name="namings"),
    path("reviews/", lists.reviews, name="reviews"),
    path("standards/", lists.standards, name="standards"),
    path("subsidies/", lists.subsidies, name="subsidies"),
    path("brands/", lists.brands, name="brands"),
    path("practices/", lists.practices, name="practices"),
    path("points/", lists.points, name="points"),
    path("new/<str:room>/", acting.new, name="new"),
    path("papers/<str:public_id>/", acting.paper, name="paper"),
    path("applications/<str:public_id>/", pages.application, name="application"),
    path("applications/<str:public_id>/clauses/", clauses.clauses, name="clauses"),
    path("applications/<str:public_id>/clauses/<int:place>/", clauses.answer, name="answer"),
    path("namings/<str:public_id>/", pages.naming, name="naming"),
    path("conditions/<str:public_id>/", pages.condition, name="condition"),
    path("reviews/<str:public_id>/", pages.review, name="review"),
    path("rounds/<str:public_id>/", pages.round_, name="round"),
    path("standards/<str:public_id>/", pages.standard, name="standard"),
    path("subsidies/<str:public_id>/", pages.subsidy, name="subsidy"),
    path("brands/<str:public_id>/", brands.brand, name="brand"),
    path("brands/<str:public_id>/album/", brands.album, name="album"),
    path("practices/<str:public_id>/", pages.practice, name="practice"),
    path("points/<str:public_id>/", pages.point, name="point"),
    path("<str:room>/<str:public_id>/<str:verb>/", acting.act, name="act"),
]
