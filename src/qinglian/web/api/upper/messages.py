"""The messages of the contract. 约定的消息。"""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._-]{1,64}$")]
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]+$", max_length=200)]
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]+$", max_length=4000)]


class WarningIn(Schema):
    """上级平台预警 in: one warning, in the codes of the upper platform."""

    model_config = ConfigDict(extra="forbid")

    id: Code = Field(description="上级平台编号 number there, given once")
    title: Line
    content: Text
    level_code: Code
    field_code: Code
    unit_code: Code = Field(description="责任单位：对照表中的代码、统一社会信用代码或单位编号")
    issued_at: AwareDatetime
    deadline: date


class ReportOut(Schema):
    """状态回传 out: what a warning has come to, in the codes of the upper platform."""

    report_id: str = Field(pattern="^HC-[0-9A-Z]{5}-[0-9A-Z]{5}$")
    warning_id: Code
    status_code: Code
    unit_code: Code
    at: datetime
    note: str = Field(max_length=500, description="不办的理由；其余为空")


class Acknowledgement(Schema):
    """上级确认: whether a report was taken; in the answer to it, or later by a call."""

    report_id: str = Field(pattern="^HC-[0-9A-Z]{5}-[0-9A-Z]{5}$")
    accepted: bool
    reason: str = Field("", max_length=500)
