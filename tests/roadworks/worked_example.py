"""
The worked example of the docs: a workbook whose formulas reckon five certificates without the program. 算例工作簿。

`python -m tests.roadworks.worked_example` writes `docs/works/certificate.xlsx` anew and lets LibreOffice evaluate it,
so that its figures are those of its own formulas. White cells are formulas, yellow ones are what a section fills in.
"""

import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

FILE = Path(__file__).parents[2] / "docs/works/certificate.xlsx"
TERMS, SHEET, INDEX, PRICES = "数据表", "期中支付证书", "公式法调价", "信息价差额"
TERM_ROWS: list[tuple[str, str, float | str]] = [
    ("contract_price", "签约合同价（元）", 38888888.00),
    ("recovery_from", "开工预付款起扣点（占签约合同价）", 0.30),
    ("recovery_to", "开工预付款扣完点", 0.80),
    ("pay_ratio", "进度款支付比例", 0.90),
    ("retention_rate", "质量保证金逐期扣留比例", 0.05),
    ("retention_cap", "质量保证金限额（占签约合同价）", 0.03),
    ("minimum", "最低支付限额（元）", 5000000.00),
    ("wage_ratio", "人工费比例（占本期完成价款）", 0.18),
    ("material_periods", "材料预付款扣回期数", 3),
]
PERIODS = "CDEFG"
DAYS = ["2024-03-25", "2024-04-25", "2024-05-25", "2024-06-25", "2024-07-25"]
FILLED: dict[str, tuple[str, list[float]]] = {
    "bill": ("A 本期清单计量", [1873456.37, 12345678.91, 13609871.05, 1204567.33, 10998877.66]),
    "variations": ("B 变更新增子目", [0, 214300.55, 380112.20, -4512345.67, 98765.43]),
    "daywork": ("C 计日工", [0, 16250.00, 3187.50, 0, 0]),
    "claims": ("D 索赔", [0, 0, 88000.00, 0, 0]),
    "adjustment": ("E 价格调整", []),
    "rewards": ("F 奖励", [0, 0, 0, 0, 50000.00]),
}
FILLED_BELOW: dict[str, tuple[str, list[float]]] = {
    "advance": ("开工预付款", [2722222.16, 1166666.64, 0, 0, 0]),
    "materials": ("材料、设备预付款", [0, 700000.00, 250000.01, 0, 0]),
    "penalties": ("违约金、罚款", [0, 5000.00, 0, 0, 12000.00]),
    "supplied": ("甲供材料款", [0, 0, 61234.56, 0, 0]),
    "other": ("其他扣款", [0, 0, 0, 1800.00, 0]),
}
YELLOW = PatternFill("solid", fgColor="FFF2CC")
MONEY = "#,##0.00;[Red]-#,##0.00"


