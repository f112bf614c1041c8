"""What comes in: known by content, limited, looked through for marks of secrecy, sent out only as an attachment."""

import gzip
import hashlib
import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from openpyxl import Workbook
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core import limits, pictures
from qinglian.web.core.kinds import EVIDENCE, LEDGERS, Refused
from qinglian.web.core.uploads import download, folder, forget, safe_name, upload_store


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def person_() -> User:
    return User.objects.create(username="shili", name="示例人")


def xlsx(*cells: str) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(list(cells))
    book.save(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as one:
        one.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            one.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def docx(text: str) -> bytes:
    return packed(word__document_xml=f"<w:document>{text}</w:document>".encode())


def pdf(text: str) -> bytes:
    """A page on which every character comes from a font of its own, as browsers print Chinese."""
    streams: dict[int, str] = {1: ""}
    objects: list[str] = []
    for number, character in enumerate(text, 1):
        streams[1] += f"/F{number} 12 Tf <41> Tj "
        streams[100 + number] = (
            f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
            f"1 beginbfchar\n<41> <{ord(character):04X}>\nendbfchar"
        )
        objects.append(f"{300 + number} 0 obj\n<</ToUnicode {100 + number} 0 R>>\nendobj\n")
    names = " ".join(f"/F{number} {300 + number} 0 R" for number in range(1, len(text) + 1))
    body = f"2 0 obj\n<</Font <<{names}>>>>\nendobj\n{''.join(objects)}".encode()
    for number, one in streams.items():
        body += b"%d 0 obj\n<<>> stream\n%s\nendstream\nendobj\n" % (
            number,
            zlib.compress(one.encode()),
        )
    return b"%PDF-1.7\n" + body + b"%%EOF"


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0" + b"\0" * 60 + b"\xff\xd9"


def store(name: str, content: bytes, user: User, **options: object):  # type: ignore[no-untyped-def]
    return upload_store(SimpleUploadedFile(name, content), by=user, **options)  # type: ignore[arg-type]


def why(name: str, content: bytes, user: User, **options: object) -> str:
    with pytest.raises(Refused) as refused:
        store(name, content, user, **options)
    left = [path for path in folder().rglob("*") if path.is_file()]
    assert left == [], "what is refused does not stay"
    return refused.value.why


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("示例台账.xlsx", xlsx("项目", "金额"), "xlsx"),
        ("情况说明.docx", docx("<w:t>情况说明</w:t>"), "docx"),
        ("签收单.pdf", pdf("示例签收单"), "pdf"),
        ("清单.csv", "编号,名称\n1,示例".encode("gb18030"), "csv"),
        ("说明.txt", "示例说明".encode(), "txt"),
        ("unicode.csv", "编号,名称".encode("utf-16"), "csv"),
    ],
)
def test_a_plain_file_is_stored_under_a_random_name(
    name: str, content: bytes, kind: str, person_: User
) -> None:
    stored = store(name, content, person_)
    assert (stored.kind, stored.name, stored.size) == (kind, name, len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    path = folder() / stored.path
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.suffix == ""
    assert Record.objects.get(action="file.stored").data["sha256"] == stored.sha256
    forget(stored)
    assert not path.exists()


def test_ledgers_take_what_evidence_does_not(person_: User) -> None:
    lines = gzip.compress(b'{"a": 1}\n' * 50)
    assert store("a.jsonl.gz", lines, person_, kinds=LEDGERS).kind == "gz"
    assert store("a.jsonl", b'{"a": 1}\n', person_, kinds=LEDGERS).kind == "json"
    assert store("a.xes", b"<?xml version='1.0'?><log/>", person_, kinds=LEDGERS).kind == "xml"
    assert store("a.parquet", b"PAR1\0\0PAR1", person_, kinds=LEDGERS).kind == "parquet"
    with pytest.raises(Refused):
        store("a.jsonl.gz", lines, person_, kinds=EVIDENCE)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", "empty"),
        ("a.exe", b"MZ\x90\0\3\0\0\0", "kind"),
        ("a.pdf", b"MZ\x90\0\3\0\0\0", "kind"),
        ("a.pdf", jpeg(), "ending"),
        ("a.jpg", b"<html><script>x</script></html>", "kind"),
        ("a.txt", b"<svg onload=x>", "kind"),
        ("a.docx", packed(word__vbaProject=b"", **{"word__vbaProject.bin": b"x"}), "macro"),
        ("a.xlsx", b"PK\x03\x04 cut off", "broken"),
        ("a.xlsx", xlsx("x")[:-200], "broken"),
        ("a.zip", packed(a=b"x"), "kind"),
        ("a.docx", docx("x" * 40_000_000), "bomb"),
    ],
)
def test_what_cannot_be_right_is_refused(
    name: str, content: bytes, expected: str, person_: User
) -> None:
    assert why(name, content, person_) == expected
    assert Record.objects.get(action="file.refused").data == {"why": expected}


