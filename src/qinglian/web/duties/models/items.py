"""Items of a version of a list. 清单事项。"""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.duties.kinds import Cycle, Holder
from qinglian.web.duties.models.lists import ListVersion
from qinglian.web.duties.models.programme import Clause

USER = settings.AUTH_USER_MODEL


class Item(models.Model):
    """
    清单事项. `key` stays through all versions of its list. 目标、举措、考核、反馈 are `target`, `measure`, `check_by`,
    `feedback` (E04). The four owners are kinds of duty-holders in words (主体、监督、第一责任人、一岗双责, B08): where
    one is missing the version cannot be issued, except in lists of norms. `evidence` holds codes of `core.proofs` and
    `file`; `applies_*` are empty where it concerns everybody. `minutes`: what one turn costs a unit, estimated.

    Lists of powers (C08): `steps` are `{step, post, days}`, `risks` are `{point, level, control}`, `public_text` is
    what stands on the public board. Lists of norms (C07, C11): `activity` is what is measured by it (会议、培训…),
    `ceiling` the most that one may spend, per what `ceiling_per` says. `rolled_from`: last year's item (D03).
    `why_changed`, `changed_by`: against the version before.
    """

    of = models.ForeignKey(ListVersion, models.CASCADE, related_name="items")
    key = models.CharField(max_length=16, default=partial(new_id, "SX"), db_index=True)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(_("事项"), max_length=200)
    target = models.TextField(_("目标（数量、比例或结果）"), blank=True)
    measure = models.TextField(_("举措"), blank=True)
    check_by = models.TextField(_("怎么考核"), blank=True)
    feedback = models.TextField(_("怎么反馈"), blank=True)
    holder = models.CharField(
        _("责任主体"), max_length=12, choices=Holder, default=Holder.COMMITTEE
    )
    principal = models.CharField(_("主体责任"), max_length=60, blank=True)
    supervisory = models.CharField(_("监督责任"), max_length=60, blank=True)
    first_person = models.CharField(_("第一责任人责任"), max_length=60, blank=True)
    dual_duty = models.CharField(_("一岗双责"), max_length=60, blank=True)
    cycle = models.CharField(_("周期"), max_length=8, choices=Cycle, default=Cycle.ONCE)
    due_on = models.DateField(_("期限（一次性）"), null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(_("周期末前几个工作日"), default=0)
    minutes = models.PositiveSmallIntegerField(_("每次约需分钟"), default=30)
    weight = models.PositiveSmallIntegerField(_("风险权重（1–3）"), default=1)
    in_person = models.BooleanField(_("三个亲自"), default=False)
    evidence = models.JSONField(_("材料"), default=list)
    applies_types = models.JSONField(_("适用的单元类型"), default=list)
    applies_levels = models.JSONField(_("适用的层级"), default=list)
    applies_powers = models.JSONField(_("须有的权力"), default=list)
    applies_posts = models.JSONField(_("须有的岗位"), default=list)
    steps = models.JSONField(_("办理环节"), default=list, blank=True)
    risks = models.JSONField(_("廉政风险点"), default=list, blank=True)
    public_text = models.TextField(_("公开版"), blank=True)
    activity = models.CharField(_("适用的事"), max_length=60, blank=True)
    ceiling = models.DecimalField(
        _("上限（元）"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    ceiling_per = models.CharField(_("上限按什么计"), max_length=40, blank=True)
    rolled_from = models.CharField(max_length=16, blank=True)
    why_changed = models.CharField(_("这一项为什么改"), max_length=200, blank=True)
    changed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    clauses = models.ManyToManyField(Clause, related_name="items", blank=True)

    class Meta:
        ordering = ("of", "place")
        constraints = (
            models.UniqueConstraint(fields=("of", "key"), name="item_key_once"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=3), name="item_weight"),
        )

    def __str__(self) -> str:
        return self.title
