"""
清单上写什么，材料里写什么。What stands on the lists, in papers from above, and in evidence.

Evidence is put together from what somebody would report: when, who, what, what was found, what came of it. Two pieces
told apart share a phrase now and then and no more. Forms and passages from above are text that everybody quotes.
"""

from qinglian.city.draw import Draw, Objects, as_column
from qinglian.city.names import TOWNS, people_names

ITEMS = (
    "与下一级负责人廉政谈话", "听取党风廉政建设情况汇报", "排查岗位廉政风险", "检查公务接待与用车",
    "核对集体资金收支", "走访服务对象听取意见", "检查窗口作风与纪律", "开展警示教育", "抽查惠民补贴发放",
    "公开权力事项与收费", "研究专项整治问题清单", "督促巡察反馈整改", "检查工程招标与变更", "核查政府采购档案",
    "分析信访反映问题", "述责述廉",
)  # fmt: skip
OFFICIAL = (
    "各单位主要负责人要按照干部管理权限与下一级负责人开展廉政谈话，做到全覆盖、有主题、有记录，"
    "谈话情况作为履行第一责任人责任的内容，对苗头性、倾向性问题早提醒、早纠正，推动主体责任一级抓一级、"
    "层层抓落实。",
    "领导班子每半年至少专题听取一次党风廉政建设情况汇报，研究解决突出问题，听取汇报应当形成会议纪要，"
    "明确责任人和完成时限，议定事项纳入督办，防止以会议贯彻会议、以文件落实文件。",
    "围绕人、财、物管理等关键岗位，逐项排查思想道德、岗位职责、业务流程、制度机制和外部环境方面的风险，"
    "评定等级，制定防控措施，落实到具体岗位和具体人，实行动态管理并及时更新。",
    "严格执行公务接待管理规定，公务接待应当有公函、有审批、有清单，不得超标准、超范围接待，"
    "公务用车实行统一编制、统一标识、定点加油和定点维修，节假日除值班用车外一律封存停驶。",
    "集体资金实行账户统一管理、收支两条线和民主理财，重大开支应当经过集体讨论并公开，票据应当真实合法，"
    "严禁坐收坐支、白条抵库，每季度公布一次收支明细，接受群众查询。",
    "坚持问需于民，深入服务对象和企业走访，听取意见建议，能当场答复的当场答复，不能当场答复的登记造册、"
    "限时办结并回访，不得增加服务对象负担，不得以走访名义搞摊派。",
    "窗口单位应当公开办事依据、条件、程序、时限和监督电话，落实首问负责、一次性告知和限时办结制度，"
    "严禁吃拿卡要、推诿扯皮，发现问题立行立改，并定期通报检查情况。",
    "用好身边典型案例开展警示教育，做到以案说德、以案说纪、以案说法、以案说责，教育引导干部职工知敬畏、"
    "存戒惧、守底线，警示教育应当结合岗位实际，注重实效。",
    "惠民补贴发放应当做到对象准确、标准准确、金额准确，通过一卡通直达到户，发放名单按规定公示，严禁截留挪用、"
    "虚报冒领、优亲厚友，每季度抽查不少于规定的户数。",
    "权力事项和收费项目应当依法公开，公开内容包括名称、依据、流程、标准和监督方式，"
    "内容变动的应当在规定时间内更新，不得在清单之外行使权力或者收取费用。",
    "坚持问题导向，对照专项整治重点逐条研究问题清单，明确整改措施、责任人和时限，实行销号管理，"
    "整改情况应当有据可查，防止虚假整改、纸面整改。",
    "对巡察反馈的问题建立台账，逐项制定整改方案，主要负责人对整改负总责，按期报告整改进展，"
    "需要长期坚持的应当形成制度，整改结果在一定范围内公开。",
    "工程建设项目应当依法招标，不得化整为零规避招标，工程变更应当履行审批程序并说明理由，"
    "变更金额超过规定比例的报原审批部门，严禁先施工后补手续。",
    "政府采购档案应当完整保存采购活动记录、采购文件、评审报告、合同和验收材料，"
    "保存期限自采购结束之日起不少于十五年，任何单位和个人不得伪造、变造、隐匿或者销毁。",
    "定期分析信访反映的问题，梳理反映集中的领域、环节和岗位，提出改进管理的意见，对苗头性问题及时提醒，"
    "涉及制度漏洞的推动修订完善，注意保护信访人合法权益。",
    "述责述廉应当报告履行党风廉政建设责任、廉洁自律和整改情况，实事求是、简明扼要，查摆问题应当具体，"
    "听取评议后形成整改措施，结果作为年度考核的参考。",
)  # fmt: skip
FORM = "一、开展情况。二、发现的问题。三、下一步打算。特此报告，请予审阅，如有不妥请批评指正。"
OUTLINE = (
    "谈话提纲：一问履行一岗双责情况，二问执行中央八项规定精神情况，三问分管领域廉政风险及防控措施，四问家庭家教家风情况，"
    "五提遵守廉洁纪律的具体要求，谈话对象作表态发言并在记录上签字确认。"
)
QUOTED = (*OFFICIAL, FORM, OUTLINE)
"""Everything that is quoted from above."""

