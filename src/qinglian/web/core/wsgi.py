"""The door for the server: `granian --interface wsgi qinglian.web.core.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinglian.web.core.settings")
application = get_wsgi_application()

# What is loaded now stays until the end. Walked by the collector again and again it costs every sixteenth view or so a
# fifth of a second: all pages are loaded first, and then left out of its rounds.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
