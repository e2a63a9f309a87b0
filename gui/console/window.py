"""The window of the console: navigation, header, the page, and one line for what happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.console.apply_dialog import ask_for_file
from gui.console.arc_page import ArcPage
from gui.console.certificates_page import CertificatesPage
from gui.console.header import Header
from gui.console.list_page import ListPage
from gui.console.nav import Nav
from gui.console.notice_bar import NoticeBar
from gui.console.overview_page import OverviewPage
from gui.console.page import ConsolePage
from gui.console.palette import Palette
from gui.console.support_dialog import ask_for_support
from gui.console.updates_page import UpdatesPage
from gui.console.workloads_page import WorkloadsPage
from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.pages import PAGES, PageName
from gui.viewmodels.console.search import Hit, Search
from gui.viewmodels.failure import explain
from gui.widgets.buttons import button
from gui.widgets.focus_ring import FocusRing
from gui.widgets.layouts import hbox, vbox
from gui.widgets.states import error_state

_SMALLEST, _USUAL = (920, 600), (1180, 760)
_NUMBERED = 9


class ConsoleWindow(QWidget):
    """Shows the model; needs a running event loop.  `closed` tells that it is shown no more."""

    closed = Signal()

    def __init__(self, model: ConsoleModel) -> None:
        super().__init__()
        self.model = model
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self._here = PageName.OVERVIEW
        self._pages: dict[PageName, ConsolePage] = {}
        self._failed: QWidget | None = None
        self._nav, self._header = Nav(model), Header(model)
        self._stack = QStackedWidget()
        root = hbox(self)
        root.addWidget(self._nav)
        right = QWidget()
        right.setObjectName("page")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = vbox(right)
        layout.addWidget(self._header)
        layout.addWidget(self._stack, 1)
        layout.addWidget(NoticeBar(model.notices))
        root.addWidget(right, 1)
        self.search = Search(model, self.go)
        self.palette_list = Palette(self, self._header.search, self.search)
        self.search.commands = self._commands
        self._ring = FocusRing(self)
        self._keys()
        self._nav.chosen.connect(self.go)
        model.opened.connect(self._open)
        model.changed.connect(self._refresh)
        model.asked_for.connect(self._reveal)
        model.open()

    def _keys(self) -> None:
        QShortcut(QKeySequence("Ctrl+K"), self, self.palette_list.call)
        for number, page in enumerate(list(PAGES)[:_NUMBERED], start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda page=page: self.go(page))

    def _commands(self) -> list[Hit]:
        """What can be done anywhere; a saved file cannot be changed."""
        if self.model.read_only:
            return []
        what, model = tr("Command"), self.model
        return [
            Hit(
                "file-text",
                tr("Create or change from a file"),
                what,
                lambda: ask_for_file(self, model),
            ),
            Hit(
                "download-simple",
                tr("Save a file for support"),
                what,
                lambda: ask_for_support(self, model),
            ),
        ]

    @property
    def here(self) -> PageName:
        """The page that is shown."""
        return self._here

    @property
    def page(self) -> ConsolePage:
        """The same as a widget."""
        return self._pages[self._here]

    def go(self, page: PageName) -> None:
        """Show a page."""
        if self.model.cluster is None:
            return
        if page not in self._pages:
            self._pages[page] = self._make(page)
            self._stack.addWidget(self._pages[page])
        self._here = page
        self._nav.show_page(page)
        self._stack.setCurrentWidget(self._pages[page])
        self.setWindowTitle(f"{self.model.title} - Edgewright")

    def _make(self, page: PageName) -> ConsolePage:
        made = _MAKE.get(page)
        return made(self.model) if made is not None else ListPage(self.model, page)

    def _reveal(self, page: PageName, kind: str, uid: str) -> None:
        self.go(page)
        self._pages[page].reveal(kind, uid)

    def _open(self) -> None:
        """Another cluster: all pages anew, the same one is shown."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        if self._failed is not None:
            self._stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
        if self.model.problem is not None:
            self._show_problem()
        else:
            self.go(self._here)
        self._refresh()

    def _show_problem(self) -> None:
        failure = explain(self.model.problem) if self.model.problem is not None else None
        if failure is None:
            return
        again = button(tr("&Try again"), "primary")
        again.setObjectName("open-again")
        again.clicked.connect(self.model.open)
        self._failed = error_state(failure.what, failure.advice, failure.details, [again])
        self._stack.addWidget(self._failed)
        self._stack.setCurrentWidget(self._failed)
        self.setWindowTitle(f"{self.model.title} - Edgewright")

    def _refresh(self) -> None:
        self._header.refresh()
        self._nav.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """What waits to be deleted is sent; the rest is let go by whoever opened the window."""
        self.model.removals.send_now()
        super().closeEvent(event)
        self.closed.emit()


_MAKE: dict[PageName, Callable[[ConsoleModel], ConsolePage]] = {
    PageName.OVERVIEW: OverviewPage,
    PageName.WORKLOADS: WorkloadsPage,
    PageName.UPDATES: UpdatesPage,
    PageName.CERTIFICATES: CertificatesPage,
    PageName.ARC: ArcPage,
}
