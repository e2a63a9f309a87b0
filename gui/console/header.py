"""The line at the top: which cluster, how it is, how fresh that is, and the search."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gui.texts import tr
from gui.theme.icons import icon
from gui.viewmodels.console.console import ConsoleModel
from gui.widgets.layouts import hbox
from gui.widgets.state_label import StateLabel
from gui.widgets.text import Elided

_HEIGHT, _SEARCH, _SEARCH_LEAST = 56, 340, 190


class Header(QWidget):
    """With one cluster its name is a word, with several a list to choose from."""

    def __init__(self, model: ConsoleModel) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._model = model
        layout = hbox(self, (24, 0, 16, 0), 10)
        if len(model.choices) > 1:
            box = QComboBox()
            box.setObjectName("cluster")
            box.setAccessibleName(tr("Cluster"))
            box.addItems([choice.title for choice in model.choices])
            box.setCurrentIndex(model.chosen)
            box.setMaximumWidth(260)
            box.activated.connect(model.choose)
            model.opened.connect(lambda: box.setCurrentIndex(model.chosen))
            layout.addWidget(box)
        else:
            name = Elided(model.title, "section")
            name.setMinimumWidth(60)
            name.setMaximumWidth(name.fontMetrics().horizontalAdvance(model.title) + 4)
            name.setObjectName("cluster-name")
            layout.addWidget(name, 1)
        self._health = StateLabel(tr("Health"), soft=True)
        self._health.setObjectName("health")
        self._connection = StateLabel(tr("Connection"), soft=False)
        self._connection.setObjectName("connection")
        layout.addWidget(self._health)
        layout.addWidget(self._connection)
        layout.addStretch(1)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        words = tr("Search or run a command (Ctrl+K)")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.search.setMinimumWidth(_SEARCH_LEAST)
        self.search.setMaximumWidth(_SEARCH)
        self.search.addAction(
            icon("magnifying-glass", "text3"), QLineEdit.ActionPosition.LeadingPosition
        )
        layout.addWidget(self.search, 4)

    def refresh(self) -> None:
        """Show health and connection."""
        self._health.show_state(self._model.health)
        self._connection.show_state(self._model.connection)
