"""Addresses of bodies, lines, people and roles. 单位、线、人员与角色的网址。"""

from django.urls import path

from qinglian.web.units.views import bodies, changes, holdings, imports, lines, people, roles

app_name = "units"
urlpatterns = [
    path("", bodies.units, name="units"),
    path("new/", changes.new, name="unit_new"),
    path("offers/", bodies.offers, name="offers"),
    path("code/<str:code>/", bodies.unit, name="unit"),
    path("code/<str:code>/correct/", changes.correct, name="unit_correct"),
    path("code/<str:code>/rename/", changes.rename, name="unit_rename"),
    path("code/<str:code>/end/", changes.end, name="unit_end"),
    path("code/<str:code>/merge/", changes.merge, name="unit_merge"),
    path("code/<str:code>/split/", changes.split, name="unit_split"),
    path("code/<str:code>/line/", lines.draw, name="line_draw"),
    path("code/<str:code>/holdings/", holdings.holdings, name="holdings"),
    path("code/<str:code>/holdings/add/", holdings.add, name="holding_add"),
    path("holdings/<int:pk>/end/", holdings.end, name="holding_end"),
    path("holdings/import/", holdings.bring, name="holdings_import"),
    path("holdings/template/", holdings.template, name="holdings_template"),
    path("lines/<int:pk>/end/", lines.end, name="line_end"),
    path("imports/", imports.upload, name="imports"),
    path("imports/template/", imports.template, name="import_template"),
    path("imports/<str:public_id>/", imports.preview, name="import"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="person_new"),
    path("people/of/<str:username>/", people.person, name="person"),
    path("people/of/<str:username>/correct/", people.correct, name="person_correct"),
    path("people/of/<str:username>/password/", people.password, name="person_password"),
    path("people/of/<str:username>/keep-out/", people.keep_out, name="person_keep_out"),
    path("people/of/<str:username>/let-in/", people.let_in, name="person_let_in"),
    path("people/of/<str:username>/role/", roles.grant, name="role_grant"),
    path("roles/", roles.roles, name="roles"),
    path("roles/<int:pk>/", roles.role, name="role"),
    path("roles/<int:pk>/approve/", roles.approve, name="role_approve"),
    path("roles/<int:pk>/refuse/", roles.refuse, name="role_refuse"),
    path("roles/<int:pk>/revoke/", roles.revoke, name="role_revoke"),
]
