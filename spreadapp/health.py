"""`python -m spreadapp.health` asks the server beside it whether it is well, so that an image needs no curl."""

import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from spreadapp import env

QUESTION = "http://127.0.0.1:8000/healthz"


def main() -> int:
    host = urlsplit(env.url("SITE_URL", schemes=("https", "http"), say="https://octant.example.org")).netloc
    question = urllib.request.Request(QUESTION, headers={"Host": host})
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        directly.open(question, timeout=4).close()
    except (urllib.error.URLError, OSError) as problem:
        sys.stderr.write(f"Octant is not well: {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
