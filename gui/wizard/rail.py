"""The list of pages at the left of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.viewmodels.flow import PageId
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import ThemeButton
from gui.widgets.layouts import hbox, row, vbox
from gui.widgets.shell import Logo, StepButton
from gui.widgets.text import Text
from gui.wizard.page import clear


class Rail(QWidget):
    """One button for each page; a page that was visited can be gone back to."""

    chosen = Signal(PageId)

    def __init__(self, model: WizardModel) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._buttons: dict[PageId, StepButton] = {}
        layout = vbox(self, (14, 20, 14, 14), 0)
        layout.addLayout(row(4, Logo(28), 2, Text("Edgewright", "section"), None))
        layout.addSpacing(22)
        self._list = vbox()
        layout.addLayout(self._list)
        layout.addStretch(1)
        foot = hbox()
        foot.addStretch(1)
        foot.addWidget(ThemeButton())
        layout.addLayout(foot)

    def refresh(self) -> None:
        """Show the pages that there are, and how far each is."""
        pages = self._model.flow.pages
        if tuple(self._buttons) != pages:
            self.rebuild()
        for page, button in self._buttons.items():
            state = self._model.page_state(page)
            here = page is self._model.flow.current
            reachable = here or self._model.flow.reachable(page)
            button.show_state(state, here=here, reachable=reachable)

    def rebuild(self) -> None:
        """Make the buttons anew, for other pages or another language."""
        clear(self._list)
        self._buttons = {}
        for number, page in enumerate(self._model.flow.pages, start=1):
            button = StepButton(number, self._model.page_title(page))
            button.setObjectName(f"step-{page}")
            button.clicked.connect(lambda _=False, page=page: self.chosen.emit(page))
            self._list.addWidget(button)
            self._buttons[page] = button