def written() -> Workbook:
    """The workbook with formulas that nothing has evaluated yet."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = TERMS
    first.append(["示例项目（虚构）示例一标 合同数据表", ""])
    for row, (_name, label, value) in enumerate(TERM_ROWS, 2):
        first.cell(row, 1, label)
        first.cell(row, 2, value).fill = YELLOW
    _certificate(book.create_sheet(SHEET))
    _indices(book.create_sheet(INDEX))
    _prices(book.create_sheet(PRICES))
    for sheet in book:
        sheet.column_dimensions["A"].width = 38
        for column in "BCDEFGH":
            sheet.column_dimensions[column].width = 18
        sheet["A1"].font = Font(bold=True, size=14)
        sheet["A1"].alignment = Alignment(vertical="center")
    return book


def term(name: str) -> str:
    """The cell of a term, as a formula names it."""
    row = next(n for n, (known, *_rest) in enumerate(TERM_ROWS, 2) if known == name)
    return f"{TERMS}!$B${row}"


def _certificate(sheet: Worksheet) -> None:
    sheet["A1"] = "示例一标 期中支付证书（元），第 1 至 5 期"
    sheet["A2"], sheet["B2"] = "截止日", "名称"
    sheet["A3"] = "最后一期（1 为是）"
    for n, column in enumerate(PERIODS):
        sheet[f"{column}2"] = DAYS[n]
        sheet[f"{column}3"] = int(n == len(PERIODS) - 1)
        sheet[f"{column}3"].fill = YELLOW
    at: dict[str, int] = {}
    row = 4
    for name, (label, values) in FILLED.items():
        at[name] = row
        _fill(sheet, row, name, label, values)
        row += 1
    for column in PERIODS:
        sheet[f"{column}{at['adjustment']}"] = f"={INDEX}!{column}11"
        sheet[f"{column}{at['adjustment']}"].fill = PatternFill()
    order = [
        "done", "done_to_date", "progress", "advance", "advance_to_date", "materials", "recovered",
        "recovery", "materials_back", "materials_recovery", "retained", "retention", "penalties",
        "supplied", "other", "carried_in", "due", "wages", "pay", "contractor", "carried_out",
    ]  # fmt: skip
    at |= {name: row + n for n, name in enumerate(order)}
    for name, (label, values) in FILLED_BELOW.items():
        _fill(sheet, at[name], name, label, values)
    for name, label in LABELS.items():
        sheet.cell(at[name], 1, label)
        sheet.cell(at[name], 2, name)
    for n, column in enumerate(PERIODS):
        before = PERIODS[n - 1] if n else None
        for name, formula in _formulas(at, n, column, before).items():
            cell = sheet[f"{column}{at[name]}"]
            cell.value, cell.number_format = f"={formula}", MONEY
    sheet.freeze_panes = "C4"


LABELS = {
    "done": "G 本期完成价款",
    "done_to_date": "P 累计完成价款",
    "progress": "进度款（G×支付比例）",
    "advance_to_date": "A0 累计已付开工预付款",
    "recovered": "R(P) 累计应扣回开工预付款",
    "recovery": "扣回开工预付款",
    "materials_back": "累计应扣回材料预付款",
    "materials_recovery": "扣回材料、设备预付款",
    "retained": "累计应扣质量保证金",
    "retention": "质量保证金",
    "carried_in": "上期结转",
    "due": "本期应付",
    "wages": "其中：付农民工工资专用账户",
    "pay": "本期实付",
    "contractor": "其中：付承包人账户",
    "carried_out": "结转下期",
}


def _formulas(at: dict[str, int], n: int, column: str, before: str | None) -> dict[str, str]:
    def cell(name: str, of: str = column) -> str:
        return f"{of}{at[name]}"

    def earlier(name: str) -> str:
        return cell(name, before) if before else "0"

    price, last = term("contract_price"), f"{column}3=1"
    begun = f"({cell('done_to_date')}/{price}-{term('recovery_from')})"
    curve = f"MIN(1,MAX(0,{begun}/({term('recovery_to')}-{term('recovery_from')})))"
    parts = [
        f"ROUND({of}{at['materials']}*MIN({term('material_periods')},{n - k})/{term('material_periods')},2)"
        for k, of in enumerate(PERIODS[:n])
    ]
    sums = f"SUM($C{at['materials']}:{cell('materials')})"
    kept = f"MIN(ROUND({price}*{term('retention_cap')},2),ROUND({cell('done_to_date')}*{term('retention_rate')},2))"
    return {
        "done": f"SUM({cell('bill')}:{cell('rewards')})",
        "done_to_date": f"{earlier('done_to_date')}+{cell('done')}",
        "progress": f"ROUND({cell('done')}*{term('pay_ratio')},2)",
        "advance_to_date": f"{earlier('advance_to_date')}+{cell('advance')}",
        "recovered": f"IF({last},{cell('advance_to_date')},ROUND({cell('advance_to_date')}*{curve},2))",
        "recovery": f"{cell('recovered')}-{earlier('recovered')}",
        "materials_back": f"IF({last},{sums},{'+'.join(parts) or '0'})",
        "materials_recovery": f"{cell('materials_back')}-{earlier('materials_back')}",
        "retained": f"MAX(0,{kept})",
        "retention": f"{cell('retained')}-{earlier('retained')}",
        "carried_in": earlier("carried_out"),
        "due": (
            f"{cell('progress')}+{cell('advance')}+{cell('materials')}+{cell('carried_in')}-{cell('recovery')}"
            f"-{cell('materials_recovery')}-{cell('retention')}-{cell('penalties')}-{cell('supplied')}-{cell('other')}"
        ),
        "wages": f"ROUND(MAX(0,{cell('done')})*{term('wage_ratio')},2)",
        "pay": (
            f"IF(OR({last},{cell('due')}>={term('minimum')}),MAX({cell('due')},{cell('wages')}),{cell('wages')})"
        ),
        "contractor": f"{cell('pay')}-{cell('wages')}",
        "carried_out": f"{cell('due')}-{cell('pay')}",
    }


def _fill(sheet: Worksheet, row: int, name: str, label: str, values: list[float]) -> None:
    sheet.cell(row, 1, label)
    sheet.cell(row, 2, name)
    for n, column in enumerate(PERIODS):
        cell = sheet[f"{column}{row}"]
        cell.value, cell.fill, cell.number_format = (values[n] if values else None), YELLOW, MONEY


FACTORS = [("人工", 0.15), ("钢材", 0.20), ("沥青", 0.15)]
INDICES = [
    [100, 102.3, 98.7],
    [101.2, 104.9, 97.1],
    [102.6, 108.4, 103.3],
    [102.6, 109.1, 105.2],
    [103.4, 99.8, 107.7],
]
BASE = [98.5, 101.7, 96.2]


def _indices(sheet: Worksheet) -> None:
    sheet["A1"] = "公式法：ΔP = P0 ×（A + Σ B×Ft÷F0 − 1），P0 为清单与变更（元）"
    sheet["A2"], sheet["A6"] = "定值权重 A", "调价期 P0"
    for n, column in enumerate(PERIODS):
        sheet[f"{column}2"] = 0.5
        for k, (name, weight) in enumerate(FACTORS):
            sheet[f"A{3 + k}"] = f"{name} 权重"
            sheet[f"{column}{3 + k}"] = weight
            sheet[f"A{7 + k}"] = f"{name} 指数 Ft（基准 {BASE[k]}）"
            sheet[f"B{7 + k}"] = BASE[k]
            sheet[f"{column}{7 + k}"] = INDICES[n][k]
        sheet[f"{column}6"] = f"={SHEET}!{column}4+{SHEET}!{column}5"
        moved = "+".join(f"{column}{3 + k}*{column}{7 + k}/$B{7 + k}" for k in range(3))
        sheet[f"A{10}"], sheet[f"A{11}"] = "系数", "价格调整 E"
        sheet[f"{column}10"] = f"={column}2+{moved}-1"
        sheet[f"{column}11"] = f"=ROUND({column}6*{column}10,2)"


MATERIALS: list[tuple[str, float, float, float, float]] = [
    ("HRB400 钢筋", 182.337, 4010.00, 3950.00, 4388.50),
    ("改性沥青", 96.5, 4720.00, 4800.00, 4120.75),
    ("P.O42.5 水泥", 1250.25, 402.00, 402.00, 418.00),
]


def _prices(sheet: Worksheet) -> None:
    sheet["A1"] = "信息价差额法（另例）：风险幅度 5%，涨从基准价与投标价的高者算，跌从低者算"
    for column, heading in zip(
        "ABCDEFG",
        ["材料", "数量", "基准价", "投标价", "现行信息价", "单价差", "调整额"],
        strict=True,
    ):
        sheet[f"{column}2"] = heading
    for row, values in enumerate(MATERIALS, 3):
        sheet[f"A{row}"] = values[0]
        for column, value in zip("BCDE", values[1:], strict=True):
            sheet[f"{column}{row}"] = value
        high, low = f"MAX(C{row},D{row})*1.05", f"MIN(C{row},D{row})*0.95"
        sheet[f"F{row}"] = f"=IF(E{row}>{high},E{row}-{high},IF(E{row}<{low},E{row}-{low},0))"
        sheet[f"G{row}"] = f"=ROUND(F{row}*B{row},2)"
    sheet["A6"], sheet["G6"] = "合计", "=SUM(G3:G5)"


def evaluated(book: Workbook, into: Path) -> None:
    """Let LibreOffice evaluate every formula and keep both, formulas and figures."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "certificate.xlsx"
        book.save(raw)
        into.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(into), str(raw),
            ],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip


if __name__ == "__main__":
    evaluated(written(), FILE.parent)
