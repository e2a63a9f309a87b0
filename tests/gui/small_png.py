"""Saves a picture of a window small enough for a repository: with a palette of few colours."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from gui.theme.theme import theme

# Beside the colours of the theme: the shades at the edges of letters; more are not seen.
_SHADES = 12


def save_small(picture: QImage, path: Path, *, shades: int = _SHADES) -> None:
    """Write a PNG with the colours of the theme and the commonest others of the picture."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("B").cast("I")
    names = (field.name for field in fields(theme.c) if field.name != "name")
    table = list(dict.fromkeys(theme.color(name).rgb() for name in names))
    table += [color for color, _ in Counter(pixels).most_common(shades + len(table))]
    table = list(dict.fromkeys(table))[: shades + len(fields(theme.c))]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    few = plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
    # For a PNG a quality of zero means the strongest packing.
    if not few.save(str(path), None, 0):
        raise OSError(f"{path} could not be written")
