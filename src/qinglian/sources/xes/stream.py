"""
流式读 XES。XES as a stream: expat calls back for each element, attributes gather in columns, and
every so many events leave as one Arrow table of text. Types are given later, in SQL.

A document type is refused: XES has none, and entities can blow up or reach for other files.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from typing import IO, Any, NamedTuple
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from qinglian.model.errors import BadInput
from qinglian.model.text import Text

BATCH = 50_000
CHUNK = 1 << 20
KINDS = ("string", "date", "int", "float", "boolean", "id")
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
OF_EXPAT = ("utf-8", "utf-16", "iso8859-1", "ascii")


class Attribute(NamedTuple):
    """An attribute as written: of an `event` or a `case`, with its kind and key."""

    level: str
    kind: str
    key: str


Batch = Mapping[Attribute, pa.Array]
Append = Callable[[Any], None]


class Gathered:
    """Values of attributes by the rows that have them; rows that have none are never touched."""

    def __init__(self) -> None:
        self.columns: dict[Attribute, tuple[list[int], list[str]]] = {}

    def column(self, attribute: Attribute) -> tuple[list[int], list[str]]:
        """The rows and values of one attribute."""
        return self.columns.setdefault(attribute, ([], []))

    def arrays(self, rows: int) -> dict[Attribute, pa.Array]:
        """All columns with `rows` rows, emptied for the next batch; a repeated key keeps its last value."""
        made = {}
        for attribute, (places, values) in self.columns.items():
            if not values:
                continue
            array = pa.array(values, pa.string())
            if len(places) != rows or places[-1] != rows - 1:
                found = np.full(rows, -1, np.int64)
                found[places] = np.arange(len(values))
                array = array.take(pa.array(found, mask=found < 0))
            made[attribute] = array
            places.clear()
            values.clear()
        return made


class Log:
    """What the parser has seen, and its handlers. `flush` is given places inside the case, and attributes."""

    def __init__(self, flush: Callable[[pa.Array, Batch], None]) -> None:
        self.flush = flush
        self.traces = 0
        self.events = 0
        self.stray = 0
        self.nested = 0
        self._event = Gathered()
        self._case = Gathered()
        self._of_trace: list[int] = []
        self._positions: list[int] = []
        self._traces_here = 0

    def handlers(self) -> tuple[Callable[[str, list[str]], None], Callable[[str], None]]:
        """Start and end handlers; locals instead of attributes, since they run for every element."""
        depth = row = first = trace = 0
        prefix = ""
        in_trace = in_event = False
        appends: dict[str, tuple[str, Append, Append]] = {}

        def start(name: str, attributes: list[str]) -> None:
            nonlocal depth, in_trace, in_event, prefix
            depth += 1
            if depth == 4 and in_event:
                if len(attributes) == 4 and attributes[0] == "key":
                    _, key, _, value = attributes
                else:
                    key, value = _said(attributes)
                known = appends.get(key)
                if known is None or known[0] != name:
                    if name.removeprefix(prefix) not in KINDS:
                        self.nested += 1
                        return
                    rows, values = self._event.column(
                        Attribute("event", name.removeprefix(prefix), key)
                    )
                    known = appends[key] = (name, rows.append, values.append)
                known[1](row)
                known[2](value)
            elif depth == 3 and in_trace:
                local = name.removeprefix(prefix)
                if local == "event":
                    in_event = True
                elif local in KINDS:
                    key, value = _said(attributes)
                    rows, values = self._case.column(Attribute("case", local, key))
                    rows.append(trace)
                    values.append(value)
                else:
                    self.nested += 1
            elif depth == 2:
                in_trace = name.removeprefix(prefix) == "trace"
                self.stray += name.removeprefix(prefix) == "event"
            elif depth == 1:
                before, colon, local = name.rpartition(":")
                prefix = before + colon
                if local != "log":
                    raise _not_xes(name)
            elif in_trace:
                self.nested += 1

        def end(name: str) -> None:
            nonlocal depth, row, first, trace, in_trace, in_event
            depth -= 1
            if depth == 3:
                return
            if depth == 2 and in_event:
                in_event = False
                self._of_trace.append(trace)
                self._positions.append(row - first)
                row += 1
            elif depth == 1 and in_trace:
                in_trace = False
                self.traces += 1
                trace += 1
                first = row
                if row >= BATCH:
                    self.leave(row, trace)
                    row = first = trace = 0
            elif depth == 0:
                self.leave(row, trace)

        return start, end

    def leave(self, rows: int, traces: int) -> None:
        """Give away the events gathered so far."""
        self.events += rows
        if rows:
            of_trace = pa.array(self._of_trace, pa.int64())
            batch = self._event.arrays(rows)
            for attribute, array in self._case.arrays(traces).items():
                batch[attribute] = array.take(of_trace)
            self.flush(pa.array(self._positions, pa.int64()), batch)
        self._of_trace.clear()
        self._positions.clear()


def _said(attributes: list[str]) -> tuple[str, str]:
    """Key and value of an attribute, in whatever order they stand."""
    said = dict(zip(attributes[::2], attributes[1::2], strict=True))
    return said.get("key", ""), said.get("value", "")


def parse(stream: IO[bytes], head: bytes, log: Log, name: str) -> None:
    """Read a whole log; raises BadInput for one that is cut off, is no XML, or has a document type."""
    decoder = _decoder(head)
    parser = expat.ParserCreate("utf-8" if decoder else None)
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = log.handlers()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(decoder.decode(chunk).encode() if decoder else chunk, False)
        parser.Parse(decoder.decode(b"", final=True).encode() if decoder else b"", True)
    except expat.ExpatError as error:
        raise _broken(name, error, log.traces) from None
    except UnicodeDecodeError:
        raise BadInput(
            Text(
                f"{name} 有无法解码的字符，整份未读",
                f"{name} holds bytes that are no text; nothing was read",
            )
        ) from None


def _decoder(head: bytes) -> Any:
    """A decoder for an encoding that expat does not know, such as GBK."""
    declared = DECLARED.search(head)
    if declared is None:
        return None
    try:
        codec = codecs.lookup(declared[1].decode("ascii"))
    except LookupError:
        return None
    return None if codec.name in OF_EXPAT else codec.incrementaldecoder("strict")


def _refuse_document_type(*_: object) -> None:
    raise BadInput(
        Text(
            "文件带有文档类型声明（DTD 或实体），可能藏有攻击，整份未读",
            "The file declares a document type (DTD or entities), which may hide an attack; nothing was read",
        )
    )


def _not_xes(root: str) -> BadInput:
    return BadInput(
        Text(
            f"不是 XES：最外层是 <{root}>，应为 <log>",
            f"No XES: the outermost element is <{root}>, not <log>",
        )
    )


def _broken(name: str, error: expat.ExpatError, traces: int) -> BadInput:
    said = expat.ErrorString(error.code)
    if said in ("no element found", "unclosed token"):
        return BadInput(
            Text(
                f"{name} 不完整：读到第 {traces} 个 trace 之后中断，整份未读",
                f"{name} is cut off after trace {traces}; nothing was read",
            )
        )
    return BadInput(
        Text(
            f"{name} 第 {error.lineno} 行不是合法的 XML（{said}），整份未读",
            f"{name}, line {error.lineno}: not well-formed XML ({said}); nothing was read",
        )
    )
