"""The panel of one object beside the table: what it is, its logs, its events, its text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar

from gui.console.events_tab import EventsTab
from gui.console.logs_tab import LogsTab
from gui.console.summary_tab import SummaryTab
from gui.console.yaml_tab import YamlTab
from gui.texts import tr
from gui.viewmodels.console.detail import DetailModel
from gui.widgets.buttons import button
from gui.widgets.layouts import hbox, line, vbox
from gui.widgets.marks import Mark
from gui.widgets.text import Elided, Text

SUMMARY, LOGS, EVENTS, YAML = range(4)


class SidePanel(QFrame):
    """Follows the cursor of the table; `closed` asks to close it."""

    closed = Signal()
    resized = Signal(bool)

    def __init__(self, detail: DetailModel) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAccessibleName(tr("Details"))
        self._detail, self._large = detail, False
        layout = vbox(self, (18, 14, 14, 14), 6)
        self._mark = Mark("neutral", 18)
        self._name = Elided("", "strong", middle=True)
        self._name.setObjectName("side-name")
        self._size = button("", "ghost", "arrows-out", small=True, name=tr("Larger or smaller"))
        self._size.setObjectName("side-size")
        close = button("", "ghost", "x", small=True, name=tr("Close details (Esc)"))
        close.setObjectName("side-close")
        head = hbox(gap=8)
        head.addWidget(self._mark)
        head.addWidget(self._name, 1)
        head.addWidget(self._size)
        head.addWidget(close)
        layout.addLayout(head)
        self._tabs = QTabBar()
        self._tabs.setObjectName("side-tabs")
        self._tabs.setAccessibleName(tr("Parts of the details"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        for title in (tr("&Summary"), tr("&Logs"), tr("E&vents"), tr("&YAML")):
            self._tabs.addTab(title)
        layout.addWidget(self._tabs)
        layout.addWidget(line())
        layout.addSpacing(4)
        self._gone = Text(tr("This object is gone."), "small", "warn", wrap=True)
        self._gone.hide()
        layout.addWidget(self._gone)
        self.summary = SummaryTab(detail)
        self.logs, self.events, self.yaml = LogsTab(detail), EventsTab(detail), YamlTab(detail)
        self._stack = QStackedWidget()
        self._parts = (self.summary, self.logs, self.events, self.yaml)
        for part in self._parts:
            self._stack.addWidget(part)
        layout.addWidget(self._stack, 1)
        close.clicked.connect(self.closed)
        self._size.clicked.connect(self._toggle_size)
        self._tabs.currentChanged.connect(self._turn)
        self.summary.wants_logs.connect(lambda: self.open_tab(LOGS))
        detail.changed.connect(self._refresh)

    def open_tab(self, number: int) -> None:
        """Show a part."""
        if self._tabs.isTabVisible(number):
            self._tabs.setCurrentIndex(number)

    @property
    def is_large(self) -> bool:
        """Whether it takes most of the page."""
        return self._large

    def take_focus(self) -> None:
        """The keyboard goes on here."""
        self._tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_gone(self) -> None:
        """The object is there no longer; its last state stays to be read."""
        self._gone.show()

    def rest(self) -> None:
        """Nobody looks."""
        for part in self._parts:
            part.rest()

    def set_width(self, usual: int, most: int) -> None:
        """The widths of a usual and of a large panel."""
        self.setFixedWidth(max(usual, most) if self._large else usual)

    def _toggle_size(self) -> None:
        self._large = not self._large
        self.resized.emit(self._large)

    def _turn(self, number: int) -> None:
        for part in self._parts:
            part.rest()
        self._stack.setCurrentIndex(number)
        self._parts[number].enter()

    def _refresh(self) -> None:
        detail = self._detail
        if detail.row is None or detail.kind is None:
            self.rest()
            return
        self._gone.hide()
        several, pods = bool(detail.others), detail.kind.name == "pods"
        state = detail.state
        self._mark.show_state(state.mark if state and not several else "neutral")
        count = len(detail.rows)
        name = tr("{count} selected", count=count) if several else detail.row.name
        self._name.show_text(name)
        self._tabs.setTabVisible(LOGS, pods)
        self._tabs.setTabVisible(EVENTS, not several and detail.kind.name != "events")
        self._tabs.setTabVisible(YAML, not several)
        if not self._tabs.isTabVisible(self._tabs.currentIndex()):
            self._tabs.setCurrentIndex(SUMMARY)
        self._parts[self._tabs.currentIndex()].enter()
