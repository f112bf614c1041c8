"""
What a project or section has reached: the nodes of its life cycle with their papers. 全过程节点。

The nodes and their guards are data (`works/lifecycle.yaml`): what the law forbids is refused, what it makes doubtful is
allowed and marked (process model 11.2, works.md 6).
"""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.ids import new_id
from qinglian.web.core.papers import FiledPaper
from qinglian.web.works.models.projects import Project, Section

USER = settings.AUTH_USER_MODEL


class Node(models.Model):
    """
    A node reached: which (`code` of the template), for the whole project or one section, on which day, under which
    paper. `doubts`: what the law makes doubtful about it, as keys with their reason.
    A node is never changed: it is withdrawn with a reason, and entered anew.
    """

    public_id = models.CharField(
        _("编号"), max_length=16, unique=True, default=partial(new_id, "JD"), editable=False
    )
    project = models.ForeignKey(Project, models.CASCADE, related_name="nodes")
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="nodes"
    )
    code = models.CharField(_("节点"), max_length=32)
    on = models.DateField(_("日期"))
    number = models.CharField(_("文号"), max_length=80, blank=True)
    amount_fen = models.BigIntegerField(_("金额"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    doubts = models.JSONField(default=list)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("on", "pk")
        verbose_name = _("节点")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "code"),
                condition=Q(withdrawn_at=None, section=None),
                name="node_once",
            ),
            models.UniqueConstraint(
                fields=("section", "code"),
                condition=Q(withdrawn_at=None),
                name="node_once_a_section",
            ),
        )


class NodePaper(FiledPaper):
    """The paper of a node."""

    step = models.ForeignKey(Node, models.CASCADE, related_name="papers")
