"""
期中支付证书的算法，精确到分。The arithmetic of an interim payment certificate, to the fen.

    A 清单 + B 变更新增 + C 计日工 + D 索赔 + E 价格调整(±) + F 奖励 = G 本期完成价款
    应付 = G × 进度款支付比例 + 开工预付款 + 材料预付款 − 两项扣回 − 质保金 − 违约金 − 甲供 − 其他 + 上期结转

What must add up over the periods (recovery, retention) is reckoned from the total to date less what went before, so
that nothing is lost by rounding and a period with a negative variation gives back what was recovered too much. Whether
all this is lawful (80 %, guarantees) is asked by checks, not here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from qinglian.model.text import Text
from qinglian.roadworks.errors import Refused
from qinglian.roadworks.rounding import yuan
from qinglian.roadworks.terms import Retention, RetentionMode, Terms, terms_on

__all__ = [
    "LINES", "MINUS", "Certificate", "Done", "Retention", "RetentionMode", "Terms", "below_least", "certificates",
    "certify", "progress_ratio", "terms_on",
]  # fmt: skip

LINES: Mapping[str, Text] = {
    "bill": Text("A 本期清单计量", "A measured on the bill"),
    "variations": Text("B 变更新增子目", "B items of variations"),
    "daywork": Text("C 计日工", "C daywork"),
    "claims": Text("D 索赔", "D claims"),
    "adjustment": Text("E 价格调整", "E price adjustment"),
    "rewards": Text("F 奖励", "F rewards"),
    "done": Text("G 本期完成价款", "G work done in the period"),
    "progress": Text("进度款（G×支付比例）", "progress payment (G × ratio)"),
    "advance": Text("开工预付款", "mobilisation advance"),
    "materials": Text("材料、设备预付款", "advance on materials"),
    "recovery": Text("扣回开工预付款", "mobilisation advance recovered"),
    "materials_recovery": Text("扣回材料、设备预付款", "advance on materials recovered"),
    "retention": Text("质量保证金", "quality guarantee held back"),
    "penalties": Text("违约金、罚款", "penalties"),
    "supplied": Text("甲供材料款", "materials supplied by the owner"),
    "other": Text("其他扣款", "other deductions"),
    "carried_in": Text("上期结转", "carried from before"),
    "due": Text("本期应付", "due"),
    "pay": Text("本期实付", "paid now"),
    "wages": Text("其中：付农民工工资专用账户", "of which to the wage account"),
    "contractor": Text("其中：付承包人账户", "of which to the contractor"),
    "carried_out": Text("结转下期", "carried on"),
}
"""Every line of a certificate, in order."""

MINUS = frozenset({"recovery", "materials_recovery", "retention", "penalties", "supplied", "other"})
"""Lines that are taken off; they stand as positive amounts."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a period brings, in fen. `wages`: the stated part, else by ratio; `last`: nothing comes after it."""

    period: int
    until: date
    bill: int = 0
    variations: int = 0
    daywork: int = 0
    claims: int = 0
    adjustment: int = 0
    rewards: int = 0
    advance: int = 0
    materials: int = 0
    materials_recovery: int | None = None
    penalties: int = 0
    supplied: int = 0
    other: int = 0
    wages: int | None = None
    last: bool = False

    def __post_init__(self) -> None:
        for name in ("advance", "materials", "penalties", "supplied", "other"):
            if getattr(self, name) < 0:
                said = LINES[name]
                raise Refused(
                    Text(f"第 {self.period} 期{said.zh}不应为负", f"period {self.period}: {said.en} is negative")
                )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Certificate:
    """One period: the lines of `LINES` in fen, and their totals to date."""

    number: str
    period: int
    until: date
    last: bool
    amounts: Mapping[str, int]
    to_date: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        return self.amounts[name]

    @property
    def lines(self) -> Iterator[tuple[Text, int, int]]:
        """Label, this period, to date."""
        for name, text in LINES.items():
            yield text, self.amounts[name], self.to_date[name]


