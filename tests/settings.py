"""The site's settings for tests: data in a folder of its own, the database that QINGLIAN_DATABASE names or SQLite."""

import os
import tempfile

os.environ["QINGLIAN_DATA"] = tempfile.mkdtemp(prefix="qinglian-test-")
os.environ.setdefault(
    "QINGLIAN_SECRET_KEY", "for tests only: nothing signed with this key is ever trusted"
)

from qinglian.web.core.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": ["default", "runs"],
    }
}
AXES_ENABLED = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
