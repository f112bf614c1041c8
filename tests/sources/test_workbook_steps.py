"""Long ledgers: steps named as the process names them, attributes of the case beside."""

from pathlib import Path

from tests.sources.ledgers import as_csv, column, read, rows, told

HEAD = ["办件编号", "环节名称", "办理时间", "经办人"]


def test_the_process_is_known_by_its_steps(tmp_path: Path) -> None:
    steps = ["立案", "调查取证", "处罚告知", "集体讨论", "处罚决定", "送达"]
    lines = [
        HEAD,
        *(["A", step, f"2024-03-{day:02d}", "张某某"] for day, step in enumerate(steps, 1)),
    ]
    intake = read(as_csv(tmp_path / "明细.csv", lines))
    assert column(intake, "event", "activity") == [
        "filed",
        "investigated",
        "noticed",
        "deliberated",
        "decided",
        "delivered",
    ]
    assert set(column(intake, "event", "process")) == {"penalty"}
    assert set(column(intake, "event", "date_only")) == {True}


def test_the_title_says_the_process(tmp_path: Path) -> None:
    lines = [
        ["依申请公开办理台账"],
        HEAD,
        ["A", "收到申请", "2024-03-01", ""],
        ["A", "答复", "2024-03-05", ""],
    ]
    intake = read(as_csv(tmp_path / "明细.csv", lines))
    assert column(intake, "event", "activity") == ["request_received", "replied"]
    assert intake.recorded == {"disclosure": {"request_received", "replied"}}


def test_one_name_two_meanings_by_its_result(tmp_path: Path) -> None:
    lines = [
        [*HEAD, "办理结果"],
        ["A", "受理", "2024-03-01", "", "不予受理"],
        ["B", "受理", "2024-03-01", "", "受理"],
    ]
    assert column(read(as_csv(tmp_path / "许可.csv", lines)), "event", "activity") == [
        "rejected",
        "accepted",
    ]


def test_unknown_steps_keep_their_names_and_are_told(tmp_path: Path) -> None:
    lines = [
        HEAD,
        ["A", "受理", "2024-03-01", ""],
        ["A", "喝茶", "2024-03-02", ""],
        ["A", "送达", "2024-03-03", ""],
    ]
    intake = read(as_csv(tmp_path / "许可.csv", lines))
    assert column(intake, "event", "activity") == ["accepted", "喝茶", "delivered"]
    assert "不认识的环节 1 种，保留原名：喝茶" in told(intake)


def test_a_mapping_names_process_and_steps(tmp_path: Path) -> None:
    lines = [HEAD, ["A", "S1", "2024-03-01", ""], ["A", "S2", "2024-03-02", ""]]
    said = {"process": "permit", "activities": {"S1": "accepted", "S2": "decided"}}
    intake = read(as_csv(tmp_path / "x.csv", lines), said)
    assert intake.recorded == {"permit": {"accepted", "decided"}}


def test_events_are_named_by_file_and_row_and_attributes_keep_their_names(tmp_path: Path) -> None:
    head = [*HEAD, "承诺时限（工作日）", "是否联合办理", "申请人姓名"]
    lines = [head, ["A", "受理", "2024-03-01 09:00", "张某某", "15", "是", "李某某"]]
    intake = read(as_csv(tmp_path / "许可.csv", lines))
    (row,) = rows(intake, "event")
    assert row["event_id"] == "许可#2"
    assert (row["promised_days"], row["joint_flag"], row["resource"]) == (15, True, "张某某")
    assert intake.left_over == ["申请人姓名"]


def test_a_row_may_state_its_own_process(tmp_path: Path) -> None:
    lines = [
        ["业务类型", *HEAD],
        ["行政许可", "A", "受理", "2024-03-01", ""],
        ["行政处罚", "B", "立案", "2024-03-01", ""],
    ]
    intake = read(as_csv(tmp_path / "明细.csv", lines))
    assert column(intake, "event", "process") == ["permit", "penalty"]
    assert intake.recorded == {"permit": {"accepted"}, "penalty": {"filed"}}
