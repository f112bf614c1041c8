"""The loop as one story: a ledger becomes signals, alerts, an answer, a strike-off and a look-back."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from qinglian.web.alerts.models import Alert, Competence
from qinglian.web.alerts.states import Status
from qinglian.web.runs.models import Run, Signal
from qinglian.web.units.models import Unit
from tests.web.stories.conftest import LEDGERS
from tests.web.stories.told import Teller


def test_from_a_ledger_to_the_look_back(
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    comes: Callable[..., Teller],
    months_later: Callable[[Alert, int], None],
) -> None:
    Competence.objects.create(
        field="approval_cn",
        within=bodies["county"],
        authority=bodies["approval"],
        valid_from=date(2020, 1, 1),
    )
    _a_ledger_is_loaded_and_asked(comes("office"))
    assert Signal.objects.filter(unit=bodies["market"]).exists(), "the ledger names the body"

    triage = comes("triage")
    triage.press_at(triage.waits("研判").first)
    triage.press("推送")
    triage.press("推送")
    triage.reads("待签收")
    matter = Alert.objects.get(status=Status.PUSHED)

    handler = comes("handler")
    handler.press_at(handler.waits("签收").first)
    handler.press("签收")
    handler.press("签收")
    handler.press("反馈核查结论")
    handler.chooses("事实认定", "属实")
    handler.chooses("原因", "管理漏洞")
    handler.chooses("处置", "立行立改", "制度修订")
    handler.writes("核查情况", "受理后三十一个工作日才决定，没有书面延长。")
    handler.chooses("复核人", "示例负责人")
    handler.press("反馈核查结论")
    handler.reads("待审核")

    triage.desk()
    triage.press_at(triage.waits("审核").first)
    triage.press("审核通过")
    triage.press("审核通过")
    triage.reads("处置中")

    handler.desk()
    handler.press_at(handler.waits("处置、申请销号").first)
    handler.press("申请销号")
    handler.writes("说明", "已建立期限提醒，附规程。")
    handler.press("申请销号")

    supervisor = comes("second_triage")
    supervisor.press_at(supervisor.waits("销号").first)
    supervisor.press("销号")
    supervisor.press("销号")
    supervisor.reads("已销号")
    supervisor.shot("closed")

    months_later(matter, 4)
    supervisor.press("预警")
    supervisor.press("回头看")
    supervisor.press("抽取本季度")
    supervisor.writes("随机种子", "20260701")
    supervisor.press("抽取")
    supervisor.press("去看")
    supervisor.chooses("整改是否站得住", "站得住")
    supervisor.writes("看到的情况", "抽看近三个月办件，未再出现。")
    supervisor.press("提交")
    supervisor.reads("站得住")
    matter.refresh_from_db()
    assert matter.status == Status.CLOSED
    verbs = [one.verb for one in matter.steps.all()]
    assert verbs == ["push", "receive", "answer", "accept", "apply", "strike_off", "looked_at"]

    records = comes("records")
    records.goes("审计记录")
    records.reads("销号", "回头看")


def _a_ledger_is_loaded_and_asked(me: Teller) -> None:
    me.goes("数据")
    me.press("上传数据")
    me.page.set_input_files("input[name=files]", LEDGERS / "行政许可办件.xlsx")
    me.press("上传并识别")
    me.reads("行政许可办件.xlsx", "读入", "收下")
    me.shot("upload")
    me.press("确认无误，去登记装载")
    me.writes("提供单位", "示例县行政审批局")
    me.writes("依据文件", "示例〔2026〕1号")
    me.writes("用途", "行政审批监督")
    me.writes("销毁期限", "2099-12-31")
    me.press("确认装载")
    me.reads("已装载：")
    me.goes("运行")
    me.press("现在运行")
    me.chooses("规则包", "行政审批")
    me.writes("截至日", "2024-12-31")
    me.press("开始")
    me.reads("已完成", "无法判断")
    me.shot("run")
    assert Run.objects.get().status == Run.Status.DONE
