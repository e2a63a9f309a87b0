"""Buttons, and with them the other small controls of a page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from gui.texts import tr
from gui.theme.icons import icon
from gui.theme.theme import DARK_MODE, LIGHT_MODE, theme
from gui.widgets.spin_box import SpinBox
from gui.widgets.switch import Switch

__all__ = ["SpinBox", "Switch", "ThemeButton", "button"]

_ICON_TONES = {"primary": "on_accent", "danger": "danger", "link": "accent"}
# Qt glues the icon to the words: the gap is a part of the icon.
_GAP = 5


def button(
    text: str,
    kind: str = "default",
    icon_name: str = "",
    *,
    small: bool = False,
    name: str = "",
) -> QPushButton:
    """A button of a kind: default, primary, danger, ghost (no border) or link.

    `name` is for a screen reader, and the tool tip where there is no text.
    """
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setProperty("small", small)
    made.setProperty("icononly", not text)
    if icon_name:
        made.setIcon(icon(icon_name, _ICON_TONES.get(kind, "text2")))
        side = 16 if small else 18
        made.setIconSize(QSize(side + (_GAP if text else 0), side))
    made.setToolTip("" if text else name)
    made.setAccessibleName(name or text.replace("&", ""))
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


class ThemeButton(QPushButton):
    """Turns light to dark and back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "ghost")
        self.setProperty("icononly", True)  # noqa: FBT003 - Qt's own form
        self.setIconSize(QSize(18, 18))
        self.setAutoDefault(False)
        self.clicked.connect(lambda: theme.set_mode(LIGHT_MODE if theme.dark else DARK_MODE))
        theme.changed.connect(self._sync)
        self._sync()

    def _sync(self) -> None:
        self.setIcon(icon("sun" if theme.dark else "moon"))
        words = tr("Use light colours") if theme.dark else tr("Use dark colours")
        self.setToolTip(words)
        self.setAccessibleName(words)
