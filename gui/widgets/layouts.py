"""Short ways to lay things out: rows, columns, lines, scrolling."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

Margins = tuple[int, int, int, int]
# A thing to lay out: a number is a gap in pixels, None takes what is left, a pair has a stretch.
Item = QWidget | QLayout | int | None | tuple[QWidget | QLayout, int]
NO_MARGINS: Margins = (0, 0, 0, 0)


def vbox(parent: QWidget | None = None, margins: Margins = NO_MARGINS, gap: int = 0) -> QVBoxLayout:
    """An empty column."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout


def hbox(parent: QWidget | None = None, margins: Margins = NO_MARGINS, gap: int = 0) -> QHBoxLayout:
    """An empty row."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout


def row(*items: Item, gap: int = 8, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Things beside each other."""
    layout = hbox(None, margins, gap)
    put(layout, *items)
    return layout


def column(*items: Item, gap: int = 4, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Things below each other."""
    layout = vbox(None, margins, gap)
    put(layout, *items)
    return layout


def put(layout: QHBoxLayout | QVBoxLayout, *items: Item) -> None:
    """Append things to a layout."""
    for item in items:
        thing, stretch = item if isinstance(item, tuple) else (item, 0)
        if thing is None:
            layout.addStretch(1)
        elif isinstance(thing, int):
            layout.addSpacing(thing)
        elif isinstance(thing, QWidget):
            layout.addWidget(thing, stretch)
        else:
            layout.addLayout(thing, stretch)


def line() -> QFrame:
    """A thin line between two things."""
    frame = QFrame()
    frame.setObjectName("hline")
    return frame


def scrolling(body: QWidget) -> QScrollArea:
    """A view on something that may be higher than its place."""
    body.setObjectName("scrollBody")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    # Otherwise a grey slab stands behind the body.
    area.viewport().setAutoFillBackground(False)
    body.setAutoFillBackground(False)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if isinstance(item, QLayout):
            clear(item)
        elif isinstance(item, QWidgetItem) and (widget := item.widget()) is not None:
            # Hidden at once, because the deletion waits for the event loop.
            widget.hide()
            widget.deleteLater()
