"""The project's own settings in test mode, so that a bare `pytest` needs nothing set in the shell."""

import os

os.environ.setdefault("OCTANT_MODE", "test")

from spreadapp.settings import *
