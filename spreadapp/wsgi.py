"""The door for an application server: gunicorn spreadapp.wsgi"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spreadapp.settings")
application = get_wsgi_application()
