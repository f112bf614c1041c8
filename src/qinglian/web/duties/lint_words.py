"""What a fault of an item says, and what to write instead. 事项毛病的说法与改法。"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from qinglian.web.core.wording import labelled
from qinglian.web.duties.lint import Fault

NAMES = {
    "title": gettext_lazy("事项"), "target": gettext_lazy("目标"), "measure": gettext_lazy("举措"),
    "check_by": gettext_lazy("怎么考核"), "feedback": gettext_lazy("怎么反馈"),
    "principal": gettext_lazy("主体责任"), "supervisory": gettext_lazy("监督责任"),
    "first_person": gettext_lazy("第一责任人责任"), "dual_duty": gettext_lazy("一岗双责"),
    "due_on": gettext_lazy("期限"), "steps": gettext_lazy("办理环节"),
    "risks": gettext_lazy("廉政风险点"), "public_text": gettext_lazy("公开版"),
    "basis": gettext_lazy("依据"), "activity": gettext_lazy("适用的事"),
}  # fmt: skip
SAID = {
    "missing": gettext_lazy("没有写%(field)s。"),
    "vague": gettext_lazy("%(field)s没有数得清、看得见的内容。"),
    "paper": gettext_lazy("%(field)s把材料份数、签到一类的数量当成了衡量标准。"),
    "owner": gettext_lazy("四责缺一：没有写%(field)s。"),
    "date": gettext_lazy("没有期限，也没有周期。"),
    "steps": gettext_lazy("没有写办理环节。"),
    "risks": gettext_lazy("没有写廉政风险点。"),
    "control": gettext_lazy("有的风险点没有防控措施。"),
    "public": gettext_lazy("没有公开版。"),
    "basis": gettext_lazy("没有写依据。"),
    "activity": gettext_lazy("没有写适用的事，发生时不会提示。"),
}
INSTEAD = {
    "missing:target": gettext_lazy(
        "写做成什么样：多少、占多大比例，或者看得见的结果，如“三公经费比上年下降百分之五”。"
    ),
    "missing:measure": gettext_lazy("写谁做什么动作，如“每月抽查两个站所的票据”。"),
    "missing:check_by": gettext_lazy(
        "写谁、何时、看什么来判断达到没有，如“年底由派驻组抽看十笔支出”。"
    ),
    "missing:feedback": gettext_lazy(
        "写结果告诉谁、用什么方式，如“每季度向党委书面报告，抄送派驻组”。"
    ),
    "vague:target": gettext_lazy("把虚词换成数量、比例或结果：谁来看都能说出达到没有。"),
    "vague:measure": gettext_lazy("写出动作：抽查、公示、谈话、核对、轮岗……由谁、多久一次。"),
    "paper": gettext_lazy("改写要达到的结果；材料只用来证明，份数不作标准。"),
    "owner": gettext_lazy("写明是哪个单位或哪类职务，如“县委书记”“分管副局长”。"),
    "date": gettext_lazy("一次性的写办结日期，经常性的选每月、每季度、每半年或每年。"),
    "steps": gettext_lazy("一行一个环节：环节｜岗位｜几个工作日。"),
    "risks": gettext_lazy("一行一个风险点：风险点｜高、中、低｜防控措施。"),
    "control": gettext_lazy("给每个风险点写上防控措施。"),
    "public": gettext_lazy("写给办事的人看：办什么、要什么材料、几天办完、找谁。"),
    "basis": gettext_lazy("写文件名称和条款。"),
    "activity": gettext_lazy("写会议、培训、接待、差旅一类的词。"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A fault for a reader: what is wrong, which words, what to write instead."""

    fault: Fault
    says: str
    instead: str


def fault_says(fault: Fault) -> str:
    """What is wrong, with the words that say so."""
    said = SAID[fault.code] % {"field": NAMES[fault.field]}
    return labelled(said.rstrip("。."), fault.words) if fault.words else str(said)


def explained(faults: list[Fault]) -> list[Said]:
    """Faults with their words."""
    return [
        Said(one, fault_says(one), str(INSTEAD.get(one.name) or INSTEAD.get(one.code, "")))
        for one in faults
    ]
