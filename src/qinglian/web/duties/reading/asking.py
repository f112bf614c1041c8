"""
Whether a sentence asks something of somebody: a proposal by its wording, which people decide. 这句话有没有要人做事。

Duty words (应当、必须、不得), verbs at the beginning of a clause, a day or a number say yes; aims, background, meaning
of words and the day of entry into force say no, and so do the sections of 指导思想 and 总体要求 unless a day stands
there beside a duty word or a number.
"""

import re

DUTY = re.compile(
    r"应当|必须|务必|不得|严禁|禁止|不准|一律|(?<![需不重主只将还就正])要(?!求|素|点|害|件|么|是|闻|义|员)|(?<![适相反对响供])应(?!用|对|急|届|有|邀|聘|诉)"
    r"|须(?!知)|负责(?!人)|牵头|由[^，。；]{2,16}(?:组织|实施|办理|承担)"
)
VERBS = (
    "加强|推进|推动|建立|健全|完善|开展|组织|制定|修订|落实|实施|强化|深化|规范|严格|坚持|抓好|做好|抓实|明确|梳理|排查|公开|公示|"
    "清理|整治|治理|查处|通报|督促|督导|检查|督查|考核|评估|培训|教育|宣传|打造|构建|搭建|设立|成立|配备|签订|报送|报告|汇报|"
    "每年|每季度|每月|每半年|定期|统筹|压实|履行|贯彻|完成|确保|实行|推行|探索|优化|提升|提高|纳入|编制|印发|出台|选树|创建|"
    "培育|评选|表彰|整合|运用|用好|发挥|引导|严肃|坚决|深入|大力|持续|全面|切实|着力|突出|聚焦|紧盯|盯住|管好|用活|畅通|拓展|巩固|列出|逐"
)
ACTS = re.compile(
    rf"(?:^|[，；、])(?:(?:[\u4e00-\u9fa5]{{0,6}}?(?:单位|部门|乡镇|党组|党委|派驻组|政府|县委|纪委|委员会))?(?:{VERBS}))"
)
DAY = re.compile(
    r"\d{4}年|\d{1,2}月(?:底|份|\d{1,2}日)?(?:前|底前)|年底前|[一二三四]季度|每(?:年|季度|月|半年|周)"
)
COUNT = re.compile(r"不少于|不低于|不超过|以上|至少|\d+\s*(?:次|个|项|件|%|％)|百分之|全覆盖|100%")
BACKGROUND = re.compile(
    r"^(?:为(?:了|深入|全面|进一步|认真|切实|加强|推进|推动|贯彻|规范)?[^。]*(?:制定本|提出以下|提出如下|现(?:就|提出|制定)|结合[^。]*实际)|近年来|当前|目前|"
    r"党的[^，]*以来|以[^。]*为(?:指导|引领)[^。]*$)|是指|本(?:意见|方案|办法|清单)(?:所称|自|由)|自[^。]*(?:起施行|起执行)|负责解释|附件|^\d{4}年\d{1,2}月\d{1,2}日"
)
AIMS = re.compile(
    r"指导思想|总体要求|总体目标|工作目标|主要目标|目标任务|基本原则|重要意义|工作原则|背景"
)
GREETED = re.compile(r"[：:]$")


def asks(sentence: str, *, under: str = "") -> tuple[bool, str]:
    """Whether it does, and the words that say so (or that say no); `under`: the heading above it."""
    if GREETED.search(sentence) and len(sentence) < 60:
        return False, ""
    if found := BACKGROUND.search(sentence):
        return False, found[0][:20]
    duty = DUTY.search(sentence)
    if AIMS.search(under):
        dated, bound = DAY.search(sentence), duty or COUNT.search(sentence)
        return (True, bound[0]) if dated and bound else (False, under[:20])
    for one in (duty, DAY.search(sentence), COUNT.search(sentence), ACTS.search(sentence)):
        if one:
            return True, one[0].strip("，；、")[:20]
    return False, ""
