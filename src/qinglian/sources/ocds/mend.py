"""
逐行慢读：类型不合的、成包的、未汇编的，整理成汇编发布。

The slow path, release by release in plain Python: whatever is not a compiled release of the expected
types is turned into one, or refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources.intake import Intake
from qinglian.sources.ocds.columns import Tree, mapping

NOT_JSON = Text("这一行不是 JSON", "The line is not JSON")
NOT_RELEASE = Text("不是 OCDS 的发布、记录或数据包", "Not an OCDS release, record or package")
NO_OCID = Text("缺少 ocid，或 ocid 不是文本", "ocid is missing, or is not text")
LINKED = Text(
    "记录只有发布的网址，没有发布内容；请下载发布后再读",
    "The record only links to its releases; download them and read those",
)

Json = dict[str, Any]


@dataclass
class Bench:
    """Where releases are mended; `pending` holds those that wait to be merged, by ocid."""

    intake: Intake
    pending: dict[str, list[Json]] = field(default_factory=dict)

    def line(self, raw: bytes, number: int, last: bool) -> Iterator[bytes]:
        """Mend one line of JSON Lines; yields the compiled releases in it."""
        raw = raw.removeprefix(b"\xef\xbb\xbf").strip()
        if not raw:
            return
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            if last and _is_cut(raw, error):
                raise BadInput(
                    Text(
                        f"最后一行（第 {number} 行）不完整，文件被截断，整份未读；请重新取得文件",
                        f"The last line ({number}) is cut off, so nothing was read; fetch the file again",
                    )
                ) from error
            self.intake.refuse(number, None, raw[:200].decode("utf-8", "replace"), NOT_JSON)
            return
        yield from self.document(value, number)

    def document(self, value: Any, row: int | None) -> Iterator[bytes]:
        """Mend a release, record, package or a list of them."""
        for n, (release, old) in enumerate(_releases(value), start=1):
            yield from self.release(release, row if row is not None else n, old)

    def release(self, release: Any, row: int, old: bool) -> Iterator[bytes]:
        """Mend one release; one that is not compiled waits for the others of its ocid."""
        if not isinstance(release, dict):
            self.intake.refuse(row, None, None, NOT_RELEASE)
            return
        ocid = release.get("ocid")
        if not isinstance(ocid, str):
            linked = isinstance(ocid, type(None)) and "url" in release
            self.intake.refuse(row, "ocid", ocid, LINKED if linked else NO_OCID)
            return
        if old:
            _name_by_identifier(release)
        shaped: Json = shape(release, mapping().tree)
        if "compiled" in (shaped.get("tag") or ["compiled"]):
            yield orjson.dumps({**shaped, "tag": ["compiled"]})
        else:
            self.pending.setdefault(ocid, []).append(shaped)

    def merged(self) -> Iterator[bytes]:
        """Merge the releases that waited, as the standard says: by date, later ones over earlier ones."""
        if not self.pending:
            return
        import ocdsmerge  # costs more to import than a compiled file costs to open

        rules = {(name,): "omitWhenMerged" for name in mapping().omitted}
        merger = ocdsmerge.Merger(merge_rules=rules)
        for releases in self.pending.values():
            dated = [release for release in releases if release.get("date")]
            undated = [release for release in releases if not release.get("date")]
            # A release without date cannot be put in order: it counts as the oldest.
            for release in undated:
                release["date"] = "0001-01-01T00:00:00Z"
            yield orjson.dumps(
                shape(merger.create_compiled_release(undated + dated), mapping().tree)
            )


def _is_cut(raw: bytes, error: orjson.JSONDecodeError) -> bool:
    """Whether an object was begun and ends in the middle, be it in the middle of a character."""
    if not raw.startswith(b"{"):
        return False
    try:
        raw.decode()
    except UnicodeDecodeError as broken:
        return broken.reason == "unexpected end of data"
    return error.msg == "unexpected end of data"


def _releases(value: Any) -> Iterator[tuple[Any, bool]]:
    """Releases in a document, each with whether it is of OCDS 1.0."""
    if isinstance(value, list):
        for part in value:
            yield from _releases(part)
    elif isinstance(value, dict) and isinstance(value.get("records"), list):
        for record in value["records"]:
            yield from _of_record(record, _is_old(value))
    elif isinstance(value, dict) and ("compiledRelease" in value or "releases" in value):
        if "ocid" in value:
            yield from _of_record(value, False)
        elif isinstance(value["releases"], list):
            for release in value["releases"]:
                yield release, _is_old(value)
    else:
        yield value, False


def _of_record(record: Any, old: bool) -> Iterator[tuple[Any, bool]]:
    if not isinstance(record, dict):
        yield record, old
    elif isinstance(record.get("compiledRelease"), dict):
        yield {"ocid": record.get("ocid"), **record["compiledRelease"], "tag": ["compiled"]}, old
    else:
        for release in record.get("releases") or [None]:
            yield release, old


def _is_old(package: Json) -> bool:
    return str(package.get("version", "1.0")).startswith("1.0")


def _name_by_identifier(value: Any) -> None:
    """Give organisations of OCDS 1.0, which had no id, one made of their identifier."""
    if isinstance(value, list):
        for part in value:
            _name_by_identifier(part)
    elif isinstance(value, dict):
        identifier = value.get("identifier")
        if "id" not in value and isinstance(identifier, dict) and identifier.get("id") is not None:
            parts = (identifier.get("scheme"), identifier["id"])
            value["id"] = "-".join(str(part) for part in parts if part is not None)
        for part in value.values():
            _name_by_identifier(part)


def shape(value: Any, tree: Any) -> Any:
    """Take from `value` what `tree` names, with its types; what does not fit becomes null."""
    if isinstance(tree, dict):
        if not isinstance(value, dict):
            return None
        return {name: shape(value[name], part) for name, part in tree.items() if name in value}
    if isinstance(tree, list):
        if isinstance(value, dict | str):
            value = [value]
        if not isinstance(value, list):
            return None
        return [_element(part, tree[0]) for part in value]
    if isinstance(value, bool) or tree == "BOOLEAN":
        return value if isinstance(value, bool) and tree == "BOOLEAN" else None
    if isinstance(value, dict | list):
        return None
    if tree == "VARCHAR" and isinstance(value, int | float):
        return str(value)
    return value


def _element(value: Any, tree: Tree | str) -> Any:
    """Keep an element that is no object as an empty one: how many there are still counts."""
    shaped = shape(value, tree)
    return {} if shaped is None and isinstance(tree, dict) else shaped
