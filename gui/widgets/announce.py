"""Tells a screen reader what has happened, without moving the focus."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a text read aloud where somebody listens."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
