"""The product as gunicorn serves it in the benchmark: with one more address, of a view that does nothing."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "bench.web"
application = get_wsgi_application()
