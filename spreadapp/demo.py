"""`python -m spreadapp.demo 8000`: the demo, from its empty database to its pages, for this machine alone.

One process does it all, because each start of Django costs a second. Production runs gunicorn instead.
"""

import contextlib
import logging
import sys

from django.core.management import call_command
from django.core.servers.basehttp import run

from spreadapp.wsgi import application


def main() -> None:
    with contextlib.suppress(KeyboardInterrupt):
        call_command("migrate", verbosity=0)
        call_command("seed_demo")
        # people at the keyboard want to read of mail and trouble, not of every picture that was fetched
        logging.getLogger("django.server").setLevel(logging.ERROR)
        run("127.0.0.1", int(sys.argv[1]), application, threading=True)


if __name__ == "__main__":
    main()
