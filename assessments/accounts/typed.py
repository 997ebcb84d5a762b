"""What was typed on the page before, so that nobody is asked twice. Kept until they sign in."""

from django.http import HttpRequest

KEY = "account_typed"


def remember(request: HttpRequest, *, address: str, name: str = "") -> None:
    request.session[KEY] = {"address": address, "name": name}


def typed_address(request: HttpRequest) -> str:
    return request.session.get(KEY, {}).get("address", "")


def typed_name(request: HttpRequest) -> str:
    return request.session.get(KEY, {}).get("name", "")


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
