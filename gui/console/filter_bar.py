"""Above a table: words and labels to filter by, the namespace, and problems only."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gui.texts import tr
from gui.theme.icons import icon
from gui.viewmodels.console.rows import RowsModel
from gui.widgets.layouts import hbox
from gui.widgets.segments import Segments


class FilterBar(QWidget):
    """Shows the filter of one RowsModel and changes it."""

    def __init__(self, rows: RowsModel) -> None:
        super().__init__()
        self._rows = rows
        self._find = QLineEdit()
        self._find.setObjectName("filter")
        self._find.setPlaceholderText(tr("Filter by name, state or label (app=web)"))
        self._find.setAccessibleName(tr("Filter by name, state or label (app=web)"))
        self._find.setToolTip(tr("Words that a row must have. Labels: app=web, tier!=db, !canary"))
        self._find.setClearButtonEnabled(True)
        self._find.setMinimumWidth(140)
        self._find.addAction(icon("funnel", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._space = QComboBox()
        self._space.setObjectName("namespace")
        self._space.setAccessibleName(tr("Namespace"))
        self._space.setMinimumWidth(150)
        self._space.setVisible(rows.kind.namespaced)
        self._what = Segments(tr("Show"), (tr("All"), tr("Problems")))
        self._what.part(0).setObjectName("show-all")
        self._what.part(1).setObjectName("show-problems")
        self._what.setVisible(rows.kind.name != "events")
        layout = hbox(self, gap=8)
        layout.addWidget(self._find, 1)
        layout.addWidget(self._space)
        layout.addWidget(self._what)
        self._find.textEdited.connect(rows.type_filter)
        self._find.textChanged.connect(self._cleared)
        self._space.activated.connect(self._choose)
        self._what.chosen.connect(lambda number: rows.show_only_problems(only=number == 1))
        rows.namespaces_changed.connect(self._fill)
        self._fill()

    def set_narrow(self, *, on: bool) -> None:
        """Show the words only, where there is little room."""
        self._space.setVisible(not on and self._rows.kind.namespaced)
        self._what.setVisible(not on and self._rows.kind.name != "events")

    def focus(self) -> None:
        """Type here."""
        self._find.setFocus()
        self._find.selectAll()

    def refresh(self) -> None:
        """Show the filter as it is."""
        rows = self._rows
        if rows.text != self._find.text() and rows.filter.is_empty and not rows.text:
            self._find.clear()
            self._space.setCurrentIndex(0)
            self._what.choose(0)
        problems = tr("Problems {count}", count=rows.problems) if rows.problems else tr("Problems")
        self._what.rename(1, problems)
        if rows.filter.is_empty:
            self._space.setCurrentIndex(0)
            self._what.choose(0)

    def _cleared(self, text: str) -> None:
        # The button inside of the field clears it without the signal of typing.
        if not text and self._rows.text:
            self._rows.type_filter("")

    def _choose(self, number: int) -> None:
        self._rows.choose_namespace(self._space.currentText() if number else "")

    def _fill(self) -> None:
        chosen = self._rows.filter.namespace
        self._space.clear()
        self._space.addItem(tr("All namespaces"))
        self._space.addItems(self._rows.namespaces)
        if chosen in self._rows.namespaces:
            self._space.setCurrentIndex(self._rows.namespaces.index(chosen) + 1)
