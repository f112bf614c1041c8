"""The columns of a problem list, and what headings mean. 问题清单的列。"""

from qinglian.web.units.sheets import Field

FIELDS = (
    Field("number", "序号", ("编号", "问题编号", "清单序号", "no", "no.")),
    Field(
        "title", "问题",
        ("问题名称", "问题概述", "问题标题", "反馈问题", "发现问题", "存在问题", "存在的问题", "主要问题",
         "审计发现问题", "审计发现的问题", "巡察反馈问题", "问题清单", "问题描述"),
        True,
    ),
    Field("text", "具体情形", ("具体问题", "具体表现", "问题表现", "问题详情", "详细描述", "问题具体情况", "事实")),
    Field(
        "unit", "责任单位",
        ("整改单位", "被审计单位", "被巡察单位", "整改责任单位", "责任部门", "单位", "单位名称", "责任主体"),
        True,
    ),
    Field("lead", "牵头部门", ("牵头单位", "牵头整改单位", "主管部门", "督导单位", "监管部门")),
    Field("act_on", "问题发生日期", ("发生日期", "发生时间", "问题发生时间", "行为日期"), False, "date"),
    Field("amount", "涉及金额（元）", ("涉及金额", "金额", "问题金额", "金额（元）", "涉及资金")),
    Field("amount_wan", "涉及金额（万元）", ("金额（万元）", "问题金额（万元）", "涉及资金（万元）")),
    Field(
        "due_on", "整改期限",
        ("整改时限", "完成时限", "整改完成时限", "期限", "时限", "完成时间", "整改完成时间"),
        False, "date",
    ),
    Field("anchor", "涉及编号", ("项目编号", "合同编号", "办件编号", "文号或编号")),
)  # fmt: skip
"""Columns that are made into problems. Full-width and half-width brackets in a heading are alike."""
