"""The programme office from a pasted 实施意见 to an issued list: nobody, an item, faults, a second person, a diff."""

from collections.abc import Callable
from types import SimpleNamespace

from django.utils import timezone

from qinglian.web.duties.models import DutyList, Programme
from tests.web.stories.told import Teller

TEXT = """关于推进清廉建设的实施意见
为推进清廉建设，结合实际，制定本意见。
一、主要任务
（一）实施责任落实行动。党委每半年专题研究清廉建设。（牵头单位：示例县教育局）
（二）实施规范用权行动。各部门2026年6月底前公布权力清单。
本意见自印发之日起施行。
"""


def test_from_a_pasted_text_to_an_issued_list(
    people: SimpleNamespace, comes: Callable[..., Teller], transactional_db: None
) -> None:
    office = comes("office")
    office.goes("方案")
    office.press("登记方案")
    office.writes("名称", "关于推进清廉建设的实施意见")
    office.writes("印发日期", "2026-01-05")
    office.chooses("制定单位", "示例县人民政府")
    office.writes("正文", TEXT)
    office.press("预览")
    office.reads("其中 2 句像是要人做事", "党委每半年专题研究清廉建设。")
    assert not Programme.objects.exists()
    office.shot("programme-preview")
    office.press("确认登记")
    office.reads("条款落实情况", "无人落实", "示例县教育局")
    office.shot("programme-coverage")

    programme = Programme.objects.get()
    office.open(programme.get_absolute_url())
    office.reads("实施责任落实行动", "示例县教育局", "有 2 句要求没有人落实。")
    office.press("建清单")
    office.writes("清单名称", "清廉建设责任清单")
    office.press("建清单", office.page.locator("main"))
    office.reads("还没有事项。")

    office.open(f"{programme.get_absolute_url()}coverage/?state=nobody")
    office.press("建事项")
    office.press("建事项", office.page.locator("form.form"))
    office.reads("已写入草稿", "怎么考核", "拦住印发", "四责缺一")
    for label, said in (
        ("目标", "每半年专题研究1次，议定事项办结率100%"),
        ("举措", "党委会听取汇报，逐项议定责任单位和期限"),
        ("怎么考核", "上报简报不少于4篇"),
        ("怎么反馈", "纪要十日内印发各责任单位"),
        ("监督责任", "县纪委监委"),
        ("第一责任人责任", "县委书记"),
        ("一岗双责", "各常委"),
    ):
        office.writes(label, said)
    office.chooses("周期", "每半年")
    office.press("写入草稿")
    office.reads("把材料份数、签到一类的数量当成了衡量标准", "简报不少于4")
    office.shot("list-faults")
    office.misses("印发")

    listed = DutyList.objects.get()
    leader = comes("leader")
    leader.open(listed.get_absolute_url())
    leader.press("印发")
    leader.press("印发", leader.page.locator("form.form"))
    leader.reads("不能印发", "简报不少于4")

    office.press("改", office.page.locator(".items"))
    office.writes("怎么考核", "年底由派驻组对照纪要抽看三项")
    office.press("写入草稿")
    office.reads("没有毛病", "没有拦住印发的毛病")

    leader.open(listed.get_absolute_url())
    leader.press("印发")
    leader.writes("自哪天起施行", f"{timezone.localdate():%Y-%m-%d}")
    leader.press("印发", leader.page.locator("form.form"))
    leader.reads("已印发", "第 1 版")
    assert leader.page.locator(".head .badge").first.inner_text().endswith("已印发")

    office.open(listed.get_absolute_url())
    office.press("起草新版")
    office.writes("为什么改", "县委要求每季度研究")
    office.press("起草新版", office.page.locator("form.form"))
    office.press("改", office.page.locator(".items"))
    office.writes("目标", "每季度专题研究1次，议定事项办结率100%")
    office.chooses("周期", "每季度")
    office.writes("这一项为什么改", "半年太长")
    office.press("写入草稿")
    office.press("与上一版对照")
    office.reads("改动", "半年太长", "县委要求每季度研究")
    assert "季度" in " ".join(office.page.locator(".diff ins").all_inner_texts())
    assert office.sideways() == 0
    office.shot("list-diff")
    office.open(f"{programme.get_absolute_url()}coverage/?state=nobody")
    office.reads("各部门2026年6月底前公布权力清单。")
    assert office.page.locator(".sentence").count() == 1
