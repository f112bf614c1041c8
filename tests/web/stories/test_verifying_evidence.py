"""A supervisor looks at 待核实材料 and hears the unit first. 派驻监督员看待核实材料，先听单位说明。"""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import upload_store
from qinglian.web.evidence.models import Concern
from qinglian.web.evidence.services.comparing import pieces_compare
from qinglian.web.evidence.services.pieces import piece_add
from qinglian.web.units.models import Unit
from tests.web.evidence.test_concerns import HANDBOOK
from tests.web.stories.told import Teller


@pytest.fixture
def copied_handbook(
    people: SimpleNamespace, bodies: dict[str, Unit], transactional_db: None
) -> None:
    """The handbook of the approval bureau, then that of the transport bureau, which is the same."""

    def add(by: User, unit: Unit, name: str) -> None:
        file = SimpleUploadedFile(f"{name}.txt", f"{unit}风险防控手册\n{HANDBOOK}".encode())
        piece_add(unit=unit, by=by, file=upload_store(file, by=by))

    add(people.handler, bodies["approval"], "甲手册")
    add(people.officer, bodies["bureau"], "乙手册")
    pieces_compare()
    assert Concern.objects.get().unit == bodies["bureau"]


def test_the_unit_is_heard_before_anybody_concludes(
    copied_handbook: None, people: SimpleNamespace, comes: Callable[..., Teller]
) -> None:
    found = Concern.objects.get()
    watcher = comes("supervisor")
    watcher.open("/evidence/concerns/")
    watcher.press(found.title)
    watcher.reads("这是线索，不是结论", "相同的段落标了底色", "后录入的", "先录入的")
    watcher.shot("concern-side-by-side")
    watcher.press("核实")
    watcher.chooses("核实结果", "退回重做")
    watcher.writes("理由", "手册雷同")
    watcher.press("核实", stays=True)
    watcher.reads("先请单位说明")
    watcher.open(found.get_absolute_url())
    watcher.press("请单位说明")
    watcher.writes("请单位说明什么", "请说明手册的编写过程")
    watcher.press("请单位说明")
    officer = comes("officer")
    officer.desk()
    officer.reads("作情况说明")
    officer.open(found.get_absolute_url())
    officer.press("情况说明")
    officer.writes("情况说明", "参考了兄弟单位的手册，正在按本单位岗位重写")
    officer.press("情况说明")
    watcher.desk()
    watcher.reads("看说明并核实")
    watcher.open(found.get_absolute_url())
    watcher.reads("参考了兄弟单位的手册")
    watcher.press("核实")
    watcher.chooses("核实结果", "有合理说明")
    watcher.writes("理由", "正在重写，下季度再看")
    watcher.press("核实")
    watcher.reads("已核实", "有合理说明")
    assert Concern.objects.get().outcome == "reasonable"
