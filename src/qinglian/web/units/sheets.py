"""
The sheets of a workbook of bodies, and what their headings mean. 导入工作簿：工作表与列。

Columns of 单位 and 线 are those of the dictionary (model/tables/organisation.yaml, line.yaml) with its aliases, so that
tables made for the rules go in as they are; a few shorter headings are understood besides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qinglian.model.table import table
from qinglian.model.unit_types import unit_types
from qinglian.web.accounts.roles import Role

UNITS, LINES, PEOPLE, ROLES = "organisation", "line", "person", "role"
TITLES = {
    UNITS: pgettext_lazy("list", "单位"),
    LINES: gettext_lazy("线"),
    PEOPLE: pgettext_lazy("list", "人员"),
    ROLES: pgettext_lazy("list", "角色"),
}
NAMES = {UNITS: "单位", LINES: "线", PEOPLE: "人员", ROLES: "角色"}
"""Names of the sheets in the file, whatever the language of the page."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its heading, other headings understood, and the words of its codes."""

    name: str
    heading: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    kind: str = "string"
    codes: dict[str, str] = field(default_factory=dict)
    """Word, in small letters → code."""
    choices: tuple[str, ...] = ()
    """Words of the drop-down."""


SHORTER = {
    (UNITS, "organisation_id"): ("单位编号", "编号", "code"),
    (UNITS, "organisation_name"): ("单位名称", "名称"),
    (UNITS, "uscc"): ("统一社会信用代码",),
    (UNITS, "level"): ("层级",),
    (UNITS, "region_code"): ("区划代码",),
    (UNITS, "from_on"): ("自", "起始日期"),
    (UNITS, "to_on"): ("至", "终止日期"),
    (LINES, "kind"): ("种类", "关系"),
    (LINES, "upper_id"): ("上级编号",),
    (LINES, "lower_id"): ("下级编号",),
    (LINES, "from_on"): ("自", "起始日期"),
    (LINES, "to_on"): ("至", "终止日期"),
}


@cache
def fields(sheet: str) -> tuple[Field, ...]:
    """The columns of a sheet, in their order."""
    if sheet == PEOPLE:
        return (
            Field("username", "用户名", ("username",), required=True),
            Field("name", "姓名", ("name",), required=True),
            Field("unit_id", "单位编号", ("所在单位编号", "unit_id")),
            Field("phone", "手机", ("手机号", "phone")),
            Field("email", "邮箱", ("电子邮箱", "email")),
        )
    if sheet == ROLES:
        words = {_zh(role.label): role.value for role in Role}
        return (
            Field("username", "用户名", ("username",), required=True),
            Field("role", "角色", ("role",), True, "code", _codes(words), tuple(words)),
            Field("unit_id", "单位编号", ("对哪个单位", "unit_id"), required=True),
            Field("from_on", "起始日期", ("自", "from_on"), True, "date"),
            Field("to_on", "终止日期", ("至", "to_on"), False, "date"),
        )
    return tuple(_of_dictionary(sheet))


def _of_dictionary(sheet: str) -> Iterable[Field]:
    for column in table(sheet).columns.values():
        words = {word: code for code, said in column.codes.items() for word in said}
        first = tuple(said[0] for said in column.codes.values() if said)
        if column.name == "unit_type":
            words = {one.text.zh: name for name, one in unit_types().items()}
            first = tuple(words)
        yield Field(
            column.name,
            column.text.zh,
            (column.name, *column.aliases, *SHORTER.get((sheet, column.name), ())),
            column.required,
            "code" if words else column.type,
            _codes(words),
            first,
        )


def _codes(words: dict[str, str]) -> dict[str, str]:
    """Words and the codes themselves, in small letters."""
    return {
        **{code.lower(): code for code in words.values()},
        **{w.lower(): c for w, c in words.items()},
    }


def _zh(label: object) -> str:
    from django.utils.translation import override

    with override("zh-hans"):
        return str(label)


def heading_of(sheet: str, name: str) -> str:
    """How a column is called in the template."""
    return next(one.heading for one in fields(sheet) if one.name == name)


def shown(sheet: str, name: str, value: object) -> str:
    """A value as the preview says it: the word of a code, nothing as a dash."""
    if value in (None, ""):
        return _("（空）")
    said = next((one for one in fields(sheet) if one.name == name), None)
    if said and said.codes:
        words = {code: word for word, code in said.codes.items()}
        return words.get(str(value), str(value))
    return str(value)
