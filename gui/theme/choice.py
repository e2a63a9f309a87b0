"""Which of the four sets of colours is shown."""

from __future__ import annotations

from gui.theme.colors import Colors
from gui.theme.dark import DARK, DARK_HIGH
from gui.theme.light import LIGHT, LIGHT_HIGH


def colors_for(*, dark: bool, high: bool) -> Colors:
    """The theme that fits what the system asks for."""
    if high:
        return DARK_HIGH if dark else LIGHT_HIGH
    return DARK if dark else LIGHT
