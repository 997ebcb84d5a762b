#!/usr/bin/env python3
"""Django's command line for Octant. For a first start, `python3 dev.py demo` does all of it."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spreadapp.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as missing:
        raise SystemExit(
            "Django is not installed here. Use: python3 dev.py manage " + " ".join(sys.argv[1:])
        ) from missing
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
