"""The navigation at the left of the console."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.pages import LINE_AFTER, PAGES, PageName
from gui.widgets.buttons import ThemeButton
from gui.widgets.layouts import line, row, vbox
from gui.widgets.nav_button import NavButton
from gui.widgets.shell import Logo
from gui.widgets.text import Text

_WIDTH = 204


class Nav(QWidget):
    """One button for each page; `chosen` carries the page."""

    chosen = Signal(PageName)

    def __init__(self, model: ConsoleModel) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._model = model
        self._buttons: dict[PageName, NavButton] = {}
        self._group = QButtonGroup(self)
        layout = vbox(self, (10, 14, 10, 12), 1)
        layout.addLayout(row(6, Logo(26), 2, Text("Edgewright", "section"), None))
        layout.addSpacing(16)
        for page, info in PAGES.items():
            made = NavButton(tr(info.title), info.icons)
            made.setObjectName(f"page-{page}")
            self._group.addButton(made)
            self._buttons[page] = made
            made.toggled.connect(lambda on, page=page: self.chosen.emit(page) if on else None)
            layout.addWidget(made)
            if page is LINE_AFTER:
                layout.addSpacing(8)
                layout.addWidget(line())
                layout.addSpacing(8)
        layout.addStretch(1)
        layout.addLayout(row(None, ThemeButton()))

    def show_page(self, page: PageName) -> None:
        """Mark the page that is shown."""
        self._buttons[page].setChecked(True)

    def refresh(self) -> None:
        """Show how much needs attention where."""
        for page, made in self._buttons.items():
            made.show_badge(*self._model.badge(page))
