"""Sizes and type: every pixel, radius and weight is written here or derived from it."""

from __future__ import annotations

from typing import Final


class Radius:
    """How round a corner is, in pixels."""

    small: Final = 4
    control: Final = 6
    card: Final = 10


class Measure:
    """Heights and widths in pixels at the usual text size."""

    control: Final = 34
    control_small: Final = 28
    icon: Final = 18
    focus: Final = 2


# Role of a text -> (pixels at the usual text size, weight).  Only two weights are in use.
TYPE: Final[dict[str, tuple[int, int]]] = {
    "display": (27, 600),
    "title": (21, 600),
    "section": (15, 600),
    "body": (14, 400),
    "strong": (14, 600),
    "small": (13, 400),
    "small_strong": (13, 600),
    "caption": (12, 400),
    "caption_strong": (12, 600),
    "metric": (24, 600),
    "mono": (12, 400),
}

# Taken in this order where the system names no font of its own.
UI_FONTS: Final = (
    "Segoe UI Variable Text",
    "Segoe UI",
    "Inter",
    "Cantarell",
    "Ubuntu",
    "Noto Sans",
    "DejaVu Sans",
)
MONO_FONTS: Final = (
    "Cascadia Mono",
    "Consolas",
    "JetBrains Mono",
    "Noto Sans Mono",
    "DejaVu Sans Mono",
)