_WHO = (
    "主要负责人带队", "分管副职带两名干部", "办公室会同财务室", "纪检委员与工会主席一道", "党支部书记召集",
    "值班领导临时组织", "综合股牵头几个业务股", "邀请两名服务对象代表后", "请上级业务科指导员到场",
    "由新调来的副主任主持", "各股室负责人分头", "驻村干部配合村监会",
)  # fmt: skip
_DID = (
    "到现场翻看了上季度的原始登记本", "把近三个月的报销凭证逐张过了一遍", "听了七个岗位各自半小时的说明",
    "对着流程图走了一遍办件", "与库房实物逐件清点核对", "抽出二十份已办结案卷重新审阅", "给三十户电话回访核实金额",
    "召开小型座谈会不设主席台", "比对银行流水与账面余额差额", "查看了大门口公示栏的更新日期",
    "沿着项目线路徒步查看了六处工点", "调取监控核对窗口在岗时间",
)  # fmt: skip
_FOUND = (
    "发现两张油票日期与出车单对不上", "有一笔接待缺公函后来补来", "三个岗位职责调整后手册没有跟着改",
    "一名临时工代签了领取名单", "公示栏最下面一格还是去年的价目", "两户银行卡号录入串行已经退回",
    "没有看到超标准的情形但登记过于简略", "一份合同附件页码前后颠倒", "门卫登记与会议签到人数不一致",
    "有群众反映中午窗口无人值守", "一处变更单先干活后签字", "库房少了两箱打印纸去向已查清",
)  # fmt: skip
_CAME = (
    "当场改正并在股务会上讲了一次", "限十五天补齐并由会计复看", "已退回多报的补助并写了说明",
    "把登记表加了一栏出车里程", "约见当事人提醒一次", "请法制员修改了格式条款", "重新排了值班表贴在窗口",
    "换下旧价目并拍存底档", "与银行对账改为每旬一次", "下季度由另一个股室交叉检查", "编成一页纸发给新来的同事",
    "责任人写出情况交党支部",
)  # fmt: skip
_THEN = (
    "下月初回头再看这几处", "其余事项按原来办法办理", "需要县里协调的只有车辆编制一件", "群众代表表示没有别的意见",
    "相关照片与登记存在档案柜第三格", "整改结果在院内公开三天", "会后用半小时读了通报案例",
    "请财政所帮助核一次往来款", "建议把季报并入月报减少重复", "年底前完成账户清理", "暂未发现其他需要报告的事",
    "拟请纪检组抽查一次",
)  # fmt: skip
_ABOUT = (
    "接手新岗位后审批权限的边界", "近期分管采购事项的回避安排", "办公用房调整中的公平问题",
    "亲属在辖区经商的报告义务", "工程款支付签字的先后", "节日期间收受土特产的提醒", "驻村补助发放名单的核对",
    "与中介机构交往的分寸", "执法记录仪关机的说明", "临聘人员招录的公开程度", "群众反映态度生硬的一件小事",
    "退休老同志返聘报酬的来源",
)  # fmt: skip
_ASKED = (
    "要求把口头交代改成书面流转", "提醒先回避再讨论不要事后补", "请本人一周内自己对照一次清单",
    "约定下季度再看这一项的变化", "同意把权限拆成两人分签", "建议主动向支部说明一次", "商定由副职代签三个月",
    "请财务室每旬给一张对账单", "要求当面向来访人解释清楚", "建议参加县里下一期培训", "请把合同范本交法制员看一遍",
    "提醒八小时之外也要守住底线",
)  # fmt: skip
SAID = (
    "组织{n}人开展，查看资料{m}份，改正{k}处", "与{n}名负责人谈话，提出意见{k}条",
    "走访{m}户，收集意见{n}条，办结{k}条", "抽查{m}件，发现{k}件登记不全，已补正",
    "召开会议研究{k}项问题，明确{n}名责任人", "核对账目{m}笔，差异{k}笔，已说明原因",
)  # fmt: skip


