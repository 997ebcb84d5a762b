"""A QR code as one SVG path, so that it can stand in the page itself: the content policy lets no picture be made up."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

QUIET = 4  # modules of white around it, which readers need


@dataclass(frozen=True, slots=True)
class QrCode:
    size: int
    path: str


def qr_code(text: str) -> QrCode:
    from qrcode.main import QRCode  # here, because it takes a while to load and few pages need it

    code = QRCode(border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    return QrCode(len(rows), "".join(_runs(row, y) for y, row in enumerate(rows)))


def _runs(row: Sequence[bool], y: int) -> str:
    drawn, x = "", 0
    for is_dark, group in groupby(row):
        width = len(list(group))
        if is_dark:
            drawn += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return drawn
