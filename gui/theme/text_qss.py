"""Rules for words: one for each role and one for each tone, chosen by the properties of a label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from PySide6.QtGui import QFont

from gui.theme.colors import Colors


def text_sheet(colors: Colors, fonts: Mapping[str, QFont]) -> str:
    """The sheet for labels with the properties `role` and `tone`; `fonts` are by role."""
    rules = ["QLabel[role] { background: transparent; border: none; }"]
    rules += [
        f"QLabel[role=\"{role}\"] {{ font-family: '{font.family()}'; "
        f"font-size: {font.pixelSize()}px; font-weight: {int(font.weight())}; }}"
        for role, font in fonts.items()
    ]
    rules += [
        f'QLabel[tone="{field.name}"] {{ color: {getattr(colors, field.name)}; }}'
        for field in fields(colors)
        if field.name != "name"
    ]
    return "\n".join(rules)
