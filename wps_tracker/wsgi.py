"""The entry point of a WSGI server: `gunicorn wps_tracker.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wps_tracker.settings")

application = get_wsgi_application()
