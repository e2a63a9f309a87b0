"""What all pages have in common: they show a model, and show it anew when it changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton

from gui.viewmodels.flow import PageId
from gui.widgets.layouts import clear
from gui.widgets.shell import Page

__all__ = ["WizardPage", "clear"]


class WizardPage(Page):
    """A page; `asked_for` tells that another one is wanted."""

    asked_for = Signal(PageId)

    def __init__(
        self,
        title: str,
        lead: str = "",
        *,
        actions: Sequence[QPushButton] = (),
        width: int = 900,
        scrolls: bool = True,
        center: bool = False,
    ) -> None:
        super().__init__(
            title, lead, width=width, actions=tuple(actions), scrolls=scrolls, center=center
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the model says now."""

    @property
    def is_current(self) -> bool:
        """Whether everything is shown that the model says."""
        return not self._soon.isActive()

    def refresh_soon(self) -> None:
        """Show it once, however many changes come together; a hidden page waits for its turn."""
        if self.isVisible():
            self._soon.start()
