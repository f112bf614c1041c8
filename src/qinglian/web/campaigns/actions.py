"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.states import (
    MOVES,
    NOTICE_MOVES,
    PART_MOVES,
    NoticeStatus,
    PartStatus,
    Result,
    Status,
)

ACTIONS = {
    **{f"campaign.{move.verb}": move.label for move in MOVES.values()},
    **{f"self_check.{move.verb}": move.label for move in PART_MOVES.values()},
    **{f"notice.{move.verb}": move.label for move in NOTICE_MOVES.values()},
    "campaign.open": _("起草专项整治"),
    "campaign.add": _("纳入单位"),
    "campaign.part_dropped": _("移出单位"),
    "campaign.ask_leave": _("报批准（超出年度数）"),
    "campaign.counts": _("接收查处件数"),
    "campaign.field_added": _("增加领域"),
    "campaign.field_matters": _("领域对应督查事项"),
    "self_check.answer": _("填报一个专题"),
    "self_check.seed_said": _("公布抽查种子"),
    "self_check.drawn": _("抽取零发现自查"),
    "self_check.rechecked": _("现场抽查"),
    "notice.write": _("起草公开稿"),
    "notice.edit": _("修改公开稿"),
}
VALUES = dict([*Status.choices, *PartStatus.choices, *NoticeStatus.choices, *Result.choices])
FACTS = {
    "year": _("年度"),
    "units": _("单位数"),
    "unit": _("单位"),
    "cells": _("格数"),
    "found": _("发现问题数"),
    "seed": _("种子"),
    "eligible": _("可抽"),
    "size": _("抽几个"),
    "population": _("总体摘要"),
    "drawn": _("抽中"),
    "result": _("抽查结果"),
    "was": _("原状态"),
    "now": _("现状态"),
}