def test_a_gzip_bomb_and_a_file_too_large_are_refused(person_: User) -> None:
    bomb = gzip.compress(b"0" * 60_000_000)
    assert why("a.csv.gz", bomb, person_, kinds=LEDGERS) == "bomb"
    assert why("a.txt", b"0" * 1_100_000, person_, most_mb=1) == "size"


def test_a_part_larger_than_it_says_is_no_way_in(person_: User) -> None:
    lied = bytearray(docx("x" * 3_000_000))
    true, false = (3_000_000 + 25).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert true in lied
    assert why("a.docx", bytes(lied.replace(true, false)), person_) in ("broken", "bomb")


SECRETS = [
    ("机密★10年.txt", b"x"),
    ("a.txt", "关于示例的通知　机 密 ★ 10年".encode()),
    ("a.csv", "编号,密级\n1,秘密★".encode("gb18030")),
    ("a.docx", docx("<w:r><w:t>绝密</w:t></w:r><w:r><w:t>★长期</w:t></w:r>")),
    (
        "a.docx",
        packed(word__document_xml=b"<w/>", word__header1_xml="<t>秘密&#9733;1年</t>".encode()),
    ),
    ("a.xlsx", xlsx("示例", "机密★20年")),
    ("a.pdf", pdf("示例县 秘密★5年 通知")),
    ("a.txt", ("x" * 1_048_570 + "机密★").encode()),
    ("a.csv", "编号,密级\n1,秘密★5年\n".encode()),
]


@pytest.mark.parametrize(("name", "content"), SECRETS)
def test_a_mark_of_a_state_secret_is_refused_whatever_is_confirmed(
    name: str, content: bytes, person_: User
) -> None:
    assert why(name, content, person_, asked=True) == "secret"
    cache.clear()
    with pytest.raises(Refused, match="国家秘密标识"):
        store(name, content, person_)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("【机密】纪要.txt", b"x"),
        ("a.docx", docx("<t>内部资料  注意保管</t>")),
        ("a.pdf", pdf("内部资料")),
    ],
)
def test_an_internal_paper_is_asked_about(name: str, content: bytes, person_: User) -> None:
    with pytest.raises(Refused) as refused:
        store(name, content, person_)
    assert refused.value.ask
    assert store(name, content, person_, asked=True).sha256


@pytest.mark.parametrize("text", ["商业秘密保护条款", "保守国家秘密", "★ 重点项目", "机密性要求"])
def test_words_that_are_no_mark_pass(text: str, person_: User) -> None:
    assert store("a.txt", text.encode(), person_).kind == "txt"


@pytest.mark.parametrize("ending", ["", "\n", "年", "年\n", "年\r\n"])
def test_a_short_text_is_read_to_its_last_character(ending: str, person_: User) -> None:
    assert store("a.csv", f"编号,内容\n1,示例{ending}".encode(), person_).kind == "csv"


def workbook(*names: str) -> bytes:
    """A workbook as it was before 2007, as far as the door looks at it."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0".join(one.encode("utf-16-le") for one in names)


def test_an_old_workbook_is_data_without_macros_and_marks(person_: User) -> None:
    assert store("a.xls", workbook("Workbook", "示例"), person_, kinds=LEDGERS).kind == "xls"
    cache.clear()
    for names, expected in (
        (("Workbook", "_VBA_PROJECT_CUR"), "macro"),
        (("WordDocument",), "kind"),
        (("Workbook", "机密★10年"), "secret"),
    ):
        with pytest.raises(Refused) as refused:
            store("a.xls", workbook(*names), person_, kinds=LEDGERS)
        assert refused.value.why == expected


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\示例\\台账.XLSX", "台账.xlsx"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_x.txt"),
        ("...", "file"),
        ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_file_leaves_only_as_an_attachment(person_: User) -> None:
    stored = store("签收单.pdf", pdf("示例"), person_)
    answer = download(stored.path, stored.name, stored.kind)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[arg-type]
    for path in ("../secret_key", "/etc/passwd", "no/such"):
        with pytest.raises(Http404):
            download(path, "x")


def test_too_many_uploads_wait(person_: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "upload", (2, 300))
    store("a.txt", b"1", person_)
    store("a.txt", b"2", person_)
    with pytest.raises(Refused, match="频繁"):
        store("a.txt", b"3", person_)


def test_a_photograph_loses_its_place(person_: User) -> None:
    if not pictures.can_strip:
        pytest.skip("Pillow is not installed: photographs keep the place where they were taken")
    from PIL import Image

    out, exif = io.BytesIO(), Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 1.0, 2.0), 3: "E", 4: (120.0, 1.0, 2.0)}
    exif[0x0132] = "2024:01:02 03:04:05"
    Image.new("RGB", (40, 40), "white").save(out, "JPEG", exif=exif)
    stored = store("现场.jpg", out.getvalue(), person_)
    assert stored.stripped
    kept = Image.open(folder() / stored.path).getexif()
    assert 0x8825 not in kept
    assert kept[0x0132] == "2024:01:02 03:04:05"
    assert stored.sha256 == hashlib.sha256((folder() / stored.path).read_bytes()).hexdigest()
