"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.works.states import Post, Side

ACTIONS = {
    "project.made": _("登记项目"),
    "section.made": _("登记标段"),
    "section.party_added": _("登记参建方"),
    "section.participant_added": _("登记参建人员"),
    "section.participant_confirmed": _("确认参建人员"),
    "section.participant_ended": _("参建人员离岗"),
}
VALUES = {key: label for choices in (Side, Post) for key, label in choices.choices}
FACTS = {"side": _("哪一方"), "post": _("岗位"), "person": _("人员")}
