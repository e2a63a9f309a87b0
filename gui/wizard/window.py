"""The window of the wizard: list of pages, the page, and the footer with Back and Next."""

from __future__ import annotations

import importlib

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.texts import language, tr
from gui.viewmodels.flow import PageId
from gui.viewmodels.setup import Setup
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.focus_ring import FocusRing
from gui.widgets.layouts import hbox, vbox
from gui.widgets.text import Text
from gui.wizard import tabs
from gui.wizard.confirm import Confirm
from gui.wizard.page import WizardPage
from gui.wizard.rail import Rail

_RAIL, _RAIL_NARROW, _NARROW, _FOOTER = 232, 212, 1100, 68
_SMALLEST, _USUAL = (920, 600), (1180, 760)


class WizardWindow(QWidget):
    """Shows the models; needs a running event loop when it is shown."""

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.model = WizardModel(setup)
        self.setWindowTitle("Edgewright")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self._pages: dict[PageId, WizardPage] = {}
        self._rail = Rail(self.model)
        self._stack = QStackedWidget()
        self._footer = QWidget()
        self._leaving = False
        self._build()
        self._ring = FocusRing(self)
        self._rail.chosen.connect(self.model.go_to)
        self.model.moved.connect(self._move)
        self.model.changed.connect(self._sync)
        language.changed.connect(self._speak)
        self.model.begin()

    def _build(self) -> None:
        root = hbox(self)
        root.addWidget(self._rail)
        right = QWidget()
        right.setObjectName("page")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = vbox(right)
        layout.addWidget(self._stack, 1)
        self._footer.setObjectName("footer")
        self._footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._footer.setFixedHeight(_FOOTER)
        line = hbox(self._footer, (32, 0, 32, 0), 10)
        self._note = Text("", "small", "fail", wrap=True)
        self._note.setObjectName("note")
        self._back, self._next = button(tr("&Back")), button(tr("&Next"), "primary")
        self._back.setObjectName("back")
        self._next.setObjectName("next")
        self._back.clicked.connect(self.model.back)
        self._next.clicked.connect(self.model.next)
        line.addWidget(self._note, 1)
        line.addWidget(self._back)
        line.addWidget(self._next)
        layout.addWidget(self._footer)
        root.addWidget(right, 1)

    @property
    def page(self) -> WizardPage:
        """The page that is shown."""
        return self._page(self.model.flow.current)

    def _page(self, page: PageId) -> WizardPage:
        if page not in self._pages:
            made = _make(page, self.model)
            made.asked_for.connect(self.model.show)
            self._pages[page] = made
            self._stack.addWidget(made)
        return self._pages[page]

    def _move(self) -> None:
        page = self.page
        self._stack.setCurrentWidget(page)
        page.refresh()
        self._sync()
        if self._next.isVisible():
            self._next.setDefault(True)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sync(self) -> None:
        self._rail.refresh()
        label, why = self.model.next_label, self.model.hindrance
        self._next.setText(label)
        self._next.setAccessibleName(label.replace("&", ""))
        self._next.setAccessibleDescription(why)
        self._next.setVisible(bool(label))
        self._next.setEnabled(not why)
        self._back.setText(tr("&Back"))
        self._back.setVisible(self.model.flow.previous is not None)
        self._note.setText(why)
        self._footer.setVisible(bool(label) or self._back.isVisibleTo(self._footer))

    def _speak(self) -> None:
        """Another language: make what is shown anew."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._rail.rebuild()
        self._move()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001 - Qt's own name
        """Walk by Tab in the order of what is seen."""
        return tabs.step((self._rail, self._stack, self._footer), forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter goes on and Escape goes back, when the control with the focus wants neither."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._next.isVisible():
            self._next.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.model.back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """A narrow window has a narrow list."""
        self._rail.setFixedWidth(_RAIL if self.width() >= _NARROW else _RAIL_NARROW)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """While something is being changed, ask first."""
        if self._leaving or not self.model.install.busy:
            event.accept()
            return
        event.ignore()
        Confirm(
            self,
            tr("Stop the installation?"),
            tr(
                "It stops at the next safe point, then the window closes. What is done is kept: "
                "start Edgewright again to continue or to undo it."
            ),
            verb=tr("&Stop and close"),
            agreed=self._leave,
        ).open()

    def _leave(self) -> None:
        self._leaving = True
        self.model.install.cancel()
        self.model.install.changed.connect(self._close_when_quiet)
        self._close_when_quiet()

    def _close_when_quiet(self) -> None:
        if not self.model.install.busy:
            self.close()


# Page -> module of this package and class in it: only what is shown is loaded, so that the first
# page comes at once.
_PAGES = {
    PageId.WELCOME: "welcome_page.WelcomePage",
    PageId.CHECK: "check_page.CheckPage",
    PageId.RUN: "run_page.RunPage",
    PageId.RESOURCES: "resources_page.ResourcesPage",
    PageId.NETWORK: "network_page.NetworkPage",
    PageId.SAFETY: "safety_page.SafetyPage",
    PageId.REVIEW: "review_page.ReviewPage",
    PageId.INSTALL: "install_page.InstallPage",
    PageId.DONE: "done_page.DonePage",
}


def _make(page: PageId, model: WizardModel) -> WizardPage:
    module, _, name = _PAGES[page].partition(".")
    made: WizardPage = getattr(importlib.import_module(f"gui.wizard.{module}"), name)(model)
    return made
