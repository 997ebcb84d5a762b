"""What no journey may meet, noted down while it walks: script errors, blocked content, strangers, missing files."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Request, Response

HERE = {"127.0.0.1", "localhost", "::1"}


def watch(context: BrowserContext, complaints: list[str]) -> None:
    def on_console(message: Any) -> None:
        # a refused form is a page with status 422, which Chromium calls a failed resource; see on_response
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.hostname not in HERE:
            complaints.append(f"request beyond this machine: {request.url}")

    def on_response(response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= (500 if is_page else 400):
            complaints.append(f"status {response.status}: {response.url}")

    context.on("console", on_console)
    context.on("weberror", lambda problem: complaints.append(f"script: {problem.error}"))
    context.on("request", on_request)
    context.on("response", on_response)
