"""The door for the server: `granian --interface wsgi qinglian.web.core.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinglian.web.core.settings")
application = get_wsgi_application()
