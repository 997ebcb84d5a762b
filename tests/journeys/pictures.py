"""Pictures of pages: what colours they hold, and the same picture in a smaller file."""

import struct
import zlib
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

SCRIPT = Path(__file__).with_suffix(".js")
COLOURS = (256, 128, 64, 32, 16)
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def colours(browser: Browser, png: bytes) -> dict[str, float]:
    """Each colour, as "#rrggbb", and the share of the picture that it covers; the commonest first."""
    return dict(_ask(browser, "colours(png)", png))


def smaller(browser: Browser, png: bytes, *, at_most: int) -> bytes:
    """In its commonest colours, one byte for each point instead of four: as many colours as the file has room for."""
    made = (_with_palette(_ask(browser, f"inFewColours(png, {most})", png)) for most in COLOURS)
    return next(each for each in made if len(each) <= at_most)


def _with_palette(few: dict[str, Any]) -> bytes:
    width, height, points = few["width"], few["height"], b64decode(few["indices"])
    rows = b"".join(b"\0" + points[row * width : (row + 1) * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)  # 8 bits each, by palette
    palette = bytes(part for colour in few["palette"] for part in colour)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _ask(browser: Browser, question: str, png: bytes) -> Any:
    page = browser.new_page()
    try:
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
        return page.evaluate(f"png => octantPictures.{question}", b64encode(png).decode())
    finally:
        page.context.close()
