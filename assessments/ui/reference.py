"""The number of the request that is being answered: in every log line, in every record of an act, on the page that says
sorry. It knows no rows, so that logging can start before everything else.
"""

from contextvars import ContextVar

request_in_hand: ContextVar[str] = ContextVar("request_in_hand", default="")