def reports(draw: Draw, units: list[str], quoted: list[str | None]) -> Objects:
    """What units hand in, with what some of them quote."""
    n = len(units)
    parts = [draw.at(name).pick(words, n).tolist() for name, words in _parts().items()]
    town, person = draw.at("town").pick(TOWNS, n).tolist(), people_names(draw.at("person"), n)
    other = draw.at("other").pick(TOWNS, n).tolist()
    made = []
    for at, (unit, quote) in enumerate(zip(units, quoted, strict=True)):
        who, did, found, came, then, also, more, last = (part[at] for part in parts)
        text = (
            f"{unit}由{who}，{person[at]}记录。在{town[at]}片区{did}，{found}，{came}。随后到{other[at]}，"
            f"{also}，{more}，{last}，{then}。"
        )
        made.append(f"{quote}按此要求，{text}" if quote else text)
    return as_column(made)


def topics(draw: Draw, n: int) -> Objects:
    """Topics of talks, and nothing of what was said."""
    about, other = (
        draw.at("about").pick(_ABOUT, n).tolist(),
        draw.at("other").pick(_ABOUT, n).tolist(),
    )
    asked, then = (
        draw.at("asked").pick(_ASKED, n).tolist(),
        draw.at("then").pick(_ASKED, n).tolist(),
    )
    who = people_names(draw.at("who"), n)
    where = draw.at("where").pick(TOWNS, n).tolist()
    case = draw.at("case").pick(_FOUND, n).tolist()
    return as_column(
        [
            f"主题一：{a}；主题二：{b}。在{w}，{p}参加，从{e}说起，{c}，{d}。"
            for a, b, w, p, e, c, d in zip(about, other, where, who, case, asked, then, strict=True)
        ]
    )


def results(draw: Draw, n: int) -> Objects:
    """One sentence on what was done, with numbers."""
    said = draw.at("said").pick(SAID, n).tolist()
    many, some, few = (draw.at(word).between(*span, n).tolist() for word, span in _SPANS.items())
    return as_column(
        [one.format(m=m, n=s, k=k) for one, m, s, k in zip(said, many, some, few, strict=True)]
    )


_SPANS = {"many": (12, 90), "some": (3, 12), "few": (1, 6)}


def _parts() -> dict[str, tuple[str, ...]]:
    return {
        "who": _WHO, "did": _DID, "found": _FOUND, "came": _CAME, "then": _THEN,
        "also": _DID, "more": _FOUND, "last": _CAME,
    }  # fmt: skip
