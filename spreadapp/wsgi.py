"""The door for an application server: gunicorn spreadapp.wsgi"""

import logging
import os

from django.core.wsgi import get_wsgi_application

from spreadapp.logs import NothingPrivate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spreadapp.settings")
application = get_wsgi_application()
# Their lines hold whole addresses, those of links in mail too, and go to handlers of gunicorn's own.
for name in ("gunicorn.access", "gunicorn.error"):
    logging.getLogger(name).addFilter(NothingPrivate())
