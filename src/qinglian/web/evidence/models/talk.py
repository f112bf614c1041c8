"""A talk, and who is to talk to whom how often. 谈话记录与谈话安排。"""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role
from qinglian.web.core.ids import new_id
from qinglian.web.evidence.talk_words import WITHOUT_OUTLINE, TalkKind, Whom
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import Scoped

USER = settings.AUTH_USER_MODEL


class Talks(Scoped):
    """Inside the body of the talker, and by the other person: nobody else sees a row."""

    def visible_to(self, user: Any) -> Self:
        """The talks a person may read."""
        return super().visible_to(user) | self.filter(Q(person=user.pk))


class Talk(models.Model):
    """
    谈话: who with whom, when, which fields were ticked. `outline` is for the talker alone, and is not kept at all of
    reminder talks and summons. No words of a talk leave the body; other bodies are told how many there were.
    """

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "talk"

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "TH"), editable=False
    )
    kind = models.CharField(_("种类"), max_length=10, choices=TalkKind)
    on = models.DateField(_("日期"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("谈话人"))
    person = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("谈话对象"))
    person_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("谈话对象单位")
    )
    topics = models.JSONField(_("谈到的方面"), default=list)
    outline = models.TextField(_("提纲（只有谈话人自己看得见）"), blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = Talks.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=("unit", "on")), models.Index(fields=("by", "person", "on")))
        constraints = (
            models.CheckConstraint(condition=~Q(by=F("person")), name="talk_with_another"),
            models.CheckConstraint(
                condition=~Q(kind__in=WITHOUT_OUTLINE) | Q(outline=""), name="talk_without_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("evidence:talk", args=(self.public_id,))


class TalkRule(models.Model):
    """谈话安排 of a body: whoever holds a role talks to these people every so many months."""

    SCOPE: ClassVar[dict[str, str]] = {"unit": "unit"}
    OBJECT = "talk"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(
        _("谁谈"), max_length=20,
        choices=[(one.value, one.label) for one in (Role.UNIT_HEAD, Role.LEADER)],
    )  # fmt: skip
    whom = models.CharField(_("和谁谈"), max_length=12, choices=Whom)
    months = models.PositiveSmallIntegerField(_("几个月一次"), default=6)
    since = models.DateField(_("自哪天起"), default=timezone.localdate)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("unit", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "role", "whom"), condition=Q(ended_on=None), name="talk_rule_once"
            ),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=24), name="talk_months"),
        )


class TalkDue(models.Model):
    """Who is to talk to whom by when, worked out each day from rules, roles and talks, for the desk."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    talker = models.ForeignKey(USER, models.CASCADE, related_name="+")
    person = models.ForeignKey(USER, models.CASCADE, related_name="+")
    person_unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    due_on = models.DateField()

    class Meta:
        indexes = (models.Index(fields=("unit", "talker", "due_on")),)
        constraints = (
            models.UniqueConstraint(fields=("unit", "talker", "person"), name="talk_due_once"),
        )
