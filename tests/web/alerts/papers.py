"""Papers as tests send them. 测试用的附件。"""

from django.core.files.uploadedfile import SimpleUploadedFile

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import Stored, folder, upload_store

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7\n%%EOF"


def sheet(name: str = "签字件.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def stored(by: User, name: str = "签字件.png", content: bytes = PNG) -> Stored:
    return upload_store(sheet(name, content), by=by)


def lying() -> int:
    return sum(path.is_file() for path in folder().rglob("*"))
