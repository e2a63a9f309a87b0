"""How a text stands in an option of QEMU."""

from __future__ import annotations


def option_value(text: str) -> str:
    """Text as the value of a QEMU option: a comma ends a value unless it is doubled."""
    return text.replace(",", ",,")