def certify(
    versions: Sequence[Terms], history: Sequence[Certificate], done: Done, *, section: str = "",
) -> Certificate:  # fmt: skip
    """The certificate of the period that follows this history; raises `Refused`."""
    before = history[-1] if history else None
    _refuse_gap(before, done)
    terms = terms_on(versions, done.until)
    told = before.to_date if before else dict.fromkeys(LINES, 0)
    found = {name: getattr(done, name) for name in _OWN}
    found["done"] = sum(
        found[name] for name in ("bill", "variations", "daywork", "claims", "adjustment", "rewards")
    )
    total = told["done"] + found["done"]
    advance = told["advance"] + found["advance"]
    recovered = advance if done.last else terms.recovered(total, advance)
    found["recovery"] = recovered - told["recovery"]
    found["materials_recovery"] = _materials(terms, history, done)
    found["retention"] = terms.retained(total, last=done.last) - told["retention"]
    found["progress"] = terms.share(found["done"], terms.pay_ratio)
    found["carried_in"] = before["carried_out"] if before else 0
    plus = ("progress", "advance", "materials", "carried_in")
    found["due"] = sum(found[name] for name in plus) - sum(found[name] for name in MINUS)
    wages = (
        terms.share(max(0, found["done"]), terms.wage_ratio) if done.wages is None else done.wages
    )
    found["wages"] = wages
    # 人工费不因其他争议或最低限额而停付。Wages are not held up by the minimum or by what is in dispute.
    enough = done.last or found["due"] >= terms.minimum
    found["pay"] = max(found["due"], wages) if enough else wages
    found["contractor"] = found["pay"] - wages
    found["carried_out"] = found["due"] - found["pay"]
    to_date = {name: told[name] + found[name] for name in LINES}
    to_date |= {name: found[name] for name in ("carried_in", "carried_out")}
    to_date["due"] = told["due"] + found["due"] - found["carried_in"]
    number = f"{section}-{done.period:02d}" if section else f"{done.period:02d}"
    return Certificate(
        number, done.period, done.until, done.last, {name: found[name] for name in LINES}, to_date
    )


def certificates(
    versions: Sequence[Terms], periods: Iterable[Done], *, section: str = ""
) -> list[Certificate]:
    """All certificates of a section, from its first period on."""
    found: list[Certificate] = []
    for done in periods:
        found.append(certify(versions, found, done, section=section))
    return found


def progress_ratio(history: Sequence[Certificate]) -> Decimal | None:
    """
    Progress payments to date, less what is held back, by the work done; None where nothing is. Recovery of advances and
    penalties do not count: the 80 % of 财建〔2022〕183号 is about what is paid for work.
    """
    if not history or history[-1].to_date["done"] <= 0:
        return None
    told = history[-1].to_date
    return Decimal(told["progress"] - told["retention"]) / told["done"]


def below_least(history: Sequence[Certificate], least: Decimal = Decimal("0.80")) -> Text | None:
    """A notice where less is paid for work than the least share; a check, not arithmetic."""
    ratio = progress_ratio(history)
    if ratio is None or ratio >= least:
        return None
    return Text(
        f"进度款累计只付到已完成价款的 {ratio:.2%}，低于 {least:.0%}",
        f"progress payments come to {ratio:.2%} of the work done, less than {least:.0%}",
    )


_OWN = tuple(one.name for one in fields(Done) if one.name in LINES)


def _refuse_gap(before: Certificate | None, done: Done) -> None:
    due = before.period + 1 if before else 1
    if done.period != due:
        raise Refused(
            Text(
                f"证书应当连号：下一期是第 {due} 期，不是第 {done.period} 期",
                f"certificates are numbered without gaps: next is {due}, not {done.period}",
            )
        )
    if before and before.last:
        raise Refused(
            Text(
                f"第 {before.period} 期已是最后一期，不能再出证书",
                f"period {before.period} was the last; no certificate comes after it",
            )
        )
    if before and done.until <= before.until:
        raise Refused(
            Text(
                f"第 {done.period} 期截止日 {done.until} 不晚于上期 {before.until}",
                f"period {done.period} ends on {done.until}, not after {before.until}",
            )
        )


def _materials(terms: Terms, history: Sequence[Certificate], done: Done) -> int:
    """
    Each advance on materials comes back in equal parts over the following periods, the last part with what is left;
    where the parties state an amount (as materials are built in) it may be more, never less than what is due by then.
    """
    told = history[-1].to_date if history else dict.fromkeys(LINES, 0)
    left = told["materials"] - told["materials_recovery"]
    if done.last:
        return left + done.materials
    over = terms.material_periods
    due = -told["materials_recovery"]
    forced = -told["materials_recovery"]
    for one in history:
        gone = min(over, done.period - one.period)
        due += (
            one["materials"]
            if gone == over
            else terms.rounded(Decimal(one["materials"]) * gone / over)
        )
        forced += one["materials"] if gone == over else 0
    if done.materials_recovery is None:
        return max(0, due)
    if not max(0, forced) <= done.materials_recovery <= left:
        raise Refused(
            Text(
                f"第 {done.period} 期材料预付款应扣回 {yuan(max(0, forced))} 至 {yuan(left)} 元（{over} 期内扣完），"
                f"填的是 {yuan(done.materials_recovery)} 元",
                f"period {done.period}: {yuan(max(0, forced))} to {yuan(left)} yuan of the advance on materials "
                f"are to be recovered (within {over} periods), not {yuan(done.materials_recovery)}",
            )
        )
    return done.materials_recovery
