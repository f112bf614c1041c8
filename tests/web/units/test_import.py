"""Import from Excel: exactly what the preview said, all or nothing, the second time nothing."""

import io
from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Line, Succession, Unit, UnitName
from qinglian.web.units.plans import Plan, plan_import
from qinglian.web.units.plans.steps import What
from qinglian.web.units.services.imports import import_apply, import_receive, units_import_tables
from qinglian.web.units.template_book import template_book

Bodies = dict[str, Unit]
Person = Callable[..., User]
UNITS = ["名录单位编号", "名录单位名称", "单位层级", "并入单位编号", "存续起", "存续止"]
LINES = ["线的种类", "上端单位编号", "下端单位编号", "线的起始日期", "线的终止日期"]


@pytest.fixture
def admin(person: Person) -> User:
    return person("system_admin", "county")


def book(**sheets: list[list[object]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def applied(content: bytes, by: User) -> Plan:
    received = import_receive(content=content, name="示例.xlsx", by=by)
    return import_apply(received=received, digest=plan_import(received.rows).digest, by=by)


def test_the_template_goes_in_as_it_is_and_the_second_time_changes_nothing(admin: User) -> None:
    plan = applied(template_book(), admin)
    assert plan.counts["organisation"] == {"new": 3}
    bureau = Unit.objects.get(code="SL-002")
    assert UnitName.objects.get(unit=bureau).last_day == date(2025, 6, 30)
    assert Assignment.objects.filter(approved_by=None).count() == 2
    assert not User.objects.get(username="shili.zhang").has_usable_password()
    again = applied(template_book(), admin)
    assert not again.changes
    assert set(again.counts["role"]) == {"same"}


def test_the_template_has_drop_downs_and_text_codes() -> None:
    sheets = load_workbook(io.BytesIO(template_book()))
    assert {"单位", "线", "人员", "角色"} <= set(sheets.sheetnames)
    for name in ("单位", "线", "角色"):
        assert sheets[name].data_validations.dataValidation
    assert sheets["单位"]["A2"].number_format == "@"


def test_a_row_that_cannot_be_right_is_named_and_nothing_is_done(
    bodies: Bodies, admin: User
) -> None:
    content = book(
        单位=[["示例县单位清单"], UNITS, ["X1", "示例新单位", "县级", None, "2024-02-30", None],
            ["X2", "示例单位二", "国级", None, date(2024, 1, 1), None]],
        线=[LINES, ["隶属", "X9", bodies["bureau"].code, "2024-01-01", None]],
    )  # fmt: skip
    received = import_receive(content=content, name="示例.xlsx", by=admin)
    plan = plan_import(received.rows)
    refused = {(one.row, one.column) for one in plan.steps if one.what == What.REFUSED}
    assert refused == {(3, "存续起"), (4, "单位层级"), (2, "上端单位编号")}
    before = Unit.objects.count()
    with pytest.raises(NotAllowed):
        import_apply(received=received, digest=plan.digest, by=admin)
    assert Unit.objects.count() == before


def test_renames_ends_and_successors_are_said_old_and_new(bodies: Bodies, admin: User) -> None:
    code, market = bodies["bureau"].code, bodies["market"].code
    content = book(
        单位=[UNITS, [code, "示例县交通局", "县级", None, "2024-01-01", "2024-06-30"],
            [market, bodies["market"].name, None, code, "2020-01-01", "2023-12-31"]],
    )  # fmt: skip
    plan = applied(content, admin)
    step = next(one for one in plan.steps if one.row == 2)
    assert ("名录单位名称", "示例县交通运输局", "示例县交通局") in step.changes
    bureau = Unit.objects.get(code=code)
    assert (bureau.name, bureau.last_day) == ("示例县交通局", date(2024, 6, 30))
    assert bureau.names.get().valid_to == date(2024, 1, 1)
    assert Succession.objects.get().before.code == market
    assert not Line.objects.filter(lower=bureau, valid_to=None).exists()
    ended = [one for one in plan.steps if one.row is None and one.what == What.ENDED]
    assert len(ended) == Line.objects.exclude(valid_to=None).count()


def test_a_circle_in_a_file_is_refused_with_its_path(bodies: Bodies, admin: User) -> None:
    station, county = bodies["station"], bodies["county"]
    content = book(线=[LINES, ["隶属", station.code, county.code, "2024-01-01", None]])
    received = import_receive(content=content, name="示例.xlsx", by=admin)
    (step,) = [one for one in plan_import(received.rows).steps if one.what == What.REFUSED]
    assert step.row == 2
    assert bodies["bureau"].name in step.reason


def test_what_changed_since_the_preview_must_be_looked_at_again(
    bodies: Bodies, admin: User
) -> None:
    content = book(单位=[UNITS, ["X1", "示例新单位", "县级", None, "2024-01-01", None]])
    received = import_receive(content=content, name="示例.xlsx", by=admin)
    digest = plan_import(received.rows).digest
    Unit.objects.create(code="X1", name="示例别名", valid_from=date(2024, 1, 1))
    with pytest.raises(Overtaken):
        import_apply(received=received, digest=digest, by=admin)


def test_administrators_stay_apart_in_a_file_too(bodies: Bodies, admin: User) -> None:
    rows = [["用户名", "角色", "单位编号", "起始日期"]]
    rows += [
        ["shili.a", role, bodies["county"].code, "2024-01-01"]
        for role in ("系统管理员", "审计管理员")
    ]
    people = [["用户名", "姓名"], ["shili.a", "示例甲"]]
    received = import_receive(content=book(人员=people, 角色=rows), name="示例.xlsx", by=admin)
    (step,) = [one for one in plan_import(received.rows).steps if one.what == What.REFUSED]
    assert (step.sheet, step.row) == ("role", 3)


def test_what_is_no_workbook_is_refused_with_one_sentence(admin: User) -> None:
    for content in (b"", b"not a workbook", book(甲=[["a"], ["b"]]), template_book()[:900]):
        with pytest.raises(NotAllowed):
            import_receive(content=content, name="示例.xlsx", by=admin)


def test_a_file_marked_secret_stays_out(admin: User) -> None:
    with pytest.raises(NotAllowed, match="国家秘密"):
        import_receive(content=book(单位=[UNITS, ["机密★10年"]]), name="示例.xlsx", by=admin)


def test_from_upload_to_result_in_the_browser(
    bodies: Bodies, admin: User, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(admin)
    file = SimpleUploadedFile("示例.xlsx", template_book())
    page = browser.post(reverse("units:imports"), {"file": file}, follow=True)
    assert "确认导入" in page.content.decode()
    done = browser.post(
        page.request["PATH_INFO"], {"digest": page.context["plan"].digest}, follow=True
    )
    assert "全部导入" in done.content.decode()
    again = browser.post(
        reverse("units:imports"),
        {"file": SimpleUploadedFile("示例.xlsx", template_book())},
        follow=True,
    )
    assert "完全一致" in again.content.decode()


def test_tables_of_the_engine_go_in_and_twice_changes_nothing() -> None:
    organisation = pa.table(
        {"organisation_id": ["A1", "A1", "B1"], "organisation_name": ["示例旧名", "示例新名", "示例下级"],
         "unit_type": ["agency", "agency", None], "level": ["county", "county", "station"],
         "from_on": [date(2019, 3, 1), date(2021, 5, 1), date(2019, 3, 1)],
         "to_on": [date(2021, 4, 30), None, None]}
    )  # fmt: skip
    line = pa.table(
        {"kind": ["belongs"], "upper_id": ["A1"], "lower_id": ["B1"], "from_on": [date(2019, 3, 1)],
         "to_on": pa.array([None], pa.date32())}
    )  # fmt: skip
    units_import_tables(organisation=organisation, line=line)
    assert Unit.objects.get(code="A1").name == "示例新名"
    assert Unit.objects.get(code="A1").unit_type == "agency"
    assert not units_import_tables(organisation=organisation, line=line).changes
