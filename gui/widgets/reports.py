"""Shows what nobody expected, in one dialog however often it happens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.widgets.report_dialog import ReportDialog


class Reports:
    """The reports of one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._dialog: ReportDialog | None = None

    def add(self, details: str) -> None:
        """Show one more report."""
        if self._dialog is None or not self._dialog.isVisible():
            self._dialog = ReportDialog(self._window)
            self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._dialog.destroyed.connect(self._forget)
            self._dialog.open()
        self._dialog.add(details)

    def _forget(self) -> None:
        self._dialog = None
