"""What was measured of a subject, in words; of a process rule what was asked and what was found."""

from collections.abc import Sequence

from qinglian.engine.sayings import Saying, saying_of
from qinglian.model.text import Text
from qinglian.model.wording import found
from qinglian.report import words
from qinglian.report.records import Item, Record

GROSS = Text("（未扣除不计入的期间）", " (without taking off time that does not count)")


def measured(signal: Record, known: Sequence[Saying] = ()) -> Text:
    """Value and threshold in words; of a process rule what was asked and what was found.

    The value of a process rule counts its places. `known` are the wordings of its card; without them the text of the
    signal says what it was held to.
    """
    value, limit = words.number(signal["value"]), words.number(signal["threshold"])
    if not (known or _of_process(signal)):
        if signal["threshold"] is None:
            return Text(value, value)
        return Text(f"{value}，界限 {limit}", f"{value}, threshold {limit}")
    saying = saying_of(list(known), signal["threshold"])
    apart = found(Text(signal["text_zh"], signal["text_en"]), limit=saying is None)
    said = [] if saying is None else [saying.text]
    if saying is None or value != "1":
        places = f"not met in {value} place{'' if value == '1' else 's'}"
        said.append(Text(f"不符 {value} 处", places))
    if apart is not None:
        gross = GROSS if saying is not None and saying.pauses else Text("", "")
        said.append(Text(f"{apart.zh}{gross.zh}", f"{apart.en}{gross.en}"))
    return Text("；".join(text.zh for text in said), "; ".join(text.en for text in said))


def measure_title(signal: Record, known: Sequence[Saying] = ()) -> Text:
    """What `measured` says, in a word."""
    if known or _of_process(signal):
        return Text("要求与实际", "asked and found")
    return Text("数值与界限", "value, threshold")


def _of_process(signal: Record) -> bool:
    """Whether a signal comes from a process check: a report alone does not hold the check."""
    if signal["check"].startswith("duties."):
        rows = [row.table if isinstance(row, Item) else row["table"] for row in signal["evidence"]]
        return bool(rows) and set(rows) == {"event"}
    return str(signal["check"]).startswith("sequence.")
