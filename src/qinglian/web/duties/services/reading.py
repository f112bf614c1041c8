"""What comes through the door of uploads is read and let go again. 上传的文件读过即删。"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from qinglian.web.core.kinds import Refused
from qinglian.web.core.uploads import content, forget, upload_store

Read = TypeVar("Read")


def file_read(
    file: UploadedFile, *, by: Any, kinds: frozenset[str], asked: bool,
    reader: Callable[[bytes, str], Read],
) -> Read:  # fmt: skip
    """
    Read a file that was checked at the door. Nothing of it stays: what was read stands in the preview, and what people
    keep of it is kept as words. Raises `Refused`.
    """
    stored = upload_store(file, by=by, kinds=kinds, asked=asked)
    try:
        raw = content(stored.path)
        assert raw is not None
        return reader(raw, stored.kind)
    except Refused:
        raise
    # Whatever a library says of a damaged file, people are told one sentence.
    except Exception as error:
        raise Refused("broken", _("文件已损坏，打不开。")) from error
    finally:
        forget(stored)
